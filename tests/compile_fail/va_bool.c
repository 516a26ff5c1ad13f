// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* bool is promoted to int. */
/* expect: a variadic argument is an int, a long, a pointer or a double */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), int, 1);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), _Bool, 1);
#endif
}
