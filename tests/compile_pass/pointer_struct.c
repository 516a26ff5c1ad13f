// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers to a struct, known or not. */
#include <linux/call_instr.h>
struct unknown;
struct known {
	int x;
};
DEFINE_CALL_INSTR_STRUCT(known);
void fn0(struct known *v);
void fn1(struct unknown *v);
void fn2(const struct unknown *v);
void fn3(struct unknown **v);
void fn4(struct unknown *const *v);
void test(void);
void test(void)
{
	call_instr(fn0, struct known *, 0);
	call_instr(fn1, struct unknown *, 0);
	call_instr(fn2, const struct unknown *, 0);
	call_instr(fn3, struct unknown **, 0);
	call_instr(fn4, struct unknown *const *, 0);
}
