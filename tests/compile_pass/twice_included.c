// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The header may be included twice. */
#include <linux/call_instr.h>
#include <linux/call_instr.h>
int fn(int v);
int test(void);

int test(void)
{
	return call_instr(fn, int, 1);
}
