// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The compiler finds no size, in a macro of this name. */
/* expect: __ci_write_call_instr_ref_bytes */
#include <linux/call_instr.h>

struct opaque;
void take(const void *p);
void test(void *v);

void test(void *v)
{
	take(call_instr_ref_bytes((struct opaque *)v, 8));
#ifdef FAIL
	take(call_instr_ref((struct opaque *)v));
#endif
}
