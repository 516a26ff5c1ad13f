// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Nor a long double. */
/* expect: to a pointer type */
/* flags: -D__KERNEL__ -I tests/kernel_types */
#include <linux/call_instr.h>

void fn(long double v);
void by_pointer(long double *v);

void test(void)
{
	call_instr(by_pointer, long double *, 0);
#ifdef FAIL
	call_instr(fn, long double, 1);
#endif
}
