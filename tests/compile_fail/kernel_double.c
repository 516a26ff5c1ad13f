// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* There is no floating point in the kernel. */
/* expect: call_instr_cannot_pass_floating_point_in_the_kernel */
/* flags: -D__KERNEL__ -I tests/kernel_types */
#include <linux/call_instr.h>

void fn(double v);
void by_pointer(double *v);

void test(void)
{
	call_instr(by_pointer, double *, 0);
#ifdef FAIL
	call_instr(fn, double, 1);
#endif
}
