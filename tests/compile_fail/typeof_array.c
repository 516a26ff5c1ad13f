// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* typeof() of an array is not what is passed. */
/* expect: invalid initializer|array initializer */
#include <linux/call_instr.h>

void fn(int *v);
extern int v[4];

void test(void)
{
	call_instr(fn, typeof(&v[0]), v);
#ifdef FAIL
	call_instr(fn, typeof(v), v);
#endif
}
