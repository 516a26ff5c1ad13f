// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers to an enum. */
#include <linux/call_instr.h>
enum colour { RED };
void fn0(enum colour *v);
void fn1(const enum colour *v);
void test(void);
void test(void)
{
	call_instr(fn0, enum colour *, 0);
	call_instr(fn1, const enum colour *, 0);
}
