// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Every spelling of char. */
#include <linux/call_instr.h>
void fn0(char v);
void fn1(signed char v);
void fn2(char signed v);
void fn3(unsigned char v);
void fn4(char unsigned v);
void test(void);
void test(void)
{
	call_instr(fn0, char, 1);
	call_instr(fn1, signed char, 1);
	call_instr(fn2, char signed, 1);
	call_instr(fn3, unsigned char, 1);
	call_instr(fn4, char unsigned, 1);
}
