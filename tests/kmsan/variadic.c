// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Variadic callees, with all of the context stale: call_instr_va() has no
 * report, nor has the plain call behind call_instr_wipe(), though the stack is
 * stale too; and a true bug still is one. Prints "CASE VERDICT ok" or "CASE
 * VERDICT not ok: ..." a line, as cases.c does.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <linux/call_instr_wipe.h>
#include "runtime.h"

#define noinline __attribute__((noinline))
#define noinstr	 noinline __attribute__((disable_sanitizer_instrumentation))

typedef float vector_t __attribute__((vector_size(32)));
struct small {
	int a;
	int b;
};
DEFINE_CALL_INSTR_STRUCT(small);
struct large {
	long a[5];
};
/* s390x passes no more than 8 bytes by value. */
struct wide {
#ifdef __s390x__
	int a[2];
#else
	long a[5];
#endif
};
DEFINE_CALL_INSTR_STRUCT(wide);

static volatile int sink;
static int failures;

/* As after a call of one with 8 arguments on the stack. */
#define stale()                                                      \
	do {                                                         \
		memset(&kmsan_context, 0xff, sizeof(kmsan_context)); \
		kmsan_context.va_arg_overflow_size_tls = 64;         \
		kmsan_reports = 0;                                   \
	} while (0)

/* Looks at each of so many integers, and behind a pointer. */
static noinline void look(const char *p, va_list va, int count)
{
	while (count--)
		if (va_arg(va, long) > 0)
			sink++;
	if (*p)
		sink++;
}

#define LOOK(last, count)           \
	do {                        \
		va_list va;         \
                                    \
		va_start(va, last); \
		look(p, va, count); \
		va_end(va);         \
	} while (0)

noinline int one(const char *p, ...)
{
	LOOK(p, 1);
	return 0;
}

noinline int eight(const char *p, ...)
{
	LOOK(p, 8);
	return 0;
}

noinline int doubles(const char *p, ...)
{
	union {
		double d;
		long bits;
	} value;
	va_list va;
	int i;

	va_start(va, p);
	for (i = 0; i < 8; i++) {
		value.d = va_arg(va, double);
		if (value.bits > 0)
			sink++;
	}
	va_end(va);
	if (*p)
		sink++;
	return 0;
}

noinline vector_t returns_vector(const char *p, ...)
{
	LOOK(p, 1);
	return (vector_t){0};
}

noinline struct large takes_structs(const char *p, struct small s,
				    struct wide w, ...)
{
	if (s.a + s.b + w.a[1])
		sink++;
	LOOK(w, 8);
	return (struct large){{0}};
}

static noinstr void print(const char *name, const char *verdict, bool ok)
{
	printf("%s %s ", name, verdict);
	if (ok)
		puts("ok");
	else
		printf("not ok: %u reports\n", kmsan_reports);
	failures += !ok;
}

#define EIGHT 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L

#define EIGHT_DOUBLES 1., 2., 3., 4., 5., 6., 7., 8.

/* clang-format off */
#define CALLS(m)							\
	m(one, call_instr_va(one, (const char *, p), 1L))		\
	m(eight, call_instr_va(eight, (const char *, p), EIGHT))	\
	m(doubles, call_instr_va(doubles, (const char *, p), EIGHT_DOUBLES)) \
	m(returns_vector,						\
	  (void)call_instr_va(returns_vector, (const char *, p), 1L)) \
	m(takes_structs,						\
	  call_instr_va(takes_structs,					\
			(const char *, p, struct small, small,		\
			 struct wide, wide), EIGHT))			\
	m(wiped,							\
	  (kmsan_poison_frame(__builtin_frame_address(0)),		\
	   call_instr_wipe(), eight(p, EIGHT)))
/* clang-format on */

noinstr int main(void)
{
	static char uninitialised[1], initialised[1];
	struct small small = {1, 2};
	struct wide wide = {{1, 2}};
	const char *p;

	kmsan_runtime_init();
	kmsan_poison(uninitialised, 1);
	stale();
	one("plain", 1L);
	print("one", "plain", kmsan_reports);
#define RUN(name, call)                          \
	stale();                                 \
	p = initialised;                         \
	call;                                    \
	print(#name, "wrapped", !kmsan_reports); \
	stale();                                 \
	p = uninitialised;                       \
	call;                                    \
	print(#name, "bug", kmsan_reports == 1);
	CALLS(RUN)
	return failures ? 1 : 0;
}
