// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Every spelling of long. */
#include <linux/call_instr.h>
void fn0(long v);
void fn1(long int v);
void fn2(int long v);
void fn3(signed long v);
void fn4(signed long int v);
void fn5(unsigned long v);
void fn6(unsigned long int v);
void fn7(long unsigned v);
void fn8(long unsigned int v);
void test(void);
void test(void)
{
	call_instr(fn0, long, 1);
	call_instr(fn1, long int, 1);
	call_instr(fn2, int long, 1);
	call_instr(fn3, signed long, 1);
	call_instr(fn4, signed long int, 1);
	call_instr(fn5, unsigned long, 1);
	call_instr(fn6, unsigned long int, 1);
	call_instr(fn7, long unsigned, 1);
	call_instr(fn8, long unsigned int, 1);
}
