// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A program built with MSan, in which functions that are not instrumented call
 * ones that are. Called as "cases CASE plain|wrapped|bug"; MSan ends it with
 * its own exit status when it reports.
 *
 * The stale shadow is of the kind that real programs leave: before each call a
 * function gets structs by value that nobody initialised, and never reads them.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/call_instr.h>

#define noinline __attribute__((noinline))
#define noinstr	 noinline __attribute__((disable_sanitizer_instrumentation))

enum way { PLAIN, WRAPPED, BUG };

struct large {
	long a[100];
};

static volatile int sink;

/* Not read: the shadow stays in param_tls and there is nothing to report. */
static noinline void ignore(struct large v)
{
	asm volatile("" : : "r"(&v) : "memory");
}

static noinline void stale(void)
{
	struct large v;

	asm volatile("" : : "r"(&v));
	ignore(v);
}

static noinline void look(const void *memory, size_t size)
{
	const char *c = memory;

	while (size--)
		if (*c++)
			sink++;
}

struct bytes3 {
	char c[3];
};
struct longs2 {
	long a, b;
};
struct longs5 {
	long a[5];
};
union number {
	int i;
	char c[20];
};
struct packed {
	char c;
	int i;
} __attribute__((packed));
typedef struct {
	bool exit_rcu;
} irqentry_state_t;
DEFINE_CALL_INSTR_STRUCT(bytes3);
DEFINE_CALL_INSTR_STRUCT(longs2);
DEFINE_CALL_INSTR_STRUCT(longs5);
DEFINE_CALL_INSTR_UNION(number);
DEFINE_CALL_INSTR_STRUCT(packed);
DEFINE_CALL_INSTR_TYPE(irqentry_state_t);

/* m(case, type of the argument, return type) */
/* clang-format off */
#define CASES(m)							\
	m(state, irqentry_state_t, int)					\
	m(bytes3, struct bytes3, int)					\
	m(longs2, struct longs2, int)					\
	m(longs5, struct longs5, int)					\
	m(union, union number, int)					\
	m(packed, struct packed, int)					\
	m(returns_longs2, struct longs2, struct longs2)			\
	m(returns_longs5, struct longs2, struct longs5)			\
	m(returns_packed, struct bytes3, struct packed)			\
	m(long, long, int)						\
	m(pointer, const void *, int)					\
	m(double, double, int)
/* clang-format on */

#define CASE(name, type, ret)                                            \
	static noinline ret name##_callee(int a, type v, const char *p)  \
	{                                                                \
		ret r = {0};                                             \
                                                                         \
		look(&v, sizeof(v));                                     \
		if (p)                                                   \
			look(p, 1);                                      \
		sink += a;                                               \
		return r;                                                \
	}                                                                \
                                                                         \
	static noinstr void name##_case(enum way way, const char *p)     \
	{                                                                \
		static type v;                                           \
                                                                         \
		stale();                                                 \
		if (way == PLAIN)                                        \
			name##_callee(1, v, NULL);                       \
		else                                                     \
			call_instr(name##_callee, int, 1, type, v,       \
				   const char *, way == BUG ? p : NULL); \
	}
CASES(CASE)

int main(int argc, char **argv)
{
	/* Uninitialised, as MSan sees to it. */
	char *p = malloc(1);
	enum way way;

#define NAME(name, type, ret) puts(#name);
	if (argc != 3) {
		CASES(NAME)
		return 2;
	}
	way = !strcmp(argv[2], "plain") ? PLAIN
	      : !strcmp(argv[2], "bug") ? BUG
					: WRAPPED;
#define RUN(name, type, ret)             \
	if (!strcmp(argv[1], #name)) {   \
		name##_case(way, p);     \
		puts("reached the end"); \
		return 0;                \
	}
	CASES(RUN)
	return 2;
}
