// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A pointer that promises less. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fn(char *v);

void test(void)
{
	call_instr(fn, char *, 0);
#ifdef FAIL
	call_instr(fn, const char *, 0);
#endif
}
