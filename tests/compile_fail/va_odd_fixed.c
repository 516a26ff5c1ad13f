// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A fixed type without an argument. */
/* expect: call_instr_va(): an odd number of types and arguments */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), 1);
#ifdef FAIL
	call_instr_va(pr, (const char *), 1);
#endif
}
