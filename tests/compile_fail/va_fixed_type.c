// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A fixed type that is not the prototype's. */
/* expect: write the callee's own types. It must be variadic. */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), 1);
#ifdef FAIL
	call_instr_va(pr, (char *, 0), 1);
#endif
}
