// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* typeof() of a struct has no name to look up. */
/* expect: typeof(v) is no scalar and no pointer */
#include <linux/call_instr.h>

struct foo {
	int x;
};
DEFINE_CALL_INSTR_STRUCT(foo);
void fn(struct foo v);
extern struct foo v;

void test(void)
{
	call_instr(fn, struct foo, v);
#ifdef FAIL
	call_instr(fn, typeof(v), v);
#endif
}
