// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Qualifiers behind do not hide it. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t */
#include <linux/call_instr.h>

typedef struct {
	int x;
} foo_t;
void fn(foo_t v);
void by_pointer(foo_t const *v);
extern foo_t v;

void test(void)
{
	call_instr(by_pointer, foo_t const *, &v);
#ifdef FAIL
	call_instr(fn, foo_t const, v);
#endif
}
