// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Whatever a DEFINE_ macro made known, any number of them. */
#include <linux/call_instr.h>
typedef struct {
	_Bool exit_rcu;
} irqentry_state_t;
struct foo {
	long x[5];
};
union bar {
	long x;
	char c[3];
};
typedef unsigned long cycles_t;
typedef void (*handler_t)(int);
DEFINE_CALL_INSTR_TYPE(irqentry_state_t);
DEFINE_CALL_INSTR_STRUCT(foo);
DEFINE_CALL_INSTR_UNION(bar);
DEFINE_CALL_INSTR_TYPE(cycles_t);
DEFINE_CALL_INSTR_TYPE(handler_t);
int fn(irqentry_state_t a, struct foo b, union bar c, cycles_t d, handler_t e);
int test(irqentry_state_t a, struct foo *b, union bar c);

int test(irqentry_state_t a, struct foo *b, union bar c)
{
	return call_instr(fn, irqentry_state_t, a, const struct foo, *b,
			  union bar, c, cycles_t, 1, handler_t, 0);
}
