// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* char is a type of its own. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fn(signed char v);

void test(void)
{
	call_instr(fn, signed char, 1);
#ifdef FAIL
	call_instr(fn, char, 1);
#endif
}
