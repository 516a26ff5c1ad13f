// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Two commas in a row. */
/* expect: call_instr_needs_a_type_before_each_argument|expected expression */
#include <linux/call_instr.h>

void fn(int v);

void test(void)
{
	call_instr(fn, int, 1);
#ifdef FAIL
	call_instr(fn, , 1);
#endif
}
