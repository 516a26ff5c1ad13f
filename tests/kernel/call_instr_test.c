// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Test cases for call_instr().
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
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/static_call.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/printk.h>

/* Not what one should write: a macro, as tools that convert calls know it. */
#define plain_call(callee, ...) callee(__VA_ARGS__)

/* The first report since observed_reset(). */
static struct {
	spinlock_t lock;
	bool available;
	char header[256];
} observed = {
	.lock = __SPIN_LOCK_UNLOCKED(observed.lock),
};

static void probe_console(void *ignore, const char *buf, size_t len)
{
	unsigned long flags;

	spin_lock_irqsave(&observed.lock, flags);
	if (!observed.available && strnstr(buf, "BUG: KMSAN: ", len)) {
		strscpy(observed.header, buf,
			min(len + 1, sizeof(observed.header)));
		observed.available = true;
	}
	spin_unlock_irqrestore(&observed.lock, flags);
}

static void observed_reset(void)
{
	unsigned long flags;

	spin_lock_irqsave(&observed.lock, flags);
	observed.available = false;
	observed.header[0] = '\0';
	spin_unlock_irqrestore(&observed.lock, flags);
}

static void expect_none(struct kunit *test)
{
	KUNIT_EXPECT_FALSE_MSG(test, READ_ONCE(observed.available), "%s",
			       observed.header);
	observed_reset();
}

static void expect_report(struct kunit *test, const char *symbol)
{
	KUNIT_EXPECT_TRUE(test, READ_ONCE(observed.available));
	KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(observed.header, symbol),
				  "expected %s, and saw: %s", symbol,
				  observed.header);
	observed_reset();
}

/* ===== What the cases have in common ===== */

struct large {
	long a[12];
};

struct pair {
	long a, b;
};

DEFINE_CALL_INSTR_STRUCT(large);
DEFINE_CALL_INSTR_STRUCT(pair);

/* Memory that nobody initialises; it has a true origin. */
static struct large *uninitialised;

static volatile long sink;

/* Does not look at what it gets, so there is nothing to report. */
static noinline void ignore(struct large value)
{
	OPTIMIZER_HIDE_VAR(uninitialised);
	barrier_data(&value);
}

static noinline void ignore_variadic(int n, ...)
{
	va_list args;

	/* Without va_start() the compiler would not pass them. */
	va_start(args, n);
	barrier_data(&args);
	va_end(args);
}

noinline void call_instr_leave_stale(void)
{
	struct pair *p = (struct pair *)uninitialised;

	ignore_variadic(0, p[0], p[1], p[2], p[3], p[4]);
	ignore(*uninitialised);
}

noinline void call_instr_callee(long weight, struct call_instr_state state)
{
	if (state.exit_rcu)
		sink += weight;
}

/*
 * The end of an interrupt calls instrumented code in the context of the task
 * that it came upon, and would change what stale shadow there is.
 */
#define without_interrupts(call)          \
	do {                              \
		unsigned long flags;      \
                                          \
		local_irq_save(flags);    \
		call;                     \
		local_irq_restore(flags); \
	} while (0)

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
	expect_report(test, "uninit-value in call_instr_callee");
}

/* Test case: through call_instr() it is not. */
static void test_wrapped(struct kunit *test)
{
	without_interrupts(wrapped());
	expect_none(test);
}

static noinline void callee_pointer(struct call_instr_state state, long *p)
{
	if (state.exit_rcu || *p)
		sink++;
}

static noinstr void pointer(void)
{
	struct call_instr_state state = {.exit_rcu = false};

	instrumentation_begin();
	call_instr_leave_stale();
	call_instr(callee_pointer, struct call_instr_state, state, long *,
		   uninitialised->a);
	instrumentation_end();
}

/* Test case: uninitialised memory behind a pointer is still reported. */
static void test_pointer(struct kunit *test)
{
	without_interrupts(pointer());
	expect_report(test, "uninit-value in callee_pointer");
}

static noinline long callee_variadic(int n, ...)
{
	va_list args;
	long sum = 0;

	va_start(args, n);
	while (n--)
		sum += va_arg(args, long);
	va_end(args);
	if (sum == 42)
		sink++;
	return sum;
}

static noinstr void variadic(bool by_macro)
{
	instrumentation_begin();
	call_instr_leave_stale();
	if (by_macro)
		call_instr_va(callee_variadic, (int, 8), long, 1, long, 2, long,
			      3, long, 4, long, 5, long, 6, long, 7, long, 8);
	else
		plain_call(callee_variadic, 8, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
	instrumentation_end();
}

static noinstr void variadic_printk(void)
{
	instrumentation_begin();
	call_instr_leave_stale();
	call_instr_va(_printk,
		      (const char *, KERN_INFO "%d %s %ld %d %d %d %d\n"), int,
		      1, const char *, "two", long, 3, int, 4, int, 5, int, 6,
		      int, 7);
	instrumentation_end();
}

/* Test case: variadic callees, with arguments on the stack too. */
static void test_variadic(struct kunit *test)
{
	without_interrupts(variadic(false));
	expect_report(test, "uninit-value in callee_variadic");
	without_interrupts(variadic(true));
	expect_none(test);
	without_interrupts(variadic_printk());
	expect_none(test);
}

static noinline struct large callee_returns(struct pair pair)
{
	struct large value = {.a = {pair.a}};

	if (pair.b)
		sink++;
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
	sink += value.a[0];
	instrumentation_end();
}

/* Test case: a struct is returned, by a hidden first argument. */
static void test_returns_struct(struct kunit *test)
{
	without_interrupts(returns(false));
	expect_report(test, "uninit-value in callee_returns");
	without_interrupts(returns(true));
	expect_none(test);
}

/* Of a static function the compiler may rewrite the arguments. */
static noinline void callee_static(const struct pair *p, struct pair pair)
{
	if (p->a + p->b)
		sink++;
	if (pair.a || pair.b)
		sink++;
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
	expect_none(test);
}

/* Test case: a whole file that is not instrumented. */
static void test_uninstrumented_file(struct kunit *test)
{
	without_interrupts(call_instr_uninstrumented_plain());
	expect_report(test, "uninit-value in call_instr_callee");
	without_interrupts(call_instr_uninstrumented_wrapped());
	expect_none(test);
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
	expect_report(test, "uninit-value in call_instr_callee");
	without_interrupts(indirect(true));
	expect_none(test);
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
	expect_report(test, "uninit-value in call_instr_callee");
	without_interrupts(by_static_call(true));
	expect_none(test);
}

static struct kunit_case call_instr_test_cases[] = {
	KUNIT_CASE(test_plain),
	KUNIT_CASE(test_wrapped),
	KUNIT_CASE(test_pointer),
	KUNIT_CASE(test_variadic),
	KUNIT_CASE(test_returns_struct),
	KUNIT_CASE(test_static),
	KUNIT_CASE(test_uninstrumented_file),
	KUNIT_CASE(test_indirect),
	KUNIT_CASE(test_static_call),
	{},
};

/* ===== End test cases ===== */

static int test_init(struct kunit *test)
{
	observed_reset();
	return 0;
}

static int orig_panic_on_kmsan;

static int call_instr_suite_init(struct kunit_suite *suite)
{
	uninitialised = kmalloc(sizeof(*uninitialised), GFP_KERNEL);
	if (!uninitialised)
		return -ENOMEM;
	register_trace_console(probe_console, NULL);
	orig_panic_on_kmsan = panic_on_kmsan;
	panic_on_kmsan = 0;
	return 0;
}

static void call_instr_suite_exit(struct kunit_suite *suite)
{
	unregister_trace_console(probe_console, NULL);
	tracepoint_synchronize_unregister();
	panic_on_kmsan = orig_panic_on_kmsan;
	kfree(uninitialised);
}

static struct kunit_suite call_instr_test_suite = {
	.name = "call_instr",
	.test_cases = call_instr_test_cases,
	.init = test_init,
	.suite_init = call_instr_suite_init,
	.suite_exit = call_instr_suite_exit,
};
kunit_test_suites(&call_instr_test_suite);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Test cases for call_instr()");
