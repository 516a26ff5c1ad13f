// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Structs of any size as fixed arguments and as the value, and many arguments.
 */
#include <linux/call_instr_va.h>

struct small {
	long a;
	double b;
};
DEFINE_CALL_INSTR_STRUCT(small);
struct large {
	long a[5];
};
DEFINE_CALL_INSTR_STRUCT(large);
struct small fs(struct small v, struct large w, ...);
struct large fl(const char *fmt, ...);
void test(struct small v, struct large w);

void test(struct small v, struct large w)
{
	call_instr_va(fs, (struct small, v, struct large, w), 1, 2, 3, 4, 5, 6,
		      7, 8, 9, 10L, 11., 12.);
	call_instr_va(fl, (const char *, "x"), v, w);
}
