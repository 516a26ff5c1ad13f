// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A union that nobody made known. */
/* expect: DEFINE_CALL_INSTR_UNION_is_needed_for_foo */
#include <linux/call_instr.h>

union foo {
	int x;
};
void fn(union foo v);
void by_pointer(union foo *v);
extern union foo v;

void test(void)
{
	call_instr(by_pointer, union foo *, &v);
#ifdef FAIL
	call_instr(fn, union foo, v);
#endif
}
