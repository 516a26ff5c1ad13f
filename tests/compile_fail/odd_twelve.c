// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* 12 arguments, and a type without one. */
/* expect: more than 12 arguments */
#include <linux/call_instr.h>

void fn(int, int, int, int, int, int, int, int, int, int, int, int);

void test(void)
{
	call_instr(fn, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11, int, 12);
#ifdef FAIL
	call_instr(fn, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11, int, 12, int);
#endif
}
