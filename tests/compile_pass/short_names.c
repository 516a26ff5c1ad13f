// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Names of the caller's that look like ours, in values and in types. */
#include <linux/call_instr.h>

static int _e1, _x2;
void fn(int a, int b, long c, int *d);
void test(int _x1, long _a1);

void test(int _x1, long _a1)
{
	int _fn = 1;

	call_instr(fn, int, _x1 + _e1 + _fn, typeof(_x1), _x2, typeof(_a1), _a1,
		   typeof(_e1) *, &_e1);
}
