// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An argument less than the prototype has. */
/* expect: too few arguments to function */
#include <linux/call_instr.h>

void fn(int a, int b);

void test(void)
{
	call_instr(fn, int, 1, int, 2);
#ifdef FAIL
	call_instr(fn, int, 1);
#endif
}
