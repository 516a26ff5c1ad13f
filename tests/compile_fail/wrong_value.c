// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The argument must convert to the type. */
/* expect: struct foo|invalid initializer|incompatible type */
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
	call_instr(fn, struct foo, 1);
#endif
}
