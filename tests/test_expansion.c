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

/* Without the white space, which says nothing, and the call's own number. */
static const char *plain_text(const char *s)
{
	static char buf[2][1 << 14];
	static int which;
	char *to = buf[which ^= 1];
	char *start = to, *name = to;

	while (*s) {
		if (isspace((unsigned char)*s)) {
			s++;
			name = to;
			continue;
		}
		if (!isalnum((unsigned char)*s) && *s != '_')
			name = to + 1;
		if (*s == '_' && isdigit((unsigned char)s[1]) &&
		    !strncmp(name, "__call_instr_", 13)) {
			*to++ = *s++;
			*to++ = '@';
			while (isdigit((unsigned char)*s))
				s++;
			continue;
		}
		*to++ = *s++;
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
#define REGS	"*(__typeof__(struct pt_regs *) *)"			\
		"(2 + sizeof(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_pt_regs *))"
#define STATE	"*(__typeof__(state_t) *)"				\
		"(1 + sizeof(struct DEFINE_CALL_INSTR_TYPE_is_needed_for_state_t))"
#define CHECK(fn, types)						\
	"_Static_assert(__builtin_types_compatible_p(__typeof__(*" fn "),"	\
	"	__call_instr_ret_@(" types ")) &&"			\
	"!__builtin_types_compatible_p(__typeof__(*" fn "),"		\
	"	__call_instr_ret_@(struct __call_instr *)),"		\
	"\"call_instr(): write the callee's own types. It cannot be variadic. \"" \
	"\"It must have a prototype.\");"

#ifdef CONFIG_KMSAN
#define PARAM_TLS "((char *)__msan_get_context_state())"
#define HIDE	"__atomic_signal_fence(5)"
#elif defined(CALL_INSTR_MSAN)
#define PARAM_TLS "((char *)__msan_param_tls)"
#define HIDE	"__asm__ volatile(\"\" : \"+r\"(__call_instr_fn_@) : : \"memory\")"
#endif

#ifdef PARAM_TLS
#define TWO_ARGUMENTS							\
	"({ __auto_type __call_instr_fn_@ = &*(preempt);"		\
	"   __typeof__(struct pt_regs *) __call_instr_arg2_@ = (regs);"	\
	"   __typeof__(state_t) __call_instr_arg1_@ = (state);"		\
	"   enum { __call_instr_slots_@ = 1 + (sizeof(" REGS ") + 7) / 8"	\
	"	   + (sizeof(" STATE ") + 7) / 8 };"			\
	"   typedef __typeof__(__call_instr_fn_@("			\
	"	__call_instr_arg2_@, __call_instr_arg1_@)) __call_instr_ret_@;"	\
	CHECK("__call_instr_fn_@", "struct pt_regs *, state_t")		\
	"   __builtin_memset(" PARAM_TLS ", 0,"				\
	"	8 * (__call_instr_slots_@ < 100 ? __call_instr_slots_@ : 100));" \
	HIDE ";"							\
	"   __call_instr_fn_@(__call_instr_arg2_@, __call_instr_arg1_@); })"
#else
#define TWO_ARGUMENTS							\
	"((void)sizeof(({"						\
	"   __auto_type __call_instr_fn_@ = &*(preempt);"			\
	"   typedef __typeof__(__call_instr_fn_@(" REGS ", " STATE ")) __call_instr_ret_@;" \
	CHECK("__call_instr_fn_@", "struct pt_regs *, state_t")			\
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
	ck_contains("__call_instr_ret_@(void))", call_instr(fn));
}
END_TEST

START_TEST(variadic)
{
	ck_contains("__call_instr_ret_@(char *, ...)),\"call_instr_va(): write "
		    "the callee's own types. It must be variadic.\")",
		    call_instr_va(pr, (char *, fmt), int, irq));
#ifdef PARAM_TLS
	ck_contains("__call_instr_ret_@ (*__call_instr_fn_@)(char *, ...) = "
		    "__call_instr_callee_@;",
		    call_instr_va(pr, (char *, fmt), int, irq));
	ck_contains(
		"(__call_instr_slots_@ >= 6 ? 1 - (0 + "
		"(__builtin_classify_type(*(__typeof__((int)1) *)8) == 8)) :",
		call_instr_va(pr, (char *, fmt), int, irq));
#else
	ck_contains("(pr)((fmt), (irq)))",
		    call_instr_va(pr, (char *, fmt), int, irq));
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
	ck_contains("odd number", call_instr_va(fn, (int, 1), int));
	ck_contains("odd number", call_instr_va(fn, (int), int, 1));
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
	const char *first = strstr(s, "__call_instr_ret_");

	ck_assert_ptr_nonnull(first);
	ck_assert_int_ne(atoi(first + strlen("__call_instr_ret_")),
			 number_behind(s, "__call_instr_ret_"));
	ck_assert_ptr_null(strstr(s, "call_instr(g"));
}
END_TEST

#define ck_value(expected, type) \
	ck_expands(expected, __call_instr_value(3, 7, type, unused))
#define NEEDED(type, kind)          \
	"*(__typeof__(" type ") *)" \
	"(3 + sizeof(struct DEFINE_CALL_INSTR_" kind "_is_needed_for_"

START_TEST(types)
{
	ck_value("(int)3", int);
	ck_value("(unsigned long int)3", unsigned long int);
	ck_value("(__signed__ char)3", __signed__ char);
	ck_value("(_Bool)3", _Bool);
	ck_value("(enum foo)3", enum foo);
	ck_value("(char *)3", char *);
	ck_value("(int (*)(int, long))3", int (*)(int, long));
	ck_value("(char *)3", const char *);
	ck_value("(int)3", const volatile int);
	ck_value(NEEDED("foo_t", "TYPE") "foo_t))", foo_t);
	ck_value(NEEDED("foo_t", "TYPE") "foo_t))", const foo_t);
	ck_value(NEEDED("foo_t", "TYPE") "foo_t))", __volatile__ foo_t);
	ck_value(NEEDED("foo_t", "TYPE") "foo_t))", volatile const foo_t);
	ck_value(NEEDED("foo_t *", "TYPE") "foo_t *))", const foo_t *);
	ck_value(NEEDED("foo_t (*)(int)", "TYPE") "foo_t (*)(int)))",
		 foo_t(*)(int));
	ck_value(NEEDED("struct foo", "STRUCT") "foo))", struct foo);
	ck_value(NEEDED("union foo *", "UNION") "foo *))", const union foo *);
	ck_contains("call_instr_cannot_pass_void_by_value *)[1]",
		    __call_instr_value(3, 7, void *, unused));
	ck_contains("struct call_instr_needs_a_type_before_each_argument",
		    __call_instr_value(3, 7, , unused));
	ck_contains("call_instr_cannot_pass_an_array_by_value",
		    __call_instr_value(3, 7, typeof(x), unused));
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
