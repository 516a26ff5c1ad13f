// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* It has no address, with KMSAN or without. */
/* expect: bit-field */
#include <linux/call_instr.h>

struct bits {
	int x : 3;
};
void take(const void *p);
void test(void *v);

void test(void *v)
{
	struct bits bits = {v != 0};

	take(call_instr_ref(&bits));
#ifdef FAIL
	take(call_instr_ref(&bits.x));
#endif
}
