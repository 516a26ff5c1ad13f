// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The kernel's false report, in small: the exit of an interrupt is noinstr and
 * calls an instrumented function that takes irqentry_state_t by value.
 *
 *	irqentry plain		the plain call: reported, and wrongly so
 *	irqentry wrapped	call_instr(): silent
 *	irqentry bug		call_instr(), and a true bug: still reported
 *
 * Build it in this folder with clang -I../include -fsanitize=memory.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/call_instr.h>

/*
 * What the kernel has in linux/instrumentation.h and linux/compiler_types.h;
 * the attribute is the one of a KMSAN kernel's noinstr.
 */
#define instrumentation_begin() \
	do {                    \
	} while (0)
#define instrumentation_end() \
	do {                  \
	} while (0)
#define noinline __attribute__((__noinline__))
#define noinstr	 noinline __attribute__((disable_sanitizer_instrumentation))

struct pt_regs {
	unsigned long ip;
	unsigned long flags;
};

typedef struct irqentry_state {
	bool exit_rcu;
} irqentry_state_t;
DEFINE_CALL_INSTR_TYPE(irqentry_state_t);

static volatile int preempted, rcu_left, submitted;

/* Instrumented: reads the shadow of state from param_tls. */
noinline void irqentry_exit_to_kernel_mode_preempt(struct pt_regs *regs,
						   irqentry_state_t state)
{
	if (state.exit_rcu)
		rcu_left++;
	if (regs->flags)
		preempted++;
}

/*
 * The interrupt handler, which is instrumented. It passes a struct by
 * value with a member that nobody has set and nobody reads, which is no bug;
 * the shadow of that member stays behind in param_tls.
 */
struct hint {
	int node;
	bool valid;
};

static struct hint *hint;

noinline int submit(long sector, struct hint h)
{
	return sector + (h.valid ? h.node : 0);
}

noinline void work(void)
{
	submitted += submit(1, *hint);
}

/* Not instrumented: leaves param_tls as it is. */
noinstr void irqentry_exit(struct pt_regs *regs, irqentry_state_t state,
			   bool wrapped)
{
	instrumentation_begin();
	if (wrapped)
		call_instr(irqentry_exit_to_kernel_mode_preempt,
			   struct pt_regs *, regs, irqentry_state_t, state);
	else
		irqentry_exit_to_kernel_mode_preempt(regs, state);
	instrumentation_end();
}

/* Not instrumented either, as all kernel entry code. */
noinstr irqentry_state_t irqentry_enter(struct pt_regs *regs)
{
	return (irqentry_state_t){.exit_rcu = regs->ip == 0xffffffff};
}

noinstr void sysvec_interrupt(struct pt_regs *regs, bool wrapped)
{
	irqentry_state_t state = irqentry_enter(regs);

	instrumentation_begin();
	work();
	instrumentation_end();
	irqentry_exit(regs, state, wrapped);
}

int main(int argc, char **argv)
{
	struct pt_regs *regs = malloc(sizeof(*regs));
	const char *way = argc == 2 ? argv[1] : "";

	if (strcmp(way, "plain") && strcmp(way, "wrapped") &&
	    strcmp(way, "bug")) {
		fprintf(stderr, "usage: %s plain|wrapped|bug\n", argv[0]);
		return 2;
	}
	hint = malloc(sizeof(*hint));
	hint->valid = false;
	/* The true bug: nobody initialises the registers. */
	if (strcmp(way, "bug"))
		memset(regs, 0, sizeof(*regs));
	sysvec_interrupt(regs, strcmp(way, "plain"));
	free(hint);
	free(regs);
	puts("irqentry: returned from the interrupt");
	return 0;
}
