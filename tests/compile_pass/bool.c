// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* bool, with stdbool.h and without. */
#include <linux/call_instr.h>
#include <stdbool.h>
void fn0(_Bool v);
void fn1(bool v);
void test(void);
void test(void)
{
	call_instr(fn0, _Bool, 1);
	call_instr(fn1, bool, 1);
}
