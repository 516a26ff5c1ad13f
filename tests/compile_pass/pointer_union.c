// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers to a union, known or not. */
#include <linux/call_instr.h>
union unknown;
union known {
	int x;
};
DEFINE_CALL_INSTR_UNION(known);
void fn0(union known *v);
void fn1(union unknown *v);
void fn2(const union unknown *v);
void test(void);
void test(void)
{
	call_instr(fn0, union known *, 0);
	call_instr(fn1, union unknown *, 0);
	call_instr(fn2, const union unknown *, 0);
}
