// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers to an array. */
#include <linux/call_instr.h>
void fn0(int (*v)[3]);
void fn1(const char (*v)[3]);
void test(void);
void test(void)
{
	call_instr(fn0, int(*)[3], 0);
	call_instr(fn1, const char(*)[3], 0);
}
