// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The words of the table as the kernel has them. */
/* flags: -D__KERNEL__ -I tests/kernel_types */
#include <linux/call_instr.h>
void fn0(long v);
void fn1(unsigned long v);
void fn2(long int v);
void fn3(long long v);
void fn4(long unsigned int v);
void fn5(int v);
void fn6(char v);
void fn7(long *v);
void fn8(const long *v);
void test(void);
void test(void)
{
	call_instr(fn0, long, 1);
	call_instr(fn1, unsigned long, 1);
	call_instr(fn2, long int, 1);
	call_instr(fn3, long long, 1);
	call_instr(fn4, long unsigned int, 1);
	call_instr(fn5, int, 1);
	call_instr(fn6, char, 1);
	call_instr(fn7, long *, 0);
	call_instr(fn8, const long *, 0);
}
