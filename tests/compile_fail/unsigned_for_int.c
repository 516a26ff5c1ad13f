// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The sign counts. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fn(int v);

void test(void)
{
	call_instr(fn, signed int, 1);
#ifdef FAIL
	call_instr(fn, unsigned int, 1);
#endif
}
