// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A static callee, and one that is inline. */
#include <linux/call_instr.h>
static int fn(int v)
{
	return v + 1;
}

static inline int in(long v)
{
	return (int)v;
}

int test(int c);

int test(int c)
{
	return call_instr(fn, int, c) + call_instr(in, long, c);
}
