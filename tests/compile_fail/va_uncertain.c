// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A small struct, and more arguments than are sure of a register. */
/* only: kmsan */
/* expect: nobody knows what is passed on the stack here */
#include <linux/call_instr.h>

struct foo {
	long x;
};
DEFINE_CALL_INSTR_STRUCT(foo);
int fs(struct foo v, ...);
extern struct foo v;

void test(void)
{
	call_instr_va(fs, (struct foo, v), int, 1, int, 2, int, 3, int, 4);
#ifdef FAIL
	call_instr_va(fs, (struct foo, v), int, 1, int, 2, int, 3, int, 4, int,
		      5);
#endif
}
