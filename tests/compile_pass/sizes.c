// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A struct without a member, and one of more than 64 KiB. */
#include <linux/call_instr.h>

struct empty {
};
struct huge {
	char c[70000];
};
DEFINE_CALL_INSTR_STRUCT(empty);
DEFINE_CALL_INSTR_STRUCT(huge);
struct empty fn(struct empty a, int b, struct huge c);
void test(struct huge *h);

void test(struct huge *h)
{
	struct empty e = {};

	call_instr(fn, struct empty, e, int, 1, struct huge, *h);
}
