// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A 14th argument. */
/* expect: more than 12 arguments */
#include <linux/call_instr.h>

void fn(void);
void fn14(int, int, int, int, int, int, int, int, int, int, int, int, int, int);

void test(void)
{
	call_instr(fn);
#ifdef FAIL
	call_instr(fn14, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11, int, 12, int, 13, int, 14);
#endif
}
