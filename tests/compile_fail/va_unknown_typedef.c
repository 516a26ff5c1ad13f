// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A variadic type that nobody made known. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);
typedef int foo_t;

void test(void)
{
	call_instr_va(pr, (const char *, "x"), int, 1);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), foo_t, 1);
#endif
}
