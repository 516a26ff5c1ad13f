// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Behind const and volatile the compiler alone judges whether a type is known.
 */
#include <linux/call_instr.h>

typedef int foo_t;
struct foo {
	long a[3];
};
void fn(const foo_t a, volatile struct foo b, const struct foo (*c)[4]);
void test(foo_t a, struct foo b);

void test(foo_t a, struct foo b)
{
	call_instr(fn, const foo_t, a, volatile struct foo, b,
		   const struct foo(*)[4], 0);
}
