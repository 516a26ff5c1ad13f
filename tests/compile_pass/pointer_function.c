// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Function pointers. */
#include <linux/call_instr.h>
struct foo;
typedef struct {
	int x;
} foo_t;
void fn0(void (*v)(void));
void fn1(void (*v)(int, long));
void fn2(int (*v)(const char *, ...));
void fn3(struct foo *(*v)(struct foo *));
void fn4(foo_t (*v)(foo_t));
void test(void);
void test(void)
{
	call_instr(fn0, void (*)(void), 0);
	call_instr(fn1, void (*)(int, long), 0);
	call_instr(fn2, int (*)(const char *, ...), 0);
	call_instr(fn3, struct foo * (*)(struct foo *), 0);
	call_instr(fn4, foo_t(*)(foo_t), 0);
}
