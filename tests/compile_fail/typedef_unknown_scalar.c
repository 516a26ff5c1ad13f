// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Also when it is an integer. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_cycles_t */
#include <linux/call_instr.h>

typedef unsigned long cycles_t;
void fn(cycles_t v);

void test(void)
{
	call_instr(fn, unsigned long, 1);
#ifdef FAIL
	call_instr(fn, cycles_t, 1);
#endif
}
