// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A callee that is not variadic. */
/* expect: write the callee's own types. It must be variadic. */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);
int fn(const char *s, int v);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), 1);
	call_instr(fn, const char *, "x", int, 1);
#ifdef FAIL
	call_instr_va(fn, (const char *, "x"), 1);
#endif
}
