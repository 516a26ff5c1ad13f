// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A pointer to something else. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

struct a;
struct b;
void fn(struct a *v);

void test(void)
{
	call_instr(fn, struct a *, 0);
#ifdef FAIL
	call_instr(fn, struct b *, 0);
#endif
}
