// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The worst case, for tests/kernel/run.sh convert: all of param_tls is stale at
 * each instrumentation_begin(), with the origin of something that nobody
 * initialised.
 *
 * That is in the context of a task, which an interrupt shares until it has
 * counted itself in preempt_count(). What it came upon may be between the
 * stores to param_tls and the call they are for, and must not be reported:
 * irqentry_enter() saves the task's param_tls, irqentry_exit() puts it back. As
 * these nest, and a task may be preempted in between, they are saved in a stack
 * of the task's own.
 *
 * The context of a CPU, of hard and soft interrupts, is left as it is: most of
 * what noinstr code calls there is called in assembly, on another stack, and
 * nobody can wrap that.
 *
 * System calls make it stale each time; of interrupts and exceptions one in 20
 * does: a report takes longer than the time between several ticks, and a kernel
 * that reports at each would do nothing else. The others find it clean.
 *
 * An interrupt that has something to report while a task's report is printed
 * would wait for kmsan_report_lock forever: kmsan_report() disables interrupts.
 * handle_softirqs() does, and call_instr() does not cure that: its caller has
 * stored its argument's shadow in the context of the CPU, and it loads that of
 * the task, as irq_exit_rcu() has left the hard interrupt in between.
 */
#ifdef CALL_INSTR_STALE

#include <linux/entry-common.h>
#include <linux/init.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "kmsan.h"

void call_instr_make_stale(void);
void call_instr_save_interrupted(void);
void call_instr_restore_interrupted(void);

static depot_stack_handle_t stale_origin;
static unsigned int all_interrupts;

noinstr void call_instr_make_stale(void)
{
	struct kmsan_ctx *ctx = &current->kmsan_ctx;
	u32 *origins = (u32 *)ctx->cstate.param_origin_tls;
	unsigned int i;

	if (!stale_origin || !in_task() || ctx->quiet)
		return;
	__memset(ctx->cstate.param_tls, 0xff, sizeof(ctx->cstate.param_tls));
	for (i = 0; i < sizeof(ctx->cstate.param_origin_tls) / 4; i++)
		origins[i] = stale_origin;
}

noinstr void call_instr_save_interrupted(void)
{
	struct kmsan_ctx *ctx = &current->kmsan_ctx;
	struct kmsan_interrupted *saved = &ctx->interrupted[ctx->interrupts++];

	BUG_ON(ctx->interrupts > ARRAY_SIZE(ctx->interrupted));
	__memcpy(saved->param_tls, ctx->cstate.param_tls, 800);
	__memcpy(saved->param_origin_tls, ctx->cstate.param_origin_tls, 800);
	saved->quiet = ctx->quiet;
	ctx->quiet = all_interrupts++ % 20;
	if (ctx->quiet)
		__memset(ctx->cstate.param_tls, 0, 800);
}

noinstr void call_instr_restore_interrupted(void)
{
	struct kmsan_ctx *ctx = &current->kmsan_ctx;
	struct kmsan_interrupted *saved = &ctx->interrupted[--ctx->interrupts];

	__memcpy(ctx->cstate.param_tls, saved->param_tls, 800);
	__memcpy(ctx->cstate.param_origin_tls, saved->param_origin_tls, 800);
	ctx->quiet = saved->quiet;
}

static int __init call_instr_stale_init(void)
{
	stale_origin = kmsan_save_stack_with_flags(GFP_KERNEL, 0);
	return 0;
}
late_initcall(call_instr_stale_init);

#endif
