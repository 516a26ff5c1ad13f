// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A type and no argument. */
/* expect: an odd number of types and arguments */
#include <linux/call_instr.h>

void fn(int v);

void test(void)
{
	call_instr(fn, int, 1);
#ifdef FAIL
	call_instr(fn, int);
#endif
}
