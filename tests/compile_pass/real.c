// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Reals, in user space. */
#include <linux/call_instr.h>
void fn0(float v);
void fn1(double v);
void fn2(long double v);
void fn3(const double v);
void test(void);
void test(void)
{
	call_instr(fn0, float, 1);
	call_instr(fn1, double, 1);
	call_instr(fn2, long double, 1);
	call_instr(fn3, const double, 1);
}
