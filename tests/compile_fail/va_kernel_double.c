// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* No double in the kernel. */
/* expect: a variadic argument is an int, a long, a pointer or a
 * double|call_instr_cannot_pass_floating_point_in_the_kernel */
/* flags: -D__KERNEL__ -I tests/kernel_types */
#include <linux/call_instr_va.h>

int pr(const char *fmt, ...);

void test(void)
{
	call_instr_va(pr, (const char *, "x"), int, 1);
#ifdef FAIL
	call_instr_va(pr, (const char *, "x"), double, 1);
#endif
}
