// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test cases for call_instr(). The probe of the console is kmsan_test.c's,
 * Copyright (C) 2021-2022, Google LLC.
 *
 * Each case leaves the shadow of uninitialised memory in param_tls and calls an
 * instrumented function from a noinstr one. Relies on the 'console' tracepoint
 * to see which report KMSAN prints, as kmsan_test.c does.
 */

#include <kunit/test.h>
#include "kmsan.h"
#include "call_instr_test.h"

#include <linux/instrumentation.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/pgtable.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/static_call.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/printk.h>

#ifdef CONFIG_X86_64
#include <asm/cpu_entry_area.h>
#endif

/* Report as observed from console. */
static struct {
	spinlock_t lock; /* Protects the rest. */
	bool available;
	char header[256];
} observed = {
	.lock = __SPIN_LOCK_UNLOCKED(observed.lock),
};

/* In a slot of its own on any architecture. */
struct word {
	long a;
};

/*
 * Does not look at what it gets, so there is nothing to report. Nor does it
 * poison its variables: without KMSAN_CHECK_PARAM_RETVAL the instrumented
 * functions that this calls overwrite the slots.
 */
static noinline __no_kmsan_checks void ignore(struct word a, struct word b,
					      struct word c, struct word d,
					      struct word e, struct word f)
{
	barrier_data(&a);
	barrier_data(&b);
	barrier_data(&c);
	barrier_data(&d);
	barrier_data(&e);
	barrier_data(&f);
}

/*
 * Probe for console output: keeps the first report since the last reset. While
 * a report is printed the next interrupt becomes due. It must not find the same
 * shadow and report it, and so on without end: leave none that is poisoned.
 */
static void probe_console(void *unused, const char *buf, size_t len)
{
	static const struct word zero;
	unsigned long flags;

	if (!strnstr(buf, "BUG: KMSAN: ", len))
		return;

	spin_lock_irqsave(&observed.lock, flags);
	if (!observed.available) {
		strscpy(observed.header, buf,
			min(len + 1, sizeof(observed.header)));
		WRITE_ONCE(observed.available, true);
	}
	spin_unlock_irqrestore(&observed.lock, flags);
	ignore(zero, zero, zero, zero, zero, zero);
}

/* Forget the report, so that the test can trigger another report. */
void call_instr_report_reset(void)
{
	unsigned long flags;

	spin_lock_irqsave(&observed.lock, flags);
	WRITE_ONCE(observed.available, false);
	observed.header[0] = '\0';
	spin_unlock_irqrestore(&observed.lock, flags);
}

/* Check observed report matches @expected, or that there is none if NULL. */
bool call_instr_report_matches(const char *expected)
{
	unsigned long flags;
	bool ret;

	spin_lock_irqsave(&observed.lock, flags);
	ret = observed.available == !!expected;
	if (ret && expected)
		ret = strstr(observed.header, expected);
	spin_unlock_irqrestore(&observed.lock, flags);

	return ret;
}

/* The report that was observed, for a failure's message. */
const char *call_instr_report(void)
{
	return observed.header;
}

/* ===== What the cases have in common ===== */

struct large {
	long a[CALL_INSTR_UNINITIALISED / sizeof(long)];
};

/* As large as the architecture passes by value. */
struct pair {
#ifdef CONFIG_S390
	int a, b;
#else
	long a, b;
#endif
};

DEFINE_CALL_INSTR_STRUCT(large);
DEFINE_CALL_INSTR_STRUCT(pair);

void *call_instr_uninitialised;

noinline void call_instr_leave_stale(void)
{
	struct word *p = call_instr_uninitialised;

	/* Else the compiler could know it for fresh, and pass undef. */
	OPTIMIZER_HIDE_VAR(p);
	ignore(p[0], p[1], p[2], p[3], p[4], p[5]);
}

noinline void call_instr_callee(long weight, struct call_instr_state state)
{
	USE(state.exit_rcu);
}

/* ===== Test cases ===== */

static noinstr void plain(void)
{
	struct call_instr_state state = {.exit_rcu = false};

	instrumentation_begin();
	call_instr_leave_stale();
	plain_call(call_instr_callee, 1, state);
	instrumentation_end();
}

static noinstr void wrapped(void)
{
	struct call_instr_state state = {.exit_rcu = false};

	instrumentation_begin();
	call_instr_leave_stale();
	call_instr(call_instr_callee, long, 1, struct call_instr_state, state);
	instrumentation_end();
}

/* Test case: the plain call is reported, and wrongly so. */
static void test_plain(struct kunit *test)
{
	without_interrupts(plain());
	EXPECT_UNINIT_VALUE(test, "call_instr_callee");
}

/* Test case: through call_instr() it is not. */
static void test_wrapped(struct kunit *test)
{
	without_interrupts(wrapped());
	EXPECT_NO_REPORT(test);
}

static noinline void callee_pointer(struct call_instr_state state, long *p)
{
	USE(state.exit_rcu || *p);
}

static noinstr void pointer(void)
{
	struct call_instr_state state = {.exit_rcu = false};

	instrumentation_begin();
	call_instr_leave_stale();
	call_instr(callee_pointer, struct call_instr_state, state, long *,
		   call_instr_uninitialised);
	instrumentation_end();
}

/* Test case: uninitialised memory behind a pointer is still reported. */
static void test_pointer(struct kunit *test)
{
	without_interrupts(pointer());
	EXPECT_UNINIT_VALUE(test, "callee_pointer");
}

static noinline struct large callee_returns(struct pair pair)
{
	struct large value = {.a = {pair.a}};

	USE(pair.b);
	return value;
}

static noinstr void returns(bool by_macro)
{
	struct pair pair = {.a = 1, .b = 2};
	struct large value;

	instrumentation_begin();
	call_instr_leave_stale();
	if (by_macro)
		value = call_instr(callee_returns, struct pair, pair);
	else
		value = plain_call(callee_returns, pair);
	USE(value.a[0]);
	instrumentation_end();
}

/* Test case: a struct is returned, by a hidden first argument. */
static void test_returns_struct(struct kunit *test)
{
	without_interrupts(returns(false));
	EXPECT_UNINIT_VALUE(test, "callee_returns");
	without_interrupts(returns(true));
	EXPECT_NO_REPORT(test);
}

/* Of a static function the compiler may rewrite the arguments. */
static noinline void callee_static(const struct pair *p, struct pair pair)
{
	USE(p->a + p->b);
	USE(pair.a || pair.b);
}

static struct pair pairs[2] = {{1, 2}, {3, 4}};

static noinstr void static_callee(void)
{
	struct pair pair = {READ_ONCE(pairs[1].a), READ_ONCE(pairs[1].b)};

	instrumentation_begin();
	call_instr_leave_stale();
	call_instr(callee_static, const struct pair *, &pairs[0], struct pair,
		   pair);
	instrumentation_end();
}

/* Test case: a static callee, that has no other caller. */
static void test_static(struct kunit *test)
{
	without_interrupts(static_callee());
	EXPECT_NO_REPORT(test);
}

/* Test case: a whole file that is not instrumented. */
static void test_uninstrumented_file(struct kunit *test)
{
	without_interrupts(call_instr_uninstrumented_plain());
	EXPECT_UNINIT_VALUE(test, "call_instr_callee");
	without_interrupts(call_instr_uninstrumented_wrapped());
	EXPECT_NO_REPORT(test);
}

static void (*callee_pointer_to)(long,
				 struct call_instr_state) = call_instr_callee;

static noinstr void indirect(bool by_macro)
{
	void (*callee)(long weight, struct call_instr_state state);
	struct call_instr_state state = {.exit_rcu = false};

	instrumentation_begin();
	callee = READ_ONCE(callee_pointer_to);
	call_instr_leave_stale();
	if (by_macro)
		call_instr(callee, long, 1, struct call_instr_state, state);
	else
		plain_call(callee, 1, state);
	instrumentation_end();
}

/* Test case: a call through a pointer. */
static void test_indirect(struct kunit *test)
{
	without_interrupts(indirect(false));
	EXPECT_UNINIT_VALUE(test, "call_instr_callee");
	without_interrupts(indirect(true));
	EXPECT_NO_REPORT(test);
}

DEFINE_STATIC_CALL(call_instr_static_call, call_instr_callee);

static noinstr void by_static_call(bool by_macro)
{
	struct call_instr_state state = {.exit_rcu = false};

	instrumentation_begin();
	call_instr_leave_stale();
	if (by_macro)
		call_instr(static_call(call_instr_static_call), long, 1,
			   struct call_instr_state, state);
	else
		plain_call(static_call(call_instr_static_call), 1, state);
	instrumentation_end();
}

/* Test case: a static call. */
static void test_static_call(struct kunit *test)
{
	without_interrupts(by_static_call(false));
	EXPECT_UNINIT_VALUE(test, "call_instr_callee");
	without_interrupts(by_static_call(true));
	EXPECT_NO_REPORT(test);
}

/* ===== Calls that the kernel makes ===== */

/*
 * A member stays unset, which is no bug while nobody looks at it. Not larger,
 * as s390x passes structs of more than 8 bytes by a pointer to a copy, and
 * nothing in their slot.
 */
struct partly_set {
	bool unset;
	int set;
};

static struct {
	long first;
	struct partly_set second;
} stored;

/*
 * A correct callee. It uses all that it gets: else the compiler would pass
 * undef, which has no origin and is not reported, or drop @first, and move the
 * slots.
 */
static noinline void store(long first, struct partly_set second)
{
	stored.first = first;
	stored.second = second;
	barrier_data(&stored);
}

/*
 * Test case: interrupts while the second slot of param_tls is poisoned, where
 * irqentry_exit_to_kernel_mode_preempt() looks for the shadow of its @state.
 * Nothing here is a bug, so nothing may be reported.
 */
static void test_irq_exit(struct kunit *test)
{
	char last[sizeof(observed.header)] = "";
	int round, rounds = 40, reports = 0;
	struct partly_set *value;
	unsigned long end;

	kunit_info(test, "interrupts upon poisoned param_tls (no reports)\n");
	value = kunit_kmalloc(test, sizeof(*value), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, value);
	/* Else the compiler knows it for fresh, and passes undef. */
	OPTIMIZER_HIDE_VAR(value);
	value->set = 1;

	for (round = 0; round < rounds; round++) {
		call_instr_report_reset();
		store(round, *value);
		/* No call in here, which would pass shadow of its own. */
		end = READ_ONCE(jiffies) + 2;
		while (time_before(READ_ONCE(jiffies), end))
			barrier();
		if (!call_instr_report_matches(NULL)) {
			reports++;
			strscpy(last, observed.header);
		}
	}
	KUNIT_EXPECT_EQ_MSG(test, reports, 0,
			    "%d of %d rounds had a report: %s", reports, rounds,
			    last);
}

#ifdef CONFIG_X86_64
/*
 * Test case: cea_set_pte() is not instrumented and passes a pte_t by value. The
 * page is one that guards a stack, and stays not present.
 */
static void test_cpu_entry_area(struct kunit *test)
{
	void *guard = &get_cpu_entry_area(0)->estacks.IST_top_guard;

	kunit_info(test,
		   "cea_set_pte() upon poisoned param_tls (no reports)\n");
	without_interrupts({
		call_instr_leave_stale();
		cea_set_pte(guard, 0, PAGE_NONE);
	});
	/* Reads the entry that was written. */
	USE(slow_virt_to_phys(guard));
	EXPECT_NO_REPORT(test);
}
#endif

static struct kunit_case call_instr_test_cases[] = {
	KUNIT_CASE(test_plain),
	KUNIT_CASE(test_wrapped),
	KUNIT_CASE(test_pointer),
	KUNIT_CASE(test_returns_struct),
	KUNIT_CASE(test_static),
	KUNIT_CASE(test_uninstrumented_file),
	KUNIT_CASE(test_indirect),
	KUNIT_CASE(test_static_call),
	KUNIT_CASE(test_irq_exit),
#ifdef CONFIG_X86_64
	KUNIT_CASE(test_cpu_entry_area),
#endif
	{},
};

/* ===== End test cases ===== */

int call_instr_test_init(struct kunit *test)
{
	call_instr_report_reset();
	return 0;
}

static int orig_panic_on_kmsan;

int call_instr_suite_init(struct kunit_suite *suite)
{
	call_instr_uninitialised =
		kmalloc(CALL_INSTR_UNINITIALISED, GFP_KERNEL);
	if (!call_instr_uninitialised)
		return -ENOMEM;
	register_trace_console(probe_console, NULL);
	orig_panic_on_kmsan = panic_on_kmsan;
	panic_on_kmsan = 0;
	return 0;
}

void call_instr_suite_exit(struct kunit_suite *suite)
{
	unregister_trace_console(probe_console, NULL);
	tracepoint_synchronize_unregister();
	panic_on_kmsan = orig_panic_on_kmsan;
	kfree(call_instr_uninitialised);
}

static struct kunit_suite call_instr_test_suite = {
	.name = "call_instr",
	.test_cases = call_instr_test_cases,
	.init = call_instr_test_init,
	.suite_init = call_instr_suite_init,
	.suite_exit = call_instr_suite_exit,
};

kunit_test_suites(&call_instr_test_suite);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Test cases for call_instr()");
