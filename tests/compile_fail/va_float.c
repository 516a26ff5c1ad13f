// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* float is promoted to double. */
/* expect: a variadic argument is an int, a long, a pointer or a double */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), double, 1);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), float, 1);
#endif
}
