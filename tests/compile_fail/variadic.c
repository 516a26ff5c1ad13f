// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A variadic callee. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fixed(const char *fmt);
int fn(const char *fmt, ...);

void test(void)
{
	call_instr(fixed, const char *, "x");
#ifdef FAIL
	call_instr(fn, const char *, "x");
#endif
}
