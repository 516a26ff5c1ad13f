// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Qualifiers in front do not hide it. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t */
#include <linux/call_instr.h>

typedef struct {
	int x;
} foo_t;
void fn(foo_t v);
void by_pointer(const foo_t *v);
extern foo_t v;

void test(void)
{
	call_instr(by_pointer, const foo_t *, &v);
#ifdef FAIL
	call_instr(fn, const volatile foo_t, v);
#endif
}
