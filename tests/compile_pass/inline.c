// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* In an inline function that is not static. */
/* also: msan */
#include <linux/call_instr.h>

int fn(int v);
inline int test(int v);
inline int test(int v)
{
	return call_instr(fn, int, v);
}
