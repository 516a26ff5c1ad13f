/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the instrumented part of the call_instr() test suite and the part that
 * is not have in common.
 */
#ifndef __MM_KMSAN_CALL_INSTR_TEST_H
#define __MM_KMSAN_CALL_INSTR_TEST_H

#include <linux/call_instr.h>
#include <linux/types.h>

/* As irqentry_state_t is: a struct that fits in a register. */
struct call_instr_state {
	bool exit_rcu;
};

DEFINE_CALL_INSTR_STRUCT(call_instr_state);

/* Leaves the shadow of uninitialised memory in all of param_tls. */
void call_instr_leave_stale(void);

/* The callee, which looks at its argument. */
void call_instr_callee(long weight, struct call_instr_state state);

/* In a file with KMSAN_SANITIZE := n. */
void call_instr_uninstrumented_plain(void);
void call_instr_uninstrumented_wrapped(void);

#endif /* __MM_KMSAN_CALL_INSTR_TEST_H */
