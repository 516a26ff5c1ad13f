// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers to a typedef, known or not. */
#include <linux/call_instr.h>
typedef struct {
	int x;
} foo_t;
typedef void bar_t;
void fn0(foo_t *v);
void fn1(const foo_t *v);
void fn2(volatile foo_t *v);
void fn3(foo_t **v);
void fn4(size_t *v);
void fn5(bar_t *v);
void test(void);
void test(void)
{
	call_instr(fn0, foo_t *, 0);
	call_instr(fn1, const foo_t *, 0);
	call_instr(fn2, volatile foo_t *, 0);
	call_instr(fn3, foo_t **, 0);
	call_instr(fn4, size_t *, 0);
	call_instr(fn5, bar_t *, 0);
}
