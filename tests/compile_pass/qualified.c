// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Qualifiers, wherever C allows them. */
#include <linux/call_instr.h>
void fn0(const int v);
void fn1(int const v);
void fn2(volatile long v);
void fn3(const volatile unsigned int v);
void fn4(volatile const char v);
void fn5(const size_t v);
void fn6(size_t const v);
void test(void);
void test(void)
{
	call_instr(fn0, const int, 1);
	call_instr(fn1, int const, 1);
	call_instr(fn2, volatile long, 1);
	call_instr(fn3, const volatile unsigned int, 1);
	call_instr(fn4, volatile const char, 1);
	call_instr(fn5, const size_t, 1);
	call_instr(fn6, size_t const, 1);
}
