// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A 13th variadic argument. */
/* expect: more than 12 arguments */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), int, 1, int, 2, int, 3, int, 4,
		      int, 5, int, 6, int, 7, int, 8, int, 9, int, 10, int, 11,
		      int, 12);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), int, 1, int, 2, int, 3, int, 4,
		      int, 5, int, 6, int, 7, int, 8, int, 9, int, 10, int, 11,
		      int, 12, int, 13);
#endif
}
