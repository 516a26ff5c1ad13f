// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An object is no pointer to one. */
/* expect: invalid type argument|indirection requires pointer operand */
#include <linux/call_instr.h>

void take(const void *p);
void test(void *v);

void test(void *v)
{
	int x = v != 0;

	take(call_instr_ref(&x));
#ifdef FAIL
	take(call_instr_ref(x));
#endif
}
