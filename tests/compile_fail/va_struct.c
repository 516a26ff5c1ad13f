// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A struct among the variadic arguments. */
/* expect: a variadic argument is an int, a long, a pointer or a double */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);
struct foo {
	int x;
};
DEFINE_CALL_INSTR_STRUCT(foo);
extern struct foo v;

void test(void)
{
	call_instr_va(pr, (const char *, "x"), struct foo *, &v);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), struct foo, v);
#endif
}
