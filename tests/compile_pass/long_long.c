// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Every spelling of long long. */
#include <linux/call_instr.h>
void fn0(long long v);
void fn1(long long int v);
void fn2(signed long long v);
void fn3(unsigned long long v);
void fn4(unsigned long long int v);
void fn5(long long unsigned v);
void fn6(long long unsigned int v);
void fn7(long int long v);
void test(void);
void test(void)
{
	call_instr(fn0, long long, 1);
	call_instr(fn1, long long int, 1);
	call_instr(fn2, signed long long, 1);
	call_instr(fn3, unsigned long long, 1);
	call_instr(fn4, unsigned long long int, 1);
	call_instr(fn5, long long unsigned, 1);
	call_instr(fn6, long long unsigned int, 1);
	call_instr(fn7, long int long, 1);
}
