// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A struct without a definition. */
/* expect: DEFINE_CALL_INSTR_STRUCT_is_needed_for_foo */
#include <linux/call_instr.h>

struct foo;
void fn(struct foo *v);
extern struct foo v;
void by_value(struct foo v);

void test(void)
{
	call_instr(fn, struct foo *, &v);
#ifdef FAIL
	call_instr(by_value, struct foo, v);
#endif
}
