// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What a call does to param_tls, with a param_tls of our own: all of it is
 * stale before each call, and each callee looks at it first of all. Nothing
 * here is instrumented; tests/kmsan and tests/msan are.
 */
#include <check.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/call_instr_va.h>
#include <linux/call_instr_wipe.h>
#include "run_suite.h"

#define STALE	 0xaa
#define noinline __attribute__((noinline))

#ifdef CONFIG_KMSAN
/* What lies behind param_tls in the kernel: include/linux/kmsan_types.h. */
struct kmsan_context_state {
	unsigned char param_tls[800];
	unsigned char retval_tls[800];
	unsigned char va_arg_tls[800];
	unsigned char va_arg_origin_tls[800];
	unsigned long long va_arg_overflow_size_tls;
};
static struct kmsan_context_state context;
static int context_calls;

struct kmsan_context_state *__msan_get_context_state(void)
{
	context_calls++;
	return &context;
}

#define param_tls	 ((unsigned char *)&context)
#define va_arg_tls	 (context.va_arg_tls)
#define va_overflow_size context.va_arg_overflow_size_tls
/* With retval_tls behind it, as in the kernel. */
#define PARAM_TLS_SIZE	 1600
#else
__thread unsigned long long __msan_param_tls[100];
__thread unsigned long long __msan_va_arg_tls[100];
__thread unsigned long long __msan_va_arg_overflow_size_tls;

#define param_tls	 ((unsigned char *)__msan_param_tls)
#define va_arg_tls	 ((unsigned char *)__msan_va_arg_tls)
#define va_overflow_size __msan_va_arg_overflow_size_tls
#define PARAM_TLS_SIZE	 sizeof(__msan_param_tls)
#endif

/* The number of bytes clear at the start, or -1 when others are. */
static int cleared;
static int calls;

static void stale(void)
{
	memset(va_arg_tls, STALE, 800);
	va_overflow_size = 12345;
	memset(param_tls, STALE, PARAM_TLS_SIZE);
	cleared = -2;
	calls = 0;
#ifdef CONFIG_KMSAN
	context_calls = 0;
#endif
}

static void look(void)
{
	size_t i, n = 0;

	while (n < PARAM_TLS_SIZE && !param_tls[n])
		n++;
	cleared = n;
	for (i = n; i < PARAM_TLS_SIZE; i++)
		if (param_tls[i] != STALE)
			cleared = -1;
	calls++;
}

/* One call cleared that many bytes and no other, in the context of KMSAN. */
static void ck_cleared(int bytes)
{
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(cleared, bytes);
#ifdef CONFIG_KMSAN
	ck_assert_int_ne(context_calls, 0);
#endif
}

/* The bytes of a value that are no padding. */
#define bytes_of(type)                                                  \
	(_Generic((type *)0, long double * : 10, struct aligned * : 33, \
		  default                                               \
		  : sizeof(type)))

/* Takes an argument of each type alone, and between two others. */
#define CALLEES(name, type, bytes)                                 \
	static noinline type name##_alone(type v)                  \
	{                                                          \
		look();                                            \
		return v;                                          \
	}                                                          \
	static noinline int name##_amid(char a, type v, short b)   \
	{                                                          \
		look();                                            \
		return a == 'a' && b == -7 &&                      \
		       !memcmp(&v, &name##_value, bytes_of(type)); \
	}

/* clang-format off */
#define TYPES(m)							\
	m(bool_, bool, 8)						\
	m(char_, char, 8)						\
	m(schar, signed char, 8)					\
	m(short_, short, 8)						\
	m(int_, int, 8)							\
	m(unsigned_, unsigned, 8)					\
	m(long_, long int, 8)						\
	m(ulong, unsigned long int, 8)					\
	m(llong, long long, 8)						\
	m(int128, __int128, 16)						\
	m(uint128, unsigned __int128, 16)				\
	m(float_, float, 8)						\
	m(double_, double, 8)						\
	m(ldouble, long double, 16)					\
	m(enum_, enum colour, 8)					\
	m(u8_, uint8_t, 8)						\
	m(i64_, int64_t, 8)						\
	m(size, size_t, 8)						\
	m(wchar, wchar_t, 8)						\
	m(string, const char *, 8)					\
	m(vptr, void *, 8)						\
	m(cvptr, const volatile void *, 8)				\
	m(unknown, struct unknown *, 8)					\
	m(function, callback_t *, 8)					\
	m(s1, struct s1, 8)						\
	m(s3, struct s3, 8)						\
	m(s8, struct s8, 8)						\
	m(s9, struct s9, 16)						\
	m(s12, struct s12, 16)						\
	m(s16, struct s16, 16)						\
	m(s17, struct s17, 24)						\
	m(s40, struct s40, 40)						\
	m(s792, struct s792, 792)					\
	m(bits, struct bits, 8)						\
	m(packed, struct packed, 8)					\
	m(aligned, struct aligned, 64)					\
	m(empty, struct empty, 0)					\
	m(flexible, struct flexible, 8)					\
	m(u5, union u5, 8)						\
	m(u20, union u20, 24)						\
	m(state, state_t, 8)
/* clang-format on */

struct unknown;
enum colour { RED, GREEN = 0x7fffffff };
typedef void callback_t(void);
struct s1 {
	char c;
};
struct s3 {
	char c[3];
};
struct s8 {
	int a, b;
};
struct s9 {
	char c[9];
};
struct s12 {
	int a, b, c;
};
struct s16 {
	long a, b;
};
struct s17 {
	char c[17];
};
struct s40 {
	long a[5];
};
struct s792 {
	long a[99];
};
struct bits {
	unsigned a : 3, b : 7, c : 20;
};
struct packed {
	char c;
	int i;
} __attribute__((packed));
struct aligned {
	char c[33];
} __attribute__((aligned(32)));
struct empty {
};
struct flexible {
	int n;
	char data[];
};
union u5 {
	char c[5];
};
union u20 {
	char c[17];
	int i;
};
typedef struct {
	bool exit_rcu;
} state_t;

DEFINE_CALL_INSTR_STRUCT(s1);
DEFINE_CALL_INSTR_STRUCT(s3);
DEFINE_CALL_INSTR_STRUCT(s8);
DEFINE_CALL_INSTR_STRUCT(s9);
DEFINE_CALL_INSTR_STRUCT(s12);
DEFINE_CALL_INSTR_STRUCT(s16);
DEFINE_CALL_INSTR_STRUCT(s17);
DEFINE_CALL_INSTR_STRUCT(s40);
DEFINE_CALL_INSTR_STRUCT(s792);
DEFINE_CALL_INSTR_STRUCT(bits);
DEFINE_CALL_INSTR_STRUCT(packed);
DEFINE_CALL_INSTR_STRUCT(aligned);
DEFINE_CALL_INSTR_STRUCT(empty);
DEFINE_CALL_INSTR_STRUCT(flexible);
DEFINE_CALL_INSTR_UNION(u5);
DEFINE_CALL_INSTR_UNION(u20);
DEFINE_CALL_INSTR_TYPE(state_t);

#define VALUE(name, type, bytes) static __typeof__(type) name##_value;
TYPES(VALUE)
TYPES(CALLEES)

/* One slot more, for the address of a struct that is returned. */
#ifdef __clang__
#define MORE(type) (__builtin_classify_type(*(type *)8) > 11 ? 8 : 0)
#else
#define MORE(type) \
	(__builtin_classify_type(*(type *)8) > 11 && sizeof(type) > 1 ? 8 : 0)
#endif
#define CLEARED(n) ((n) > 800 ? 800 : (n))
#define TEST(name, type, bytes)                                              \
	START_TEST(type_##name)                                              \
	{                                                                    \
		__typeof__(type) v = name##_value;                           \
                                                                             \
		stale();                                                     \
		v = call_instr(name##_alone, type, v);                       \
		ck_cleared(CLEARED(MORE(type) + bytes));                     \
		ck_assert(!memcmp(&v, &name##_value, bytes_of(type)));       \
		stale();                                                     \
		ck_assert(call_instr(name##_amid, char, 'a', type, v, short, \
				     -7));                                   \
		ck_cleared(CLEARED(16 + bytes));                             \
	}                                                                    \
	END_TEST
TYPES(TEST)

static noinline void nothing(void)
{
	look();
}

START_TEST(no_argument)
{
	stale();
	call_instr(nothing);
	ck_cleared(0);
}
END_TEST

static noinline struct s40 make(void)
{
	look();
	return (struct s40){{1, 2, 3, 4, 5}};
}

START_TEST(hidden_argument_alone)
{
	stale();
	ck_assert_int_eq(call_instr(make).a[4], 5);
	ck_cleared(8);
}
END_TEST

static noinline int twelve(int a, int b, int c, int d, int e, int f, int g,
			   int h, int i, int j, int k, long l)
{
	look();
	return a == 1 && b == 2 && c == 3 && d == 4 && e == 5 && f == 6 &&
	       g == 7 && h == 8 && i == 9 && j == 10 && k == 11 && l == 12;
}

START_TEST(twelve_arguments)
{
	stale();
	ck_assert(call_instr(twelve, int, 1, int, 2, int, 3, int, 4, int, 5,
			     int, 6, int, 7, int, 8, int, 9, int, 10, int, 11,
			     long, 12));
	ck_cleared(96);
}
END_TEST

/* The end of param_tls: nothing behind it is cleared, be the arguments ever so
 * large. */
struct big {
	char c[800];
};
struct huge {
	char c[65216];
};
DEFINE_CALL_INSTR_STRUCT(big);
DEFINE_CALL_INSTR_STRUCT(huge);

static noinline void fits(struct s792 v)
{
	(void)v;
	look();
}

static noinline void over(int a, struct big v, int b)
{
	(void)a, (void)v, (void)b;
	look();
}

static noinline void far_over(struct huge v, int b)
{
	(void)v, (void)b;
	look();
}

START_TEST(end_of_param_tls)
{
	static struct s792 s792;
	static struct big big;
	static struct huge huge;

	stale();
	call_instr(fits, struct s792, s792);
	ck_cleared(792);
	stale();
	call_instr(over, int, 1, struct big, big, int, 2);
	ck_cleared(800);
	stale();
	call_instr(far_over, struct huge, huge, int, 2);
	ck_cleared(800);
}
END_TEST

static int order[4], orders;

static int count(int v)
{
	order[orders++] = v;
	/* An argument's own evaluation leaves param_tls stale. */
	memset(param_tls, STALE, PARAM_TLS_SIZE);
	return v;
}

static noinline int sub(int a, long b)
{
	look();
	return a - (int)b;
}

static int (*which(int v))(int, long)
{
	count(v);
	return sub;
}

/* Which comes first is left to the compiler, as in a plain call. */
START_TEST(evaluated_once_and_before)
{
	orders = 0;
	stale();
	ck_assert_int_eq(call_instr(which(1), int, count(2), long, count(4)),
			 -2);
	ck_cleared(16);
	ck_assert_int_eq(orders, 3);
	ck_assert_int_eq(order[0] + order[1] + order[2], 7);
}
END_TEST

static noinline int add_one(int a)
{
	look();
	return a + 1;
}

/* The compiler is told that it reads no memory: it finds each slot cleared. */
static volatile int found_cleared;
int only_computes(int a) __attribute__((const));
int looks_too(int a) __asm__("only_computes");

int looks_too(int a)
{
	found_cleared += !param_tls[0];
	param_tls[0] = STALE;
	return a + 1;
}

START_TEST(of_a_const_callee)
{
	stale();
	found_cleared = 0;
	ck_assert_int_eq(call_instr(only_computes, int, 1) +
				 call_instr(only_computes, int, 7),
			 10);
	ck_assert_int_eq(found_cleared, 2);
}
END_TEST

/* The inner call is done before the outer's slots are cleared. */
START_TEST(nested)
{
	stale();
	ck_assert_int_eq(
		call_instr(sub, int,
			   call_instr(add_one, int,
				      call_instr(add_one, int, count(5))),
			   long, call_instr(add_one, int, 1)),
		5);
	ck_assert_int_eq(calls, 4);
	ck_assert_int_eq(cleared, 16);
}
END_TEST

START_TEST(through_pointers)
{
	int (*volatile pointer)(int) = add_one;
	int (*const array[])(int) = {add_one};

	stale();
	ck_assert_int_eq(call_instr(pointer, int, 1), 2);
	ck_cleared(8);
	stale();
	ck_assert_int_eq(call_instr(*pointer, int, 1), 2);
	ck_cleared(8);
	stale();
	ck_assert_int_eq(call_instr(array[0], int, 1), 2);
	ck_cleared(8);
	/* static_call(name) is a statement expression with an address. */
	stale();
	ck_assert_int_eq(call_instr(({
					    static void *addressable;
					    (void)addressable;
					    &add_one;
				    }),
				    int, 1),
			 2);
	ck_cleared(8);
}
END_TEST

START_TEST(without_braces)
{
	int r = 0;

	stale();
	if (orders < 0)
		call_instr(nothing);
	else
		r = call_instr(add_one, int, 1);
	ck_assert_int_eq(r, 2);
	for (orders = 0; orders < 3; orders++)
		call_instr(nothing);
	ck_assert_int_eq(calls, 4);
	r = (call_instr(nothing), 7) ? call_instr(add_one, int, 8) : 0;
	ck_assert_int_eq(r, 9);
}
END_TEST

START_TEST(qualified)
{
	const state_t state = {true};

	stale();
	ck_assert(call_instr(state_alone, const state_t, state).exit_rcu);
	ck_assert(call_instr(state_alone, const volatile state_t, state)
			  .exit_rcu);
	stale();
	ck_assert_int_eq(call_instr(add_one, int const, 1), 2);
	ck_cleared(8);
}
END_TEST

/* All of va_arg_tls is cleared, and so much may be on the stack. */
static void ck_va_cleared(unsigned int overflow)
{
	int i;

	for (i = 0; i < 800; i++)
		ck_assert_msg(!va_arg_tls[i], "byte %d is not clear", i);
	ck_assert_int_eq(va_overflow_size, overflow);
}

static noinline long sum(const char *types, ...)
{
	long n = 0;
	va_list va;

	look();
	va_start(va, types);
	for (; *types; types++)
		n += *types == 'd'   ? (long)va_arg(va, double)
		     : *types == 'l' ? va_arg(va, long)
				     : va_arg(va, int);
	va_end(va);
	return n;
}

START_TEST(variadic_none)
{
	stale();
	ck_assert_int_eq(call_instr_va(sum, (const char *, "")), 0);
	ck_cleared(8);
	ck_va_cleared(0);
}
END_TEST

/* 6 registers, of which the format has one. */
START_TEST(variadic_registers)
{
	stale();
	ck_assert_int_eq(
		call_instr_va(sum, (const char *, "ildi"), 1, 2L, 3., 4), 10);
	ck_cleared(8);
	ck_va_cleared(0);
}
END_TEST

START_TEST(variadic_stack)
{
	stale();
	ck_assert_int_eq(call_instr_va(sum, (const char *, "iiiiilld"), 1, 2, 3,
				       4, 5, 6L, 7L, 8.),
			 36);
	ck_cleared(8);
	ck_va_cleared(24);
}
END_TEST

static noinline struct s40 sum_large(struct s40 s, int n, ...)
{
	va_list va;

	look();
	va_start(va, n);
	while (n--)
		s.a[0] += va_arg(va, int);
	va_end(va);
	return s;
}

/* Whatever fixed arguments take, there are no more than the variadic ones. */
START_TEST(variadic_structs)
{
	struct s40 s = {{1}};

	stale();
	ck_assert_int_eq(
		call_instr_va(sum_large, (struct s40, s, int, 2), 1, 2).a[0],
		4);
	ck_cleared(56);
	ck_va_cleared(16);
}
END_TEST

static noinline int sum_small(struct s12 s, ...)
{
	va_list va;
	int n;

	look();
	va_start(va, s);
	n = va_arg(va, int);
	va_end(va);
	return n + s.a + s.c;
}

START_TEST(variadic_small_struct)
{
	struct s12 s = {1, 2, 3};

	stale();
	ck_assert_int_eq(
		call_instr_va(sum_small, (struct s12, s), 4, 1L, 2L, 3L, 4L),
		8);
	ck_cleared(16);
	ck_va_cleared(8);
}
END_TEST

/* Its member is unaligned, so it is in memory where there are registers. */
struct unaligned {
	char a;
	int b;
} __attribute__((packed));

static noinline int take_unaligned(int a, ...)
{
	struct unaligned u;
	va_list va;

	look();
	va_start(va, a);
	u = va_arg(va, struct unaligned);
	va_end(va);
	return a + u.b;
}

START_TEST(variadic_unaligned)
{
	struct unaligned u = {1, 2};

	stale();
	ck_assert_int_eq(call_instr_va(take_unaligned, (int, 3), u), 5);
	ck_cleared(8);
	ck_va_cleared(8);
}
END_TEST

static noinline long sum_memory(int n, ...)
{
	struct s40 s;
	long double d;
	va_list va;

	look();
	va_start(va, n);
	s = va_arg(va, struct s40);
	d = va_arg(va, long double);
	n += va_arg(va, int);
	va_end(va);
	return n + s.a[4] + (long)d;
}

/* These are on the stack when there are registers, and 8 bytes may align one.
 */
START_TEST(variadic_memory)
{
	struct s40 s = {{1, 2, 3, 4, 5}};

	stale();
	ck_assert_int_eq(call_instr_va(sum_memory, (int, 1), s, 2.0L, (char)3),
			 11);
	ck_cleared(8);
	ck_va_cleared(64);
}
END_TEST

/* An argument's evaluation may be a call of the same kind. */
START_TEST(variadic_nested)
{
	stale();
	ck_assert_int_eq(
		call_instr_va(sum, (const char *, "li"),
			      call_instr_va(sum, (const char *, "i"), count(5)),
			      call_instr(add_one, int, 1)),
		7);
	ck_assert_int_eq(calls, 3);
	ck_assert_int_eq(cleared, 8);
	ck_va_cleared(0);
}
END_TEST

/* By a caller that does not say what it passes. */
START_TEST(wiped)
{
	stale();
	call_instr_wipe();
	ck_assert_int_eq(sum("ld", 1L, 2.), 3);
	ck_cleared(800);
	ck_va_cleared(608);
}
END_TEST

/* typeof() of something has the type and does not evaluate it. */
START_TEST(typeof_argument)
{
	const int v = 41;

	orders = 0;
	stale();
	ck_assert_int_eq(call_instr(add_one, typeof(v), v), 42);
	ck_assert_int_eq(call_instr(add_one, __typeof__(count(0)), v), 42);
	ck_assert_int_eq(orders, 0);
}
END_TEST

/* Names of ours do not get in the way of the caller's. */
START_TEST(names)
{
	int fn = 1, id = 2, n = 3, m = 4, p = 5, t = 6, a = 7, s = 8;

	stale();
	ck_assert_int_eq(
		call_instr(sub, int, fn + id + n + m, long, p + t + a + s),
		-16);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("behaviour");
	TCase *t = tcase_create("behaviour");

#define FILL(name, type, bytes)                                               \
	memset(&name##_value, _Generic(name##_value, bool : 1, default : 60), \
	       sizeof(name##_value));
	TYPES(FILL)
#define ADD(name, type, bytes) tcase_add_test(t, type_##name);
	TYPES(ADD)
	tcase_add_test(t, no_argument);
	tcase_add_test(t, hidden_argument_alone);
	tcase_add_test(t, twelve_arguments);
	tcase_add_test(t, end_of_param_tls);
	tcase_add_test(t, evaluated_once_and_before);
	tcase_add_test(t, of_a_const_callee);
	tcase_add_test(t, nested);
	tcase_add_test(t, through_pointers);
	tcase_add_test(t, without_braces);
	tcase_add_test(t, variadic_registers);
	tcase_add_test(t, variadic_none);
	tcase_add_test(t, variadic_stack);
	tcase_add_test(t, variadic_structs);
	tcase_add_test(t, variadic_small_struct);
	tcase_add_test(t, variadic_unaligned);
	tcase_add_test(t, variadic_memory);
	tcase_add_test(t, variadic_nested);
	tcase_add_test(t, wiped);
	tcase_add_test(t, qualified);
	tcase_add_test(t, typeof_argument);
	tcase_add_test(t, names);
	suite_add_tcase(s, t);
	return run_suite(s);
}
