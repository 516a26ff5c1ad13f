// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The second of three types. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fn(int a, long b, int c);

void test(void)
{
	call_instr(fn, int, 1, long, 2, int, 3);
#ifdef FAIL
	call_instr(fn, int, 1, int, 2, int, 3);
#endif
}
