// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A 13th to a 16th variadic argument. */
/* expect: more than 12 arguments */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
		      11, 12);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
		      11, 12, 13, 14, 15, 16);
#endif
}
