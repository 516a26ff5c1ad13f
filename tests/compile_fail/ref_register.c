// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* It has none either. */
/* expect: address of register variable */
#include <linux/call_instr.h>

void take(const void *p);
void test(void *v);

void test(void *v)
{
	register int x = v != 0;

	take(call_instr_ref((int *)v + x));
#ifdef FAIL
	take(call_instr_ref(&x));
#endif
}
