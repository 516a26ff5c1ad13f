// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An argument too few. */
/* expect: an odd number of types and arguments */
#include <linux/call_instr.h>

void fn(int v, long w);

void test(void)
{
	call_instr(fn, int, 1, long, 2);
#ifdef FAIL
	call_instr(fn, int, 1, long);
#endif
}
