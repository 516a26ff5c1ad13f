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
/* m(case, reads a slot, return type, type of the argument looked at) */
#define BY_VALUE(m)							\
	m(char, SCALAR, int, char)					\
	m(short, SCALAR, int, short)					\
	m(int, SCALAR, int, int)					\
	m(unsigned_long, SCALAR, int, unsigned long)			\
	m(bool, SCALAR, int, bool)					\
	m(enum, SCALAR, int, enum colour)				\
	m(pointer, SCALAR, int, const char *)				\
	m(float, SCALAR, int, float)					\
	m(double, SCALAR, int, double)					\
	m(uint16_t, SCALAR, int, uint16_t)				\
	m(struct_1, 1, int, struct bytes1)				\
	m(struct_2, 1, int, struct bytes2)				\
	m(struct_4, 1, int, struct bytes4)				\
	m(struct_8, 1, int, struct bytes8)				\
	m(ints2, 1, int, struct ints2)					\
	m(bits, 1, int, struct bits)					\
	m(union_small, 1, int, union small_union)			\
	m(irqentry_state_t, 1, int, irqentry_state_t)			\
	m(returns_1, 1, struct bytes1, struct ints2)			\
	m(returns_2, 1, struct bytes2, struct ints2)			\
	m(returns_8, 1, struct bytes8, struct ints2)			\
	m(returns_16, 1, struct longs2, struct ints2)			\
	m(returns_17, 1, struct bytes17, struct ints2)			\
	m(returns_40, 1, struct longs5, struct ints2)			\
	m(returns_packed, 1, struct packed, struct ints2)		\
	m(returns_holds_packed, 1, struct holds_packed, struct ints2)	\
	m(returns_packed11, 1, struct packed11, struct bytes1)		\
	m(returns_aligned, 1, struct aligned32, struct bytes1)		\
	m(returns_wide, 1, struct wide, struct bytes1)			\
	m(returns_union, 1, union large_union, struct bytes8)		\
	m(returns_real, 1, double, struct bytes8)			\
	m(returns_int128, 1, __int128, struct bytes8)			\
	m(returns_long_double, 1, long double, struct bytes8)		\
	m(returns_pointer, 1, void *, struct bytes8)
/* s390x passes these by a pointer to a copy, and call_instr() refuses them. */
#ifdef __s390x__
#define WIDER(m)
#else
#define WIDER(m)							\
	m(int128, SCALAR, int, __int128)				\
	m(struct_3, 1, int, struct bytes3)				\
	m(struct_5, 1, int, struct bytes5)				\
	m(struct_6, 1, int, struct bytes6)				\
	m(struct_7, 1, int, struct bytes7)				\
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
	m(ints3, 1, int, struct ints3)					\
	m(longs2, 1, int, struct longs2)				\
	m(longs5, 1, int, struct longs5)				\
	m(mixed, 1, int, struct mixed)					\
	m(reals, 1, int, struct reals)					\
	m(real_int, 1, int, struct real_int)				\
	m(long_double, 1, int, struct wide)				\
	m(pointers, 1, int, struct pointers)				\
	m(bits64, 1, int, struct bits64)				\
	m(nested_struct, 1, int, struct nested)				\
	m(array, 1, int, struct array)					\
	m(packed, 1, int, struct packed)				\
	m(packed11, 1, int, struct packed11)				\
	m(holds_packed, 1, int, struct holds_packed)			\
	m(aligned16, 1, int, struct aligned16)				\
	m(aligned32, 1, int, struct aligned32)				\
	m(aligned64, 1, int, struct aligned64)				\
	m(union_pair, 1, int, union pair_union)				\
	m(union_large, 1, int, union large_union)
#endif
#define ALONE(m)	BY_VALUE(m) WIDER(m)
/* What stands before an argument and behind it. */
#ifdef __s390x__
STRUCT(before, char c[4];)
STRUCT(behind, char c[8];)
#else
STRUCT(before, char c[3];)
STRUCT(behind, char c[12];)
#endif
/* clang-format on */

/*
 * The argument alone, between two others, and with memory behind a pointer.
 * They are not static, or the compiler would pass no argument whose value is
 * always the same.
 */
#define CALLEES(name, reads, ret, type)                                    \
	noinline ret name##_alone(type v)                                  \
	{                                                                  \
		ret r = {0};                                               \
                                                                           \
		look(&v, sizeof(v));                                       \
		return r;                                                  \
	}                                                                  \
	noinline ret name##_amid(struct before a, type v, struct behind b) \
	{                                                                  \
		ret r = {0};                                               \
                                                                           \
		look(&a, sizeof(a));                                       \
		look(&v, sizeof(v));                                       \
		look(&b, sizeof(b));                                       \
		return r;                                                  \
	}                                                                  \
	noinline ret name##_behind(type v, const char *p)                  \
	{                                                                  \
		ret r = {0};                                               \
                                                                           \
		look(&v, sizeof(v));                                       \
		look(p, 1);                                                \
		return r;                                                  \
	}                                                                  \
	noinline const char *name##_by_ref(const void *v, const char *p)   \
	{                                                                  \
		look(v, sizeof(type));                                     \
		if (p)                                                     \
			look(p, 1);                                        \
		return p;                                                  \
	}

/* No constants: nobody need copy those. */
struct before before = {"ab"};
struct behind behind = {"c"};

#define CALLERS(name, reads, ret, type)                                  \
	static noinstr unsigned int name##_plain(type v)                 \
	{                                                                \
		unsigned int reports;                                    \
                                                                         \
		stale();                                                 \
		name##_alone(v);                                         \
		reports = kmsan_reports;                                 \
		if (!reads)                                              \
			return !reports;                                 \
		stale();                                                 \
		name##_amid(before, v, behind);                          \
		return reports && kmsan_reports > reports;               \
	}                                                                \
	static noinstr unsigned int name##_wrapped(type v)               \
	{                                                                \
		struct before a = {"ab"};                                \
		struct behind b = {"c"};                                 \
		unsigned int reports;                                    \
                                                                         \
		stale();                                                 \
		call_instr(name##_alone, type, v);                       \
		reports = kmsan_reports;                                 \
		stale();                                                 \
		call_instr(name##_amid, struct before, a, type, v,       \
			   struct behind, b);                            \
		return !(reports + kmsan_reports);                       \
	}                                                                \
	static noinstr unsigned int name##_bug(type v, const char *p)    \
	{                                                                \
		stale();                                                 \
		call_instr(name##_behind, type, v, const char *, p);     \
		return kmsan_reports == 1;                               \
	}                                                                \
	/* The copy is in this frame, which is stale. */                 \
	static noinstr unsigned int name##_ref(type *from, bool ref,     \
					       const char *p)            \
	{                                                                \
		type v = *from;                                          \
                                                                         \
		stale();                                                 \
		if (ref)                                                 \
			call_instr(name##_by_ref, const void *,          \
				   call_instr_ref(&v), const char *, p); \
		else                                                     \
			call_instr(name##_by_ref, const void *, &v,      \
				   const char *, p);                     \
		return kmsan_reports;                                    \
	}

/* As large a value as the type has, all of it initialised. */
#define RUN(name, reads, ret, type)                                     \
	{                                                               \
		type v;                                                 \
                                                                        \
		memset(&v, 0, sizeof(v));                               \
		print(#name, "plain", name##_plain(v));                 \
		print(#name, "wrapped", name##_wrapped(v));             \
		print(#name, "bug", name##_bug(v, uninitialised));      \
		print(#name, "ref_plain", name##_ref(&v, false, NULL)); \
		print(#name, "ref", !name##_ref(&v, true, NULL));       \
		print(#name, "ref_bug",                                 \
		      name##_ref(&v, true, uninitialised) == 1);        \
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

#ifndef __s390x__
static const char initialised[1];

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

/* These have no slot. */
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

#endif

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
	static noinline void name(const struct frame *f, struct ints2 s) \
	{                                                                \
		if (f->code + f->ip)                                     \
			sink++;                                          \
		look(&s, sizeof(s));                                     \
	}
LOCAL(local_plain)
LOCAL(local_wrapped)

static noinstr unsigned int static_callee(bool wrapped, const struct ints2 *s)
{
	stale();
	if (wrapped)
		call_instr(local_wrapped, const struct frame *, frame_pointer,
			   struct ints2, *s);
	else
		local_plain(frame_pointer, *s);
	return kmsan_reports;
}

/* A callee that is inlined is not instrumented, and only has to work. */
static inline __attribute__((always_inline)) int inlined(struct ints2 s)
{
	return s.a + 10 * s.b;
}

static noinstr bool always_inline_callee(struct ints2 *s)
{
	stale();
	return call_instr(inlined, struct ints2, *s) == 21 && !kmsan_reports;
}

/*
 * In a stale frame call_instr_ref() is of the object that its argument points
 * to: a member, an array, what a pointer to an array points to, as many bytes
 * as call_instr_ref_bytes() says. What is beside it stays stale.
 */
static noinstr unsigned int looked_at(const void *p, size_t n)
{
	kmsan_reports = 0;
	call_instr(look, const void *, p, size_t, n);
	return kmsan_reports;
}

static noinstr bool parts(int which)
{
	struct {
		long before, it[2], behind;
	} s = {1, {2, 3}, 4};
	long(*all)[2] = &s.it;
	int n = 0;

	stale();
	/* The address is taken, and n counts that it is so once. */
	if (which == 0)
		call_instr(look, const void *, call_instr_ref((n++, &s.it[0])),
			   size_t, sizeof(long));
	else if (which == 1)
		call_instr(look, const void *, call_instr_ref(s.it), size_t,
			   sizeof(s.it) + n++);
	else if (which == 2)
		call_instr(look, const void *, call_instr_ref(all), size_t,
			   sizeof(s.it) + n++);
	else
		call_instr(look, const void *,
			   call_instr_ref_bytes((void *)&s.it, 12 + n++),
			   size_t, 12);
	if (kmsan_reports || n != 1)
		return false;
	return looked_at(&s.before, sizeof(long)) == sizeof(long) &&
	       looked_at(&s.it[1], sizeof(long)) == (which == 0	  ? sizeof(long)
						     : which == 3 ? 4
								  : 0) &&
	       looked_at(&s.behind, sizeof(long)) == sizeof(long);
}

static noinline int is_null(const int *p)
{
	return !p;
}

static noinstr bool null_reference(void)
{
	kmsan_reports = 0;
	return call_instr(is_null, const int *, call_instr_ref((int *)NULL)) &&
	       !kmsan_reports;
}

/* An instrumented caller's own bad value is not excused, where it compiles at
 * all. */
#if !__has_builtin(__builtin_allow_sanitize_check) || !defined(__OPTIMIZE__)
#define INSTRUMENTED_CALLERS
static noinline unsigned int passes_scalar(const unsigned long *value)
{
	kmsan_reports = 0;
	call_instr(unsigned_long_alone, unsigned long, *value);
	return kmsan_reports;
}

static noinline unsigned int passes_struct(const struct ints2 *s)
{
	kmsan_reports = 0;
	call_instr(ints2_alone, struct ints2, *s);
	return kmsan_reports;
}
#endif

noinstr int main(void)
{
	static char uninitialised[sizeof(struct frame)];
	static struct ints2 s = {1, 2};
	static unsigned long value;

	kmsan_runtime_init();
	kmsan_poison(uninitialised, sizeof(uninitialised));

	ALONE(RUN)

#ifndef __s390x__
	print("twelve", "plain", twelve_arguments(false, initialised));
	print("twelve", "wrapped", !twelve_arguments(true, initialised));
	print("twelve", "bug", twelve_arguments(true, uninitialised) == 1);
	print("end", "plain", end_of_param_tls(false, initialised));
	print("end", "wrapped", !end_of_param_tls(true, initialised));
	print("end", "bug", end_of_param_tls(true, uninitialised) == 1);
	print("empty", "plain", empty_structs(false, initialised));
	print("empty", "wrapped", !empty_structs(true, initialised));
	print("empty", "bug", empty_structs(true, uninitialised) == 1);
#endif
	print("static", "plain", static_callee(false, &s));
	print("static", "wrapped", !static_callee(true, &s));
	print("inlined", "wrapped", always_inline_callee(&s));
	print("member", "ref", parts(0));
	print("array", "ref", parts(1));
	print("pointer_to_array", "ref", parts(2));
	print("bytes", "ref", parts(3));
	print("null", "ref", null_reference());
	kmsan_poison(&frame, sizeof(frame));
	print("static", "bug", static_callee(true, &s));
	kmsan_poison(&s, sizeof(s));
	kmsan_poison(&value, sizeof(value));
#ifdef INSTRUMENTED_CALLERS
	print("passes_struct", "bug", passes_struct(&s));
	print("passes_scalar", "bug", passes_scalar(&value));
#endif

	return failures ? 1 : 0;
}
