// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Nor is an array type. */
/* expect: array */
#include <linux/call_instr.h>

void fn(int *v);
extern int v[4];

void test(void)
{
	call_instr(fn, int *, v);
#ifdef FAIL
	call_instr(fn, int[4], v);
#endif
}
