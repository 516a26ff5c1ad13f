// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A complex number. */
/* expect: double _Complex is no scalar and no pointer */
#include <linux/call_instr.h>

void fn(double _Complex v);
void by_pointer(double _Complex *v);

void test(void)
{
	call_instr(by_pointer, double _Complex *, 0);
#ifdef FAIL
	call_instr(fn, double _Complex, 1.0);
#endif
}
