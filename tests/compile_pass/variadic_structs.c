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
	call_instr_va(fs, (struct small, v, struct large, w), int, 1, int, 2,
		      int, 3, int, 4, int, 5, int, 6, int, 7, int, 8, int, 9,
		      long, 10, double, 11, double, 12);
	call_instr_va(fl, (const char *, "x"), int, 1);
}
