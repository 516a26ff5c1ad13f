// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The mail's own spelling: typeof() of anything complete, known or not. */
#include <linux/call_instr.h>

struct pt_regs;
typedef struct irqentry_state {
	_Bool exit_rcu;
} irqentry_state_t;
union number {
	long a[3];
};
void fn(struct pt_regs *regs, irqentry_state_t state);
void by_const(const irqentry_state_t state, union number n);
void test(struct pt_regs *regs, irqentry_state_t state, union number n);

void test(struct pt_regs *regs, irqentry_state_t state, union number n)
{
	const irqentry_state_t same = state;

	call_instr(fn, typeof(regs), regs, typeof(state), state);
	call_instr(by_const, __typeof__(same), same, __typeof(n), n);
}
