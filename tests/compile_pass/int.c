// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Every spelling of int. */
#include <linux/call_instr.h>
void fn0(int v);
void fn1(signed v);
void fn2(signed int v);
void fn3(int signed v);
void fn4(unsigned v);
void fn5(unsigned int v);
void fn6(int unsigned v);
void test(void);
void test(void)
{
	call_instr(fn0, int, 1);
	call_instr(fn1, signed, 1);
	call_instr(fn2, signed int, 1);
	call_instr(fn3, int signed, 1);
	call_instr(fn4, unsigned, 1);
	call_instr(fn5, unsigned int, 1);
	call_instr(fn6, int unsigned, 1);
}
