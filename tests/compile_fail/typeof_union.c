// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* typeof() of a union. */
/* expect: typeof(v) is no scalar and no pointer */
#include <linux/call_instr.h>

union foo {
	int x;
};
void fn(union foo v);
void scalar(int v);
extern union foo v;

void test(void)
{
	call_instr(scalar, typeof(v.x), v.x);
#ifdef FAIL
	call_instr(fn, typeof(v), v);
#endif
}
