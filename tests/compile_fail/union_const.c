// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Qualifiers do not hide a union. */
/* expect: DEFINE_CALL_INSTR_UNION_is_needed_for_foo */
#include <linux/call_instr.h>

union foo {
	int x;
};
void fn(union foo v);
void by_pointer(const union foo *v);
extern union foo v;

void test(void)
{
	call_instr(by_pointer, const union foo *, &v);
#ifdef FAIL
	call_instr(fn, const union foo, v);
#endif
}
