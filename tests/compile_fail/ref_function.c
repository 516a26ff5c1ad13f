// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A function is no object. */
/* expect: this has no size; write call_instr_ref_bytes(p, n) */
#include <linux/call_instr.h>

void take(const void *p);
void test(void *v);

void test(void *v)
{
	take(call_instr_ref(&v));
#ifdef FAIL
	take(call_instr_ref(test));
#endif
}
