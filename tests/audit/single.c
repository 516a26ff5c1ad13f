// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/* For tests/suite_audit.py: an uninstrumented file of which one function stands among
 * instrumented ones; that of another section tells what it is. See calls.c. */
#include <linux/call_instr.h>

struct pt_regs;
typedef struct {
	_Bool exit_rcu;
} state_t;

DEFINE_CALL_INSTR_TYPE(state_t);

void take_typedef(struct pt_regs *regs, state_t state);

void single(struct pt_regs *regs, state_t state)
{
	call_instr(take_typedef, struct pt_regs *, regs, state_t, state); /* wrapped */
	asm volatile("nop");
}

__attribute__((noinline, section(".init.text"))) static void
set_up(struct pt_regs *regs, state_t state)
{
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

__attribute__((section(".init.text"))) void start(struct pt_regs *regs, state_t state)
{
	set_up(regs, state);			/* uninstrumented */
	asm volatile("nop");
}
