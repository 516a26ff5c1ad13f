// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers to builtin types. */
#include <linux/call_instr.h>
void fn0(char *v);
void fn1(const char *v);
void fn2(const char *const v);
void fn3(unsigned long *v);
void fn4(int **v);
void fn5(void *v);
void fn6(const void *v);
void fn7(volatile void *v);
void fn8(const volatile void *v);
void fn9(_Bool *v);
void fn10(double *v);
void test(void);
void test(void)
{
	call_instr(fn0, char *, 0);
	call_instr(fn1, const char *, 0);
	call_instr(fn2, const char *const, 0);
	call_instr(fn3, unsigned long *, 0);
	call_instr(fn4, int **, 0);
	call_instr(fn5, void *, 0);
	call_instr(fn6, const void *, 0);
	call_instr(fn7, volatile void *, 0);
	call_instr(fn8, const volatile void *, 0);
	call_instr(fn9, _Bool *, 0);
	call_instr(fn10, double *, 0);
}
