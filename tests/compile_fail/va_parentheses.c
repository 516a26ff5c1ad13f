// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* No parentheses around the fixed arguments. */
/* expect: write call_instr_va(fn, (type1, arg1), arg2) */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), 1);
#ifdef FAIL
	call_instr_va(pr, fmt, "x", 1);
#endif
}
