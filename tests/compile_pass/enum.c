// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Enums. */
#include <linux/call_instr.h>
enum colour { RED, GREEN };
void fn0(enum colour v);
void fn1(const enum colour v);
void test(void);
void test(void)
{
	call_instr(fn0, enum colour, RED);
	call_instr(fn1, const enum colour, RED);
}
