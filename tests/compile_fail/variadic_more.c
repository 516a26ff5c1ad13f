// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A variadic callee with more than its fixed arguments. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fixed(const char *fmt, int v);
int fn(const char *fmt, ...);

void test(void)
{
	call_instr(fixed, const char *, "%d", int, 1);
#ifdef FAIL
	call_instr(fn, const char *, "%d", int, 1);
#endif
}
