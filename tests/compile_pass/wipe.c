// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A function for assembly, and a wipe in front of a call. */
/* also: msan */
#include <linux/call_instr_wipe.h>

void fn(const char *fmt, ...);
void wipe(void);
void test(int v);

void wipe(void)
{
	call_instr_wipe();
}

void test(int v)
{
	if (v)
		call_instr_wipe();
	fn("x", v);
}
