// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A void expression, wherever one can stand. */
#include <linux/call_instr.h>
void fn(int v);
void test(int c);

void test(int c)
{
	if (c)
		call_instr(fn, int, 1);
	else
		call_instr(fn, int, 2);
	for (; c; call_instr(fn, int, c--))
		;
	c ? call_instr(fn, int, 3) : (void)0;
	(void)call_instr(fn, int, 4);
}
