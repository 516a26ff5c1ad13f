// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An argument more than the prototype has. */
/* expect: too many arguments to function */
#include <linux/call_instr.h>

void fn(int a);

void test(void)
{
	call_instr(fn, int, 1);
#ifdef FAIL
	call_instr(fn, int, 1, int, 2);
#endif
}
