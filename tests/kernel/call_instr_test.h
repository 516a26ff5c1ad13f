/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the parts of the call_instr() test suites have in common.
 */
#ifndef __MM_KMSAN_CALL_INSTR_TEST_H
#define __MM_KMSAN_CALL_INSTR_TEST_H

#include <kunit/test.h>
#include <linux/call_instr.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/types.h>

/* As irqentry_state_t is: a struct that fits in a register. */
struct call_instr_state {
	bool exit_rcu;
};

DEFINE_CALL_INSTR_STRUCT(call_instr_state);

/* Memory that nobody initialises; it has a true origin. */
#define CALL_INSTR_UNINITIALISED 96 /* bytes */
extern void *call_instr_uninitialised;

/* Leaves the shadow of uninitialised memory in all of param_tls. */
void call_instr_leave_stale(void);

/* The callee, which looks at its argument. */
void call_instr_callee(long weight, struct call_instr_state state);

/* In a file with KMSAN_SANITIZE := n. */
void call_instr_uninstrumented_plain(void);
void call_instr_uninstrumented_wrapped(void);

/* What each suite does. */
int call_instr_suite_init(struct kunit_suite *suite);
void call_instr_suite_exit(struct kunit_suite *suite);
int call_instr_test_init(struct kunit *test);

/* The first report that KMSAN has printed since the last reset. */
const char *call_instr_report(void);
void call_instr_report_reset(void);
bool call_instr_report_matches(const char *expected);

#define EXPECT_REPORT(test, expected)                                      \
	do {                                                               \
		KUNIT_EXPECT_TRUE_MSG(test,                                \
				      call_instr_report_matches(expected), \
				      "saw: %s", call_instr_report());     \
		call_instr_report_reset();                                 \
	} while (0)
#define EXPECT_NO_REPORT(test) EXPECT_REPORT(test, NULL)
#define EXPECT_UNINIT_VALUE(test, symbol) \
	EXPECT_REPORT(test, "BUG: KMSAN: uninit-value in " symbol)

/* A branch, which KMSAN checks the shadow of @x for. */
#define USE(x)                     \
	do {                       \
		if (x)             \
			barrier(); \
	} while (0)

/* Not what one should write: a macro, as tools that convert calls know it. */
#define plain_call(callee, ...) callee(__VA_ARGS__)

/*
 * The end of an interrupt calls instrumented code in the context of the task
 * that it came upon, and would change what stale shadow there is. One that was
 * due comes right behind, and finds none.
 */
#define without_interrupts(call)            \
	do {                                \
		unsigned long flags;        \
		local_irq_save(flags);      \
		call;                       \
		kmsan_unpoison_params(800); \
		local_irq_restore(flags);   \
	} while (0)

#endif /* __MM_KMSAN_CALL_INSTR_TEST_H */
