// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What a call expands to, for each back end, and what each class of type does,
 * as text. The number of the call in our names is written as @ here.
 */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/call_instr_va.h>
#include "run_suite.h"

#define TEXT(...)  TEXT_(__VA_ARGS__)
#define TEXT_(...) #__VA_ARGS__

/* How many characters of @s are a name of ours that has the call's number
 * behind it. */
static size_t numbered(const char *s)
{
	static const char *const names[] = {"__fn", "__to",	"__r",
					    "__a",  "__callee", "__slots"};
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		n = strlen(names[i]);
		if (!strncmp(s, names[i], n) && isdigit((unsigned char)s[n]))
			return n;
	}
	return 0;
}

/* Without the white space, which says nothing, and the call's own number. */
static const char *plain_text(const char *s)
{
	static char buf[2][1 << 14];
	static int which;
	char *to = buf[which ^= 1];
	char *start = to;
	size_t n;

	while (*s) {
		n = numbered(s);
		if (n) {
			to = stpncpy(to, s, n);
			*to++ = '@';
			s += n;
			while (isdigit((unsigned char)*s))
				s++;
		} else if (isspace((unsigned char)*s)) {
			s++;
		} else {
			*to++ = *s++;
		}
	}
	*to = 0;
	return start;
}

/* The expansion is in a variable: Check takes no long text as argument. */
#define ck_expands(expected, ...)                                         \
	do {                                                              \
		const char *text = TEXT(__VA_ARGS__);                     \
		ck_assert_str_eq(plain_text(text), plain_text(expected)); \
	} while (0)
#define ck_contains(expected, ...)                                         \
	do {                                                               \
		const char *text = plain_text(TEXT(__VA_ARGS__));          \
		ck_assert_ptr_nonnull(strstr(text, plain_text(expected))); \
	} while (0)

/* clang-format off */
#define CHECK(values, types)						\
	"typedef __typeof__(__fn@(" values ")) __r@;"			\
	"_Static_assert(_Generic(__fn@,"					\
	"	__r@ (*)(char (*p)[77]): 0, default:"			\
	"	_Generic(__fn@, __r@ (*)(" types "): 1, default: 0)),"	\
	"\"call_instr(): write the callee's own types. It cannot be variadic.\");"
#define NAMES	"__a@_1, __a@_11"
#define REGS	"((sizeof(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_pt_regs *) + 7) / 8)"
#define STATE	"((sizeof(struct DEFINE_CALL_INSTR_TYPE_is_needed_for_state_t) + 7) / 8)"
#define UNSET(type, slots)						\
	"({ __typeof__(" type ") __u = __u; (void)" slots "; __u; })"

#ifdef CALL_INSTR_MSAN
#define CALLEE	"(({ __auto_type __to@ = (preempt);"			\
		"   __asm__ volatile(\"\" : \"+r\"(__to@)); __to@; }))"
#else
#define CALLEE	"(preempt)"
#endif
#ifdef __clang__
#define RETURNED "((__r@ (*)(void))8)()"
#else
#define RETURNED							\
	"__builtin_choose_expr(sizeof(__r@) > 1, ((__r@ (*)(void))8)(), 0)"
#endif

#if defined(CONFIG_KMSAN) || defined(CALL_INSTR_MSAN)
#define TWO_ARGUMENTS							\
	"({ __auto_type __fn@ = &*" CALLEE ";"				\
	"   __typeof__(struct pt_regs *) __a@_1 = (regs);"		\
	"   __typeof__(state_t) __a@_11 = (state);"			\
	CHECK(NAMES, "struct pt_regs *, state_t")			\
	"   kmsan_unpoison_params(8 * ((__builtin_classify_type("	\
		RETURNED ") > 11) + " REGS " + " STATE "));"		\
	"   __fn@(" NAMES "); })"
#else
#define TWO_ARGUMENTS							\
	"((void)sizeof(({"						\
	"   __auto_type __fn@ = &*(preempt);"				\
	CHECK(UNSET("struct pt_regs *", REGS) ", " UNSET("state_t", STATE), \
	      "struct pt_regs *, state_t")				\
	"   0; })), (preempt)((regs), (state)))"
#endif
/* clang-format on */

START_TEST(two_arguments)
{
	ck_expands(TWO_ARGUMENTS,
		   call_instr(preempt, struct pt_regs *, regs, state_t, state));
}
END_TEST

/* C has no empty list of types. */
START_TEST(no_argument)
{
	ck_contains("__r@ (*)(void): 1", call_instr(fn));
}
END_TEST

START_TEST(variadic)
{
	ck_contains(
		"__r@ (*)(char *, ...): 1), "
		"\"call_instr_va(): write the callee's own types. It must be "
		"variadic.\")",
		call_instr_va(pr, (char *, fmt), irq));
#if defined(CONFIG_KMSAN) || defined(CALL_INSTR_MSAN)
	ck_contains("kmsan_unpoison_params(8 * __fixed",
		    call_instr_va(pr, (char *, fmt), irq));
#else
	ck_contains("(pr)((fmt), irq))", call_instr_va(pr, (char *, fmt), irq));
#endif
}
END_TEST

START_TEST(wrong_lists)
{
	ck_contains("odd number", call_instr(fn, int));
	ck_contains("odd number", call_instr(fn, int, 1, int));
	ck_contains("more than 12 arguments",
		    call_instr(fn, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8,
			       8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13));
	ck_contains("odd number", call_instr_va(fn, (int), 1));
	ck_contains("more than 12 arguments",
		    call_instr_va(fn, (int, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
				  11, 12, 13));
}
END_TEST

/* The number behind the last name that starts like this. */
static int number_behind(const char *s, const char *name)
{
	const char *at = strstr(s, name), *next;

	ck_assert_ptr_nonnull(at);
	while ((next = strstr(at + 1, name)))
		at = next;
	return atoi(at + strlen(name));
}

/* Two calls, one in the other, do not share a name. */
START_TEST(nested)
{
	const char *s = TEXT(call_instr(f, int, call_instr(g, int, x)));
	const char *first = strstr(s, "__r");

	ck_assert_ptr_nonnull(first);
	ck_assert_int_ne(atoi(first + strlen("__r")), number_behind(s, "__r"));
	ck_assert_ptr_null(strstr(s, "call_instr(g"));
}
END_TEST

#define ck_known(expected, type) ck_expands(expected, __ci_known(type))
#define NEEDED(kind)		 "struct DEFINE_CALL_INSTR_" kind "_is_needed_for_"

/* A type whose first word has a row is itself; for others there is a struct. */
START_TEST(types)
{
	ck_known("int", int);
	ck_known("unsigned long int", unsigned long int);
	ck_known("__signed__ char", signed char);
	ck_known("enum foo", enum foo);
	ck_known("char *", char *);
	ck_known("int (*)(int, long)", int (*)(int, long));
	ck_known("const char **", const char **);
	ck_known("const volatile int", const volatile int);
	ck_known("__typeof__(x)", typeof(x));
	ck_known("const foo_t", const foo_t);
	ck_known(NEEDED("TYPE") "foo_t", foo_t);
	ck_known(NEEDED("TYPE") "foo_t const", foo_t const);
	ck_known(NEEDED("TYPE") "foo_t (*)(int)", foo_t(*)(int));
	ck_known(NEEDED("STRUCT") "foo", struct foo);
	ck_known(NEEDED("UNION") "foo *", union foo *);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("expansion");
	TCase *t = tcase_create("expansion");

	tcase_add_test(t, two_arguments);
	tcase_add_test(t, no_argument);
	tcase_add_test(t, variadic);
	tcase_add_test(t, wrong_lists);
	tcase_add_test(t, nested);
	tcase_add_test(t, types);
	suite_add_tcase(s, t);
	return run_suite(s);
}
