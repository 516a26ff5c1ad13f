// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Test cases for call_instr_va(), for variadic callees: as call_instr_test.c,
 * with the shadow of variadic arguments poisoned too.
 */

#include <kunit/test.h>
#include "call_instr_test.h"

#include <linux/call_instr_va.h>
#include <linux/instrumentation.h>
#include <linux/kernel.h>

/* In a register, or 8 bytes of the stack, on any architecture. */
struct word {
	long a;
};

/* Does not look at what it gets, so there is nothing to report. */
static noinline void ignore(int n, ...)
{
	va_list args;

	/* Without va_start() the compiler would not pass them. */
	va_start(args, n);
	barrier_data(&args);
	va_end(args);
}

/* Poisons param_tls, and va_arg_tls, on the stack too. */
static noinline void leave_stale(void)
{
	struct word *p = call_instr_uninitialised;

	OPTIMIZER_HIDE_VAR(p);
	ignore(0, p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]);
	call_instr_leave_stale();
}

static noinline long callee(int n, ...)
{
	va_list args;
	long sum = 0;

	va_start(args, n);
	while (n--)
		sum += va_arg(args, long);
	va_end(args);
	USE(sum == 42);
	return sum;
}

static noinstr void variadic(bool by_macro)
{
	instrumentation_begin();
	leave_stale();
	if (by_macro)
		call_instr_va(callee, (int, 8), 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
	else
		plain_call(callee, 8, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
	instrumentation_end();
}

/* Test case: the plain call is reported, and wrongly so. */
static void test_va_plain(struct kunit *test)
{
	without_interrupts(variadic(false));
	EXPECT_UNINIT_VALUE(test, "callee");
}

/* Test case: by call_instr_va() it is not, with arguments on the stack too. */
static void test_va_wrapped(struct kunit *test)
{
	without_interrupts(variadic(true));
	EXPECT_NO_REPORT(test);
}

static noinstr void print(void)
{
	instrumentation_begin();
	leave_stale();
	call_instr_va(_printk,
		      (const char *, KERN_INFO "%d %s %ld %d %d %d %d\n"), 1,
		      "two", 3L, 4, 5, 6, 7);
	instrumentation_end();
}

/* Test case: the variadic function that noinstr code calls most. */
static void test_va_printk(struct kunit *test)
{
	without_interrupts(print());
	EXPECT_NO_REPORT(test);
}

static struct kunit_case call_instr_va_test_cases[] = {
	KUNIT_CASE(test_va_plain),
	KUNIT_CASE(test_va_wrapped),
	KUNIT_CASE(test_va_printk),
	{},
};

/* ===== End test cases ===== */

static struct kunit_suite call_instr_va_test_suite = {
	.name = "call_instr_va",
	.test_cases = call_instr_va_test_cases,
	.init = call_instr_test_init,
	.suite_init = call_instr_suite_init,
	.suite_exit = call_instr_suite_exit,
};

kunit_test_suites(&call_instr_va_test_suite);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Test cases for call_instr_va()");
