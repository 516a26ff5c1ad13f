// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Callees that the compiler instruments for KMSAN, called from functions that
 * it does not, with all of param_tls stale. Each line of CASES() is a
 * signature, and three verdicts:
 *
 *   plain	the plain call reports, if the callee reads a slot (see READS);
 *   wrapped	call_instr() does not;
 *   bug	and still does for uninitialised memory behind a pointer.
 *
 * Prints "CASE VERDICT ok" or "CASE VERDICT not ok: ..." a line.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <linux/call_instr.h>
#include "runtime.h"

#define noinline __attribute__((noinline))
/* A KMSAN kernel's noinstr: include/linux/compiler_types.h. */
#define noinstr	 noinline __attribute__((disable_sanitizer_instrumentation))

/* Branches on each byte, which reports each that is uninitialised. */
static volatile int sink;

static noinline int look(const void *memory, size_t size)
{
	const char *c = memory;

	while (size--)
		if (*c++)
			sink++;
	return 0;
}

/* Also the caller's frame, where an architecture may put a copy of a struct. */
#define stale()                                                 \
	do {                                                    \
		memset(kmsan_context.param_tls, 0xff, 800);     \
		kmsan_poison_frame(__builtin_frame_address(0)); \
		kmsan_reports = 0;                              \
	} while (0)

/* clang-format off */
#define STRUCT(name, ...)						\
	struct name { __VA_ARGS__ };					\
	DEFINE_CALL_INSTR_STRUCT(name);
#define BYTES(n)	STRUCT(bytes##n, char c[n];)
BYTES(1) BYTES(2) BYTES(3) BYTES(4) BYTES(5) BYTES(6) BYTES(7) BYTES(8)
BYTES(9) BYTES(10) BYTES(11) BYTES(12) BYTES(13) BYTES(14) BYTES(15) BYTES(16)
BYTES(17) BYTES(18) BYTES(19) BYTES(20) BYTES(21) BYTES(22) BYTES(23) BYTES(24)
BYTES(25) BYTES(26) BYTES(27) BYTES(28) BYTES(29) BYTES(30) BYTES(31) BYTES(32)
BYTES(33) BYTES(34) BYTES(35) BYTES(36) BYTES(37) BYTES(38) BYTES(39) BYTES(40)
STRUCT(ints2, int a, b;)
STRUCT(ints3, int a, b, c;)
STRUCT(longs2, long a, b;)
STRUCT(longs5, long a, b, c, d, e;)
STRUCT(mixed, char a; char b; short c; int d; long e;)
STRUCT(reals, float a, b, c;)
STRUCT(real_int, double a; int b, c;)
STRUCT(wide, long double a;)
STRUCT(pointers, void *a; const char *b; int c;)
STRUCT(bits, unsigned a : 3, b : 12, c : 17;)
STRUCT(bits64, unsigned long a : 33, b : 31; int c : 5;)
STRUCT(nested, struct bytes3 a; struct ints2 b;)
STRUCT(array, short a[7];)
STRUCT(large, char c[300];)
struct packed { char a; int b; } __attribute__((packed));
DEFINE_CALL_INSTR_STRUCT(packed);
struct packed11 { char a; long b; short c; } __attribute__((packed));
DEFINE_CALL_INSTR_STRUCT(packed11);
struct holds_packed { long a; struct packed b; };
DEFINE_CALL_INSTR_STRUCT(holds_packed);
struct aligned16 { char c[16]; } __attribute__((aligned(16)));
DEFINE_CALL_INSTR_STRUCT(aligned16);
struct aligned32 { char c[32]; } __attribute__((aligned(32)));
DEFINE_CALL_INSTR_STRUCT(aligned32);
struct aligned64 { char c[64]; } __attribute__((aligned(64)));
DEFINE_CALL_INSTR_STRUCT(aligned64);
union small_union { int a; char b[3]; };
DEFINE_CALL_INSTR_UNION(small_union);
union pair_union { long a; double b; char c[12]; };
DEFINE_CALL_INSTR_UNION(pair_union);
union large_union { long a[4]; char b[33]; };
DEFINE_CALL_INSTR_UNION(large_union);
typedef struct { bool exit_rcu; } irqentry_state_t;
DEFINE_CALL_INSTR_TYPE(irqentry_state_t);
enum colour { RED, GREEN };

/*
 * Scalars are noundef to clang: when they are checked at the call, which
 * -fsanitize-memory-param-retval asks for, the callee does not read the slot.
 * clang 14 takes the option for MSan only.
 */
#if defined(PARAM_RETVAL) && __clang_major__ >= 15
#define SCALAR	0
#else
#define SCALAR	1
#endif
/* Where it is passed by a pointer to a copy, the callee reads that. */
#ifdef __s390x__
#define INT128	1
#else
#define INT128	SCALAR
#endif

/* m(case, reads a slot, return type, type of the argument looked at) */
#define ALONE(m)							\
	m(char, SCALAR, int, char)					\
	m(short, SCALAR, int, short)					\
	m(int, SCALAR, int, int)					\
	m(unsigned_long, SCALAR, int, unsigned long)			\
	m(bool, SCALAR, int, bool)					\
	m(enum, SCALAR, int, enum colour)				\
	m(pointer, SCALAR, int, const char *)				\
	m(float, SCALAR, int, float)					\
	m(double, SCALAR, int, double)					\
	m(int128, INT128, int, __int128)				\
	m(uint16_t, SCALAR, int, uint16_t)				\
	m(struct_1, 1, int, struct bytes1)				\
	m(struct_2, 1, int, struct bytes2)				\
	m(struct_3, 1, int, struct bytes3)				\
	m(struct_4, 1, int, struct bytes4)				\
	m(struct_5, 1, int, struct bytes5)				\
	m(struct_6, 1, int, struct bytes6)				\
	m(struct_7, 1, int, struct bytes7)				\
	m(struct_8, 1, int, struct bytes8)				\
	m(struct_9, 1, int, struct bytes9)				\
	m(struct_10, 1, int, struct bytes10)				\
	m(struct_11, 1, int, struct bytes11)				\
	m(struct_12, 1, int, struct bytes12)				\
	m(struct_13, 1, int, struct bytes13)				\
	m(struct_14, 1, int, struct bytes14)				\
	m(struct_15, 1, int, struct bytes15)				\
	m(struct_16, 1, int, struct bytes16)				\
	m(struct_17, 1, int, struct bytes17)				\
	m(struct_18, 1, int, struct bytes18)				\
	m(struct_19, 1, int, struct bytes19)				\
	m(struct_20, 1, int, struct bytes20)				\
	m(struct_21, 1, int, struct bytes21)				\
	m(struct_22, 1, int, struct bytes22)				\
	m(struct_23, 1, int, struct bytes23)				\
	m(struct_24, 1, int, struct bytes24)				\
	m(struct_25, 1, int, struct bytes25)				\
	m(struct_26, 1, int, struct bytes26)				\
	m(struct_27, 1, int, struct bytes27)				\
	m(struct_28, 1, int, struct bytes28)				\
	m(struct_29, 1, int, struct bytes29)				\
	m(struct_30, 1, int, struct bytes30)				\
	m(struct_31, 1, int, struct bytes31)				\
	m(struct_32, 1, int, struct bytes32)				\
	m(struct_33, 1, int, struct bytes33)				\
	m(struct_34, 1, int, struct bytes34)				\
	m(struct_35, 1, int, struct bytes35)				\
	m(struct_36, 1, int, struct bytes36)				\
	m(struct_37, 1, int, struct bytes37)				\
	m(struct_38, 1, int, struct bytes38)				\
	m(struct_39, 1, int, struct bytes39)				\
	m(struct_40, 1, int, struct bytes40)				\
	m(struct_300, 1, int, struct large)				\
	m(ints2, 1, int, struct ints2)					\
	m(ints3, 1, int, struct ints3)					\
	m(longs2, 1, int, struct longs2)				\
	m(longs5, 1, int, struct longs5)				\
	m(mixed, 1, int, struct mixed)					\
	m(reals, 1, int, struct reals)					\
	m(real_int, 1, int, struct real_int)				\
	m(long_double, 1, int, struct wide)				\
	m(pointers, 1, int, struct pointers)				\
	m(bits, 1, int, struct bits)					\
	m(bits64, 1, int, struct bits64)				\
	m(nested_struct, 1, int, struct nested)				\
	m(array, 1, int, struct array)					\
	m(packed, 1, int, struct packed)				\
	m(packed11, 1, int, struct packed11)				\
	m(holds_packed, 1, int, struct holds_packed)			\
	m(aligned16, 1, int, struct aligned16)				\
	m(aligned32, 1, int, struct aligned32)				\
	m(aligned64, 1, int, struct aligned64)				\
	m(union_small, 1, int, union small_union)			\
	m(union_pair, 1, int, union pair_union)				\
	m(union_large, 1, int, union large_union)			\
	m(irqentry_state_t, 1, int, irqentry_state_t)			\
	m(returns_1, 1, struct bytes1, struct ints3)			\
	m(returns_2, 1, struct bytes2, struct ints3)			\
	m(returns_8, 1, struct bytes8, struct ints3)			\
	m(returns_16, 1, struct longs2, struct ints3)			\
	m(returns_17, 1, struct bytes17, struct ints3)			\
	m(returns_40, 1, struct longs5, struct ints3)			\
	m(returns_packed, 1, struct packed, struct ints3)		\
	m(returns_holds_packed, 1, struct holds_packed, struct ints3)	\
	m(returns_packed11, 1, struct packed11, struct bytes1)		\
	m(returns_aligned, 1, struct aligned32, struct bytes1)		\
	m(returns_wide, 1, struct wide, struct bytes1)			\
	m(returns_union, 1, union large_union, struct bytes9)		\
	m(returns_real, 1, double, struct bytes9)			\
	m(returns_int128, 1, __int128, struct bytes9)			\
	m(returns_long_double, 1, long double, struct bytes9)		\
	m(returns_pointer, 1, void *, struct bytes9)
/* clang-format on */

/*
 * The argument alone, between two others, and with memory behind a pointer.
 * They are not static, or the compiler would pass no argument whose value is
 * always the same.
 */
#define CALLEES(name, reads, ret, type)                                     \
	noinline ret name##_alone(type v)                                   \
	{                                                                   \
		ret r = {0};                                                \
                                                                            \
		look(&v, sizeof(v));                                        \
		return r;                                                   \
	}                                                                   \
	noinline ret name##_amid(struct bytes3 a, type v, struct bytes12 b) \
	{                                                                   \
		ret r = {0};                                                \
                                                                            \
		look(&a, sizeof(a));                                        \
		look(&v, sizeof(v));                                        \
		look(&b, sizeof(b));                                        \
		return r;                                                   \
	}                                                                   \
	noinline ret name##_behind(type v, const char *p)                   \
	{                                                                   \
		ret r = {0};                                                \
                                                                            \
		look(&v, sizeof(v));                                        \
		look(p, 1);                                                 \
		return r;                                                   \
	}

/* No constants: nobody need copy those. */
struct bytes3 bytes3 = {"ab"};
struct bytes12 bytes12 = {"c"};

#define CALLERS(name, reads, ret, type)                               \
	static noinstr unsigned int name##_plain(type v)              \
	{                                                             \
		unsigned int reports;                                 \
                                                                      \
		stale();                                              \
		name##_alone(v);                                      \
		reports = kmsan_reports;                              \
		if (!reads)                                           \
			return !reports;                              \
		stale();                                              \
		name##_amid(bytes3, v, bytes12);                      \
		return reports && kmsan_reports > reports;            \
	}                                                             \
	static noinstr unsigned int name##_wrapped(type v)            \
	{                                                             \
		struct bytes3 a = {"ab"};                             \
		struct bytes12 b = {"c"};                             \
		unsigned int reports;                                 \
                                                                      \
		stale();                                              \
		call_instr(name##_alone, type, v);                    \
		reports = kmsan_reports;                              \
		stale();                                              \
		call_instr(name##_amid, struct bytes3, a, type, v,    \
			   struct bytes12, b);                        \
		return !(reports + kmsan_reports);                    \
	}                                                             \
	static noinstr unsigned int name##_bug(type v, const char *p) \
	{                                                             \
		stale();                                              \
		call_instr(name##_behind, type, v, const char *, p);  \
		return kmsan_reports == 1;                            \
	}

/* As large a value as the type has, all of it initialised. */
#define RUN(name, reads, ret, type)                                \
	{                                                          \
		type v;                                            \
                                                                   \
		memset(&v, 0, sizeof(v));                          \
		print(#name, "plain", name##_plain(v));            \
		print(#name, "wrapped", name##_wrapped(v));        \
		print(#name, "bug", name##_bug(v, uninitialised)); \
	}

ALONE(CALLEES)
ALONE(CALLERS)

static int failures;

static noinstr void print(const char *name, const char *verdict, bool ok)
{
	if (ok)
		printf("%s %s ok\n", name, verdict);
	else
		printf("%s %s not ok: %u reports\n", name, verdict,
		       kmsan_reports);
	failures += !ok;
}

static noinline int twelve(struct bytes1 a, int b, struct bytes9 c, long d,
			   struct bytes40 e, char f, union small_union g,
			   const char *h, struct packed i, short j,
			   struct aligned32 k, struct ints3 l)
{
	return look(&a, sizeof(a)) + look(&b, sizeof(b)) + look(&c, sizeof(c)) +
	       look(&d, sizeof(d)) + look(&e, sizeof(e)) + look(&f, sizeof(f)) +
	       look(&g, sizeof(g)) + look(&h, sizeof(h)) + look(&i, sizeof(i)) +
	       look(&j, sizeof(j)) + look(&k, sizeof(k)) + look(&l, sizeof(l)) +
	       look(h, 1);
}

static noinstr unsigned int twelve_arguments(bool wrapped, const char *p)
{
	struct bytes1 a = {""};
	struct bytes9 c = {""};
	struct bytes40 e = {""};
	union small_union g = {0};
	struct packed i = {0, 0};
	struct aligned32 k = {""};
	struct ints3 l = {0, 0, 0};

	stale();
	if (wrapped)
		call_instr(twelve, struct bytes1, a, int, 2, struct bytes9, c,
			   long, 4, struct bytes40, e, char, 'f',
			   union small_union, g, const char *, p, struct packed,
			   i, short, 10, struct aligned32, k, struct ints3, l);
	else
		twelve(a, 2, c, 4, e, 'f', g, p, i, 10, k, l);
	return kmsan_reports;
}

/* 90 longs, and then two structs of which one is past the end of param_tls. */
struct longs90 {
	long a[90];
};
DEFINE_CALL_INSTR_STRUCT(longs90);

static noinline int end(struct longs90 a, struct longs5 b, struct longs5 c,
			struct longs5 d, const char *p)
{
	return look(&a, sizeof(a)) + look(&b, sizeof(b)) + look(&c, sizeof(c)) +
	       look(&d, sizeof(d)) + look(p, 1);
}

static noinstr unsigned int end_of_param_tls(bool wrapped, const char *p)
{
	static struct longs90 a;
	struct longs5 b = {0, 0, 0, 0, 0};

	stale();
	if (wrapped)
		call_instr(end, struct longs90, a, struct longs5, b,
			   struct longs5, b, struct longs5, b, const char *, p);
	else
		end(a, b, b, b, p);
	return kmsan_reports;
}

/* On s390x each has a slot, for a pointer to a copy; on x86-64 none has. */
struct empty {
};
DEFINE_CALL_INSTR_STRUCT(empty);

noinline int empties(struct empty a, struct empty b, struct empty c,
		     struct bytes1 v, const char *p)
{
	(void)a, (void)b, (void)c;
	return look(&v, sizeof(v)) + look(p, 1);
}

static noinstr unsigned int empty_structs(bool wrapped, const char *p)
{
	struct empty a = {};
	struct bytes1 v = {""};

	stale();
	if (wrapped)
		call_instr(empties, struct empty, a, struct empty, a,
			   struct empty, a, struct bytes1, v, const char *, p);
	else
		empties(a, a, a, v, p);
	return kmsan_reports;
}

/*
 * A static callee, of which -O3 sees all calls and would pass what the pointer
 * points to instead of the pointer: its slots would be more than its prototype
 * says.
 */
struct frame {
	int code;
	long ip;
};

static struct frame frame;
static const struct frame *volatile frame_pointer = &frame;

#define LOCAL(name)                                                      \
	static noinline void name(const struct frame *f, struct ints3 s) \
	{                                                                \
		if (f->code + f->ip)                                     \
			sink++;                                          \
		look(&s, sizeof(s));                                     \
	}
LOCAL(local_plain)
LOCAL(local_wrapped)

static noinstr unsigned int static_callee(bool wrapped, const struct ints3 *s)
{
	stale();
	if (wrapped)
		call_instr(local_wrapped, const struct frame *, frame_pointer,
			   struct ints3, *s);
	else
		local_plain(frame_pointer, *s);
	return kmsan_reports;
}

/* A callee that is inlined is not instrumented, and only has to work. */
static inline __attribute__((always_inline)) int inlined(struct ints3 s)
{
	return s.a + 10 * s.b + 100 * s.c;
}

static noinstr bool always_inline_callee(struct ints3 *s)
{
	stale();
	return call_instr(inlined, struct ints3, *s) == 321 && !kmsan_reports;
}

/* An instrumented caller's own bad value is not excused. */
static noinline unsigned int instrumented_caller(const unsigned long *value)
{
	kmsan_reports = 0;
	call_instr(unsigned_long_alone, unsigned long, *value);
	return kmsan_reports;
}

/* On s390x a struct's is: all of the caller's frame is unpoisoned. */
#ifndef __s390x__
static noinline unsigned int passes_struct(const struct ints3 *s)
{
	kmsan_reports = 0;
	call_instr(ints3_alone, struct ints3, *s);
	return kmsan_reports;
}
#endif

noinstr int main(void)
{
	static char uninitialised[sizeof(struct frame)];
	static const char initialised[1];
	static struct ints3 s = {1, 2, 3};
	static unsigned long value;

	kmsan_runtime_init();
	kmsan_poison(uninitialised, sizeof(uninitialised));

	ALONE(RUN)

	print("twelve", "plain", twelve_arguments(false, initialised));
	print("twelve", "wrapped", !twelve_arguments(true, initialised));
	print("twelve", "bug", twelve_arguments(true, uninitialised) == 1);
	print("end", "plain", end_of_param_tls(false, initialised));
	print("end", "wrapped", !end_of_param_tls(true, initialised));
	print("end", "bug", end_of_param_tls(true, uninitialised) == 1);
	print("empty", "plain", empty_structs(false, initialised));
	print("empty", "wrapped", !empty_structs(true, initialised));
	print("empty", "bug", empty_structs(true, uninitialised) == 1);
	print("static", "plain", static_callee(false, &s));
	print("static", "wrapped", !static_callee(true, &s));
	print("inlined", "wrapped", always_inline_callee(&s));
	kmsan_poison(&frame, sizeof(frame));
	print("static", "bug", static_callee(true, &s));
	kmsan_poison(&s, sizeof(s));
#ifndef __s390x__
	print("passes_struct", "bug", passes_struct(&s));
#endif
	kmsan_poison(&value, sizeof(value));
	print("instrumented", "bug", instrumented_caller(&value));

	return failures ? 1 : 0;
}
