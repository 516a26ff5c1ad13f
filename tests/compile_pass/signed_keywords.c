// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The compiler's spellings of signed. */
#include <linux/call_instr.h>
void fn0(__signed__ char v);
void fn1(__signed__ int v);
void test(void);
void test(void)
{
	call_instr(fn0, __signed__ char, 1);
	call_instr(fn1, __signed__ int, 1);
}
