// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The last of twelve is looked at as well. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t */
#include <linux/call_instr.h>

typedef short foo_t;
void fn(int, int, int, int, int, int, int, int, int, int, int, foo_t);

void test(void)
{
	call_instr(fn, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11, short, 12);
#ifdef FAIL
	call_instr(fn, int, 1, int, 2, int, 3, int, 4, int, 5, int, 6, int, 7,
		   int, 8, int, 9, int, 10, int, 11, foo_t, 12);
#endif
}
