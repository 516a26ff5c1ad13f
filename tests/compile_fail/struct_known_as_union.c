// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A union made known says nothing of a struct of another name. */
/* expect: DEFINE_CALL_INSTR_STRUCT_is_needed_for_foo */
#include <linux/call_instr.h>

struct foo {
	int x;
};
union bar {
	int x;
};
DEFINE_CALL_INSTR_UNION(bar);
void fn(struct foo v);
void good(union bar v);
extern struct foo v;
extern union bar u;

void test(void)
{
	call_instr(good, union bar, u);
#ifdef FAIL
	call_instr(fn, struct foo, v);
#endif
}
