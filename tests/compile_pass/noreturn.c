// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A callee that does not return. */
#include <linux/call_instr.h>
void die(int code) __attribute__((noreturn));
int test(int c);

int test(int c)
{
	if (c)
		return 1;
	call_instr(die, int, 1);
}
