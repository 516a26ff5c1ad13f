// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A struct known by its tag is not known by its typedef. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t */
#include <linux/call_instr.h>

typedef struct foo {
	int x;
} foo_t;
DEFINE_CALL_INSTR_STRUCT(foo);
void fn(foo_t v);
extern foo_t v;

void test(void)
{
	call_instr(fn, struct foo, v);
#ifdef FAIL
	call_instr(fn, foo_t, v);
#endif
}
