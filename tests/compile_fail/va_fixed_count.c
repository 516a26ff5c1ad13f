// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A fixed argument among the variadic ones. */
/* expect: write the callee's own types. It must be variadic. */
#include <linux/call_instr_va.h>

int pr(int level, const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (int, 1, const char *, "x"), 1);
#ifdef FAIL
	call_instr_va(pr, (int, 1), "x", 1);
#endif
}
