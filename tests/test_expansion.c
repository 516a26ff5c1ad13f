// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What a call expands to, for each back end, arity and class of type, as text.
 * The number of the call in variables' names is written as @ here.
 */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/call_instr.h>
#include "run_suite.h"

#define TEXT(...)  TEXT_(__VA_ARGS__)
#define TEXT_(...) #__VA_ARGS__

/* Without the white space, which says nothing, and the call's own number. */
static const char *plain_text(const char *s)
{
	static char buf[2][1 << 14];
	static int which;
	char *to = buf[which ^= 1];
	char *start = to;

	while (*s) {
		if (isspace((unsigned char)*s)) {
			s++;
		} else if (to > start && isdigit((unsigned char)s[1]) &&
			   ((*s == 'f' && to[-1] == '_') ||
			    (*s == '_' && (isxdigit((unsigned char)to[-1]) ||
					   to[-1] == 'n' || to[-1] == 't')))) {
			*to++ = *s++;
			*to++ = '@';
			while (isdigit((unsigned char)*s))
				s++;
		} else {
			*to++ = *s++;
		}
	}
	*to = 0;
	return start;
}

#define ck_expands(expected, ...) \
	ck_assert_str_eq(plain_text(TEXT(__VA_ARGS__)), plain_text(expected))

/* clang-format off */
#define WRONG "\"call_instr(): write the callee's own types. It cannot be variadic.\""

#ifdef __call_instr_param_tls
#ifdef __clang__
#define RETURNED(ret)	"((" ret " (*)(void))0)()"
#else
#define RETURNED(ret)							\
	"__builtin_choose_expr(!__builtin_types_compatible_p(" ret ", void)," \
	"((" ret " (*)(void))0)(), 0)"
#endif
#define HIDDEN(ret)							\
	"(__builtin_classify_type(" RETURNED(ret) ") > 11)"		\
	"* (__extension__ sizeof(" ret ") > 64 ?: 8192)"
#define NO_ARGUMENT							\
	"({ __auto_type _f@ = &*(fn);"				\
	"   typedef __typeof__(_f@()) __r;"			\
	"   enum { __e0 = " HIDDEN("__r") ", __x0 = __e0, };"		\
	"   _Static_assert(__builtin_types_compatible_p("		\
	"	__typeof__(*_f@), __r(void)), " WRONG ");"		\
	"   __call_instr_clear(__x0, _f@);"				\
	"   _f@(); })"
#define TWO_ARGUMENTS							\
	"({ __auto_type _f@ = &*(fn);"				\
	"   __typeof__(struct pt_regs *) _a1_@ = (regs);"		\
	"   __typeof__(irqentry_state_t) _a2_@ = (state);"		\
	"   typedef __typeof__(_f@(_a1_@, _a2_@)) __r;"		\
	"   enum { __e0 = " HIDDEN("__r") ", __x0 = __e0,"		\
	"	   __e1 = __e0 + (sizeof(__typeof__(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_pt_regs *)[1]) + 7) / 8," \
	"	   __x1 = __e1 % 8192 - (__e1 - __e0 == 2) > 100 ? __x0 : __e1," \
	"	   __e2 = __e1 + (sizeof(__typeof__(struct DEFINE_CALL_INSTR_TYPE_is_needed_for_irqentry_state_t)[1]) + 7) / 8," \
	"	   __x2 = __e2 % 8192 - (__e2 - __e1 == 2) > 100 ? __x1 : __e2 };" \
	"   _Static_assert(__builtin_types_compatible_p(__typeof__(*_f@)," \
	"	__r(struct pt_regs *, irqentry_state_t)), " WRONG ");" \
	"   __call_instr_clear(__x2, _f@);"				\
	"   _f@(_a1_@, _a2_@); })"
#else
#define NO_ARGUMENT							\
	"((void)sizeof(struct { _Static_assert("			\
	"	__builtin_types_compatible_p("				\
	"	__typeof__(*(fn)), __typeof__((fn)())(void)), " WRONG ");"	\
	"   }), (fn)())"
#define TWO_ARGUMENTS							\
	"((void)sizeof(struct { _Static_assert("			\
	"	__builtin_types_compatible_p(__typeof__(*(fn)),"					\
	"	__typeof__((fn)("					\
	"	*(__typeof__(struct pt_regs *) *)"			\
	"	sizeof(__typeof__(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_pt_regs *)[1])," \
	"	*(__typeof__(irqentry_state_t) *)"			\
	"	sizeof(__typeof__(struct DEFINE_CALL_INSTR_TYPE_is_needed_for_irqentry_state_t)[1])" \
	"	))(struct pt_regs *, irqentry_state_t)), " WRONG ");"	\
	"   }), (fn)((regs), state))"
#endif
/* clang-format on */

START_TEST(no_argument)
{
	ck_expands(NO_ARGUMENT, call_instr(fn));
}
END_TEST

START_TEST(two_arguments)
{
	ck_expands(TWO_ARGUMENTS, call_instr(fn, struct pt_regs *, regs,
					     irqentry_state_t, state));
}
END_TEST

/* clang-format off */
#define VA_WRONG							\
	"\"call_instr_va(): write the callee's own types. It must be variadic.\""
#define VA_PROMOTED(class)						\
	"&& ((0x13e >> __builtin_classify_type((*(__typeof__(" class ") *)0)) & 1)" \
	"&& (sizeof(" class ") == 8 || (sizeof(" class ") == 4 &&"	\
	"__builtin_classify_type((*(__typeof__(" class ") *)0)) != 8)))"	\
	"&& sizeof((" class ")0) + 1"
#define VA_SENTENCE							\
	"\"call_instr_va(): a variadic argument is an int, a long, a pointer or a double;" \
	"write int for what C promotes to it, double for float, and a pointer for a struct\""
#ifdef __call_instr_param_tls
#define VARIADIC							\
	"({ __auto_type __fn_@ = &*(fn);"					\
	"   __typeof__(char *) __a1_@ = (fmt);"				\
	"   __typeof__(int) __v1_@ = (irq);"				\
	"   typedef __typeof__(__fn_@(__a1_@, __v1_@)) __ret_@;"		\
	"   enum { __e0 = " HIDDEN("__ret_@") ", __x0 = __e0,"
#endif
/* clang-format on */

/* The pieces of it; what they come to is compared in the other tests. */
START_TEST(variadic)
{
	static char text[1 << 14];

	strcpy(text,
	       plain_text(TEXT(call_instr_va(fn, (char *, fmt), int, irq))));
	ck_assert_ptr_nonnull(strstr(text, plain_text(VA_PROMOTED("int"))));
	ck_assert_ptr_nonnull(strstr(text, plain_text(VA_SENTENCE)));
	ck_assert_ptr_nonnull(strstr(text, plain_text(VA_WRONG)));
#ifdef __call_instr_param_tls
	ck_assert_ptr_eq(strstr(text, plain_text(VARIADIC)), text);
	ck_assert_ptr_nonnull(strstr(
		text, plain_text("__call_instr_va_clear(__x1, __fn_@, __g1, "
				 "__v1, __u1, __i1, __r1);"
				 "__fn_@(__a1_@, __v1_@); })")));
#else
	ck_assert_ptr_nonnull(strstr(text, plain_text("(fn)((fmt), (irq)))")));
#endif
}
END_TEST

/* What arity N must make, written by a loop: the table must agree with it. */
static const char *of_arity(int n)
{
	static char s[1 << 14];
	char *to = s;
	int i;

#define put(...) (to += sprintf(to, __VA_ARGS__))
#define put_list(...)                                \
	do {                                         \
		for (i = 1; i <= n; i++) {           \
			put("%s", i > 1 ? "," : ""); \
			put(__VA_ARGS__);            \
		}                                    \
	} while (0)
#ifdef __call_instr_param_tls
	put("({__auto_type _f@ = &*(fn);");
	for (i = 1; i <= n; i++)
		put("__typeof__(t%d) _a%x_@ = (v%d);", i, i, i);
	put("typedef __typeof__(_f@(");
	put_list("_a%x_@", i);
	put(")) __r; enum { __e0 = " HIDDEN("__r") ", __x0 = __e0,");
	put_list("__e%x = __e%x + (sizeof(__typeof__(struct "
		 "DEFINE_CALL_INSTR_TYPE_is_needed_for_t%d)[1]) + 7) / 8,"
		 "__x%x = __e%x %% 8192 - (__e%x - __e%x == 2) > 100 ? __x%x : "
		 "__e%x",
		 i, i - 1, i, i, i, i, i - 1, i - 1, i);
	put("}; _Static_assert(__builtin_types_compatible_p("
	    "__typeof__(*_f@), __r(");
	put_list("t%d", i);
	put("%s))," WRONG "); __call_instr_clear(__x%x, _f@); _f@(",
	    n ? "" : "void", n);
	put_list("_a%x_@", i);
	put("); })");
#else
	put("((void)sizeof(struct {_Static_assert("
	    "__builtin_types_compatible_p(__typeof__(*(fn)),"
	    "__typeof__((fn)(");
	put_list("*(__typeof__(t%d) *)sizeof(__typeof__(struct "
		 "DEFINE_CALL_INSTR_TYPE_is_needed_for_t%d)[1])",
		 i, i);
	put("))(");
	put_list("t%d", i);
	put("%s))," WRONG ");}), (fn)(", n ? "" : "void");
	put_list(i == 1 ? "(v%d)" : "v%d", i);
	put("))");
#endif
	return s;
}

/* clang-format off */
static const char *const arities[] = {
	TEXT(call_instr(fn)),
	TEXT(call_instr(fn, t1, v1)),
	TEXT(call_instr(fn, t1, v1, t2, v2)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6, t7, v7)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6, t7, v7, t8, v8)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6, t7, v7, t8, v8, t9, v9)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6, t7, v7, t8, v8, t9, v9, t10, v10)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6, t7, v7, t8, v8, t9, v9, t10, v10, t11, v11)),
	TEXT(call_instr(fn, t1, v1, t2, v2, t3, v3, t4, v4, t5, v5, t6, v6, t7, v7, t8, v8, t9, v9, t10, v10, t11, v11, t12, v12)),
};
/* clang-format on */

START_TEST(each_arity)
{
	ck_assert_str_eq(plain_text(arities[_i]), plain_text(of_arity(_i)));
}
END_TEST

START_TEST(wrong_lists)
{
	ck_assert_ptr_nonnull(strstr(TEXT(call_instr(fn, int)), "odd number"));
	ck_assert_ptr_nonnull(
		strstr(TEXT(call_instr(fn, int, 1, int)), "odd number"));
	ck_assert_ptr_nonnull(strstr(
		TEXT(call_instr(fn, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8,
				8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13)),
		"more than 12 arguments"));
}
END_TEST

#define NAME "__auto_type _f"

/* Two calls, one in the other, do not share a name. */
START_TEST(nested)
{
	const char *s = TEXT(call_instr(f, int, call_instr(g, int, x)));
	const char *first = strstr(s, NAME);
	const char *second = first ? strstr(first + 1, NAME) : NULL;

#ifdef __call_instr_param_tls
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_nonnull(second);
	ck_assert_int_ne(atoi(first + strlen(NAME)),
			 atoi(second + strlen(NAME)));
#else
	(void)second;
#endif
	ck_assert_ptr_null(strstr(s, "call_instr(g"));
}
END_TEST

#define ck_sizeof(expected, ...) \
	ck_expands("sizeof(" expected ")", __call_instr_sizeof(__VA_ARGS__))
#define ck_sizeof_tag(expected, ...) \
	ck_sizeof("__typeof__(" expected ")[1]", __VA_ARGS__)
#define VOID   "struct call_instr_cannot_pass_void_by_value"
#define TYPE   "struct DEFINE_CALL_INSTR_TYPE_is_needed_for_"
#define STRUCT "struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_"
#define UNION  "struct DEFINE_CALL_INSTR_UNION_is_needed_for_"

START_TEST(types)
{
	ck_sizeof("(int)0", int);
	ck_sizeof("(unsigned long int)0", unsigned long int);
	ck_sizeof("(signed char)0", signed char);
	ck_sizeof("(char)0", char);
	ck_sizeof("(short unsigned)0", short unsigned);
	ck_sizeof("(__signed__ char)0", __signed__ char);
	ck_sizeof("(_Bool)0", _Bool);
	ck_sizeof("(bool)0", bool);
	ck_sizeof("(__int128)0", __int128);
	ck_sizeof("(enum foo)0", enum foo);
	ck_sizeof("(char *)0", char *);
	ck_sizeof("(int (*)(int, long))0", int (*)(int, long));
	ck_sizeof_tag(TYPE "foo_t", foo_t);
	ck_sizeof_tag(TYPE "foo_t", const foo_t);
	ck_sizeof_tag(TYPE "foo_t", volatile foo_t);
	ck_sizeof_tag(TYPE "foo_t", const volatile foo_t);
	ck_sizeof_tag(TYPE "foo_t const", foo_t const);
	ck_sizeof_tag(TYPE "foo_t *", foo_t *);
	ck_sizeof_tag(TYPE "foo_t *const *", const foo_t *const *);
	ck_sizeof_tag(TYPE "foo_t (*)(int)", foo_t(*)(int));
	ck_sizeof_tag(STRUCT "foo", struct foo);
	ck_sizeof_tag(STRUCT "foo *", const struct foo *);
	ck_sizeof_tag(STRUCT "foo", volatile const struct foo);
	ck_sizeof_tag(UNION "foo", union foo);
	ck_sizeof_tag(UNION "foo *", const union foo *);
	ck_sizeof_tag(VOID "", void);
	ck_sizeof_tag(VOID " *", void *);
	ck_sizeof_tag(VOID " *", const volatile void *);
	ck_sizeof_tag(VOID " (*)(int, long)", void (*)(int, long));
	ck_sizeof("struct call_instr_needs_a_type_before_each_argument", );
	ck_sizeof("(long)0", long);
	ck_sizeof("(long double)0", long double);
	ck_sizeof("(long long)0", const long long);
}
END_TEST

/* clang-format off */
#define CHECKED(type, mask)						\
	"struct { __typeof__(" type ") value; _Static_assert("		\
	"__builtin_types_compatible_p(" type ","			\
	"__typeof__((void)0, (*(__typeof__(" type ") *)0))) &&"		\
	"(" mask " >> __builtin_classify_type((*(__typeof__(" type ") *)0)) & 1)," \
	"\"call_instr(): \" \"" type "\""				\
	"\" is no scalar and no pointer; write the name of its type\"); }"
/* clang-format on */

START_TEST(checked_types)
{
	ck_sizeof(CHECKED("typeof(x)", "0x13e"), typeof(x));
	ck_sizeof(CHECKED("__typeof__(x) *", "0x13e"), __typeof__(x) *);
	ck_sizeof(CHECKED("__typeof(x)", "0x13e"), const __typeof(x));
	ck_sizeof(CHECKED("float", "0x13e"), float);
	ck_sizeof(CHECKED("double", "0x13e"), double);
}
END_TEST

START_TEST(definitions)
{
	ck_expands(TYPE
		   "foo_t { char size[(sizeof(foo_t) <= 16 &&"
		   "__builtin_classify_type((*(__typeof__(foo_t) *)0)) > 11 ?"
		   "sizeof(foo_t) + 65528 * ((sizeof(foo_t) + 7) / 8) :"
		   "sizeof(foo_t) < 816 ? sizeof(foo_t) : 816)]; "
		   "_Static_assert("
		   "__builtin_types_compatible_p(foo_t, __typeof__((void)0,"
		   "(*(__typeof__(foo_t) *)0))), \"call_instr(): \" \"foo_t\""
		   "\" is an array, which C does not pass by value\"); }",
		   DEFINE_CALL_INSTR_TYPE(foo_t));
	ck_assert_ptr_nonnull(strstr(TEXT(DEFINE_CALL_INSTR_STRUCT(foo)), STRUCT
				     "foo { char size[(sizeof(struct foo) <="));
	ck_assert_ptr_nonnull(strstr(TEXT(DEFINE_CALL_INSTR_UNION(foo)), UNION
				     "foo { char size[(sizeof(union foo) <="));
}
END_TEST

/* The array that the fixup clears, which is all that a back end says. */
START_TEST(back_end)
{
#ifdef CONFIG_KMSAN
	ck_expands("__msan_get_context_state()", __call_instr_param_tls());
#elif defined(CALL_INSTR_MSAN)
	ck_expands("__msan_param_tls", __call_instr_param_tls());
#else
	ck_expands("__call_instr_param_tls()", __call_instr_param_tls());
#endif
}
END_TEST

int main(void)
{
	Suite *s = suite_create("expansion");
	TCase *t = tcase_create("expansion");

	tcase_add_test(t, no_argument);
	tcase_add_test(t, two_arguments);
	tcase_add_test(t, variadic);
	tcase_add_loop_test(t, each_arity, 0, 13);
	tcase_add_test(t, wrong_lists);
	tcase_add_test(t, nested);
	tcase_add_test(t, types);
	tcase_add_test(t, checked_types);
	tcase_add_test(t, definitions);
	tcase_add_test(t, back_end);
	suite_add_tcase(s, t);
	return run_suite(s);
}
