// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* 0 to 12 arguments. */
/* flags: -Wstrict-prototypes */
#include <linux/call_instr.h>
void f0(void);
void f1(int);
void f2(int, int);
void f3(int, int, int);
void f4(int, int, int, int);
void f5(int, int, int, int, int);
void f6(int, int, int, int, int, int);
void f7(int, int, int, int, int, int, int);
void f8(int, int, int, int, int, int, int, int);
void f9(int, int, int, int, int, int, int, int, int);
void f10(int, int, int, int, int, int, int, int, int, int);
void f11(int, int, int, int, int, int, int, int, int, int, int);
void f12(int, int, int, int, int, int, int, int, int, int, int, int);
void test(void);

void test(void)
{
	call_instr(f0);
	call_instr(f1, int, 1);
	call_instr(f2, int, 1, int, 2);
	call_instr(f3, int, 1, int, 2, int, 3);
	call_instr(f4, int, 1, int, 2, int, 3, int, 4);
	call_instr(f5, int, 1, int, 2, int, 3, int, 4, int, 5);
	call_instr(f6, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6);
	call_instr(f7, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7);
	call_instr(f8, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8);
	call_instr(f9, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9);
	call_instr(f10, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10);
	call_instr(f11, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11);
	call_instr(f12, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11, int, 12);
}
