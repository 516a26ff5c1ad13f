// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Callees that the compiler changes or moves, as it sees all of them and of
 * their calls: a report here is a false one. Called as "moved CASE".
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <linux/call_instr_va.h>

#define noinline __attribute__((noinline))
#define noinstr	 noinline __attribute__((disable_sanitizer_instrumentation))

struct s {
	int a;
};
DEFINE_CALL_INSTR_STRUCT(s);
struct pair {
	long a;
	double b;
};
DEFINE_CALL_INSTR_STRUCT(pair);
struct frame {
	long a[3];
};
typedef long op_t(long);
static volatile long sink;

/* What an earlier call may have left. */
static noinstr void stale(void)
{
	memset(__msan_param_tls, 0xff, 800);
	memset(__msan_va_arg_tls, 0xff, 800);
	__msan_va_arg_overflow_size_tls = 0;
}

static long add(long x)
{
	return x + 1;
}

/*
 * -O3 makes a clone of it for the constant @op, in which the values that @p and
 * @q point to are arguments of their own: the slot of @v moves.
 */
static noinline long specialised(const struct frame *p, const struct frame *q,
				 op_t *op, struct s v)
{
	long r = (p->a[0] + p->a[1] * p->a[2]) ^ (q->a[0] * q->a[1] - q->a[2]);
	long i;

	for (i = 0; i < 3; i++)
		r += op(r);
	if (v.a)
		sink++;
	return r;
}

static noinstr void clone(void)
{
	struct frame p = {{sink, sink, sink}};
	struct s v = {(int)sink};

	stale();
	sink = call_instr(specialised, const struct frame *, &p,
			  const struct frame *, &p, op_t *, add, struct s, v);
}

/* It only computes, so that its call may be made where the value is used. */
static noinline int compute(struct s v)
{
	return v.a ? v.a * 3 : 7;
}

static noinstr void only_computes(void)
{
	struct s v = {(int)sink};
	int r;

	stale();
	r = call_instr(compute, struct s, v);
	stale();
	if (!sink)
		sink = r;
}

/* Some of it on the stack, of which C cannot tell how much. */
static noinline struct pair sum(struct pair p, int n, ...)
{
	va_list ap;

	va_start(ap, n);
	while (n--) {
		p.a += va_arg(ap, long);
		p.b += va_arg(ap, double);
	}
	va_end(ap);
	if (p.a + (long)p.b == 42)
		sink++;
	return p;
}

static noinstr void variadic(void)
{
	struct pair p = {1, 2};

	stale();
	p = call_instr_va(sum, (struct pair, p, int, 6), 1L, 1., 2L, 2., 3L, 3.,
			  4L, 4., 5L, 5., 6L, 6.);
	sink = p.a;
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{"clone", clone},
	{"only_computes", only_computes},
	{"variadic", variadic},
};

noinstr int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (argc < 2) {
			puts(cases[i].name);
		} else if (!strcmp(argv[1], cases[i].name)) {
			cases[i].run();
			memset(__msan_param_tls, 0, 800);
			puts("reached the end");
			return 0;
		}
	}
	return 2;
}
