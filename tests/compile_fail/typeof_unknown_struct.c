// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Neither has that of an unknown one. */
/* expect: __typeof__(v) is no scalar and no pointer */
#include <linux/call_instr.h>

struct foo {
	int x;
};
void fn(struct foo v);
void by_pointer(struct foo *v);
extern struct foo v;

void test(void)
{
	call_instr(by_pointer, __typeof__(v) *, &v);
#ifdef FAIL
	call_instr(fn, __typeof__(v), v);
#endif
}
