// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Every spelling of short. */
#include <linux/call_instr.h>
void fn0(short v);
void fn1(short int v);
void fn2(int short v);
void fn3(signed short v);
void fn4(signed short int v);
void fn5(unsigned short v);
void fn6(unsigned short int v);
void fn7(short unsigned int v);
void test(void);
void test(void)
{
	call_instr(fn0, short, 1);
	call_instr(fn1, short int, 1);
	call_instr(fn2, int short, 1);
	call_instr(fn3, signed short, 1);
	call_instr(fn4, signed short int, 1);
	call_instr(fn5, unsigned short, 1);
	call_instr(fn6, unsigned short int, 1);
	call_instr(fn7, short unsigned int, 1);
}
