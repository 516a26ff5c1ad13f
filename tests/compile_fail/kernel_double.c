// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* There is no floating point in the kernel. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_double */
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
