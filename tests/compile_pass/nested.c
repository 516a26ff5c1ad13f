// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Calls within calls. */
#include <linux/call_instr.h>
int add(int a, int b);
int test(int c);

int test(int c)
{
	return call_instr(
		add, int,
		call_instr(add, int, call_instr(add, int, c, int, 1), int, 2),
		int,
		call_instr(add, int, 3, int, call_instr(add, int, 4, int, c)));
}
