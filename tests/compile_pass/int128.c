// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The compiler's own large integers. */
#include <linux/call_instr.h>
void fn0(__int128 v);
void fn1(signed __int128 v);
void fn2(unsigned __int128 v);
void fn3(__int128_t v);
void fn4(__uint128_t v);
void test(void);
void test(void)
{
	call_instr(fn0, __int128, 1);
	call_instr(fn1, signed __int128, 1);
	call_instr(fn2, unsigned __int128, 1);
	call_instr(fn3, __int128_t, 1);
	call_instr(fn4, __uint128_t, 1);
}
