// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Calls of every arity and of each class of type, as call_instr() and, with
 * -DPLAIN, as plain ones. With no sanitizer the object files have to be the
 * same, byte for byte.
 */
#include <linux/call_instr_va.h>

/* clang-format off */
#ifdef PLAIN
#define CALL0(fn) fn()
#define CALL1(fn, t1, a1) fn(a1)
#define CALL2(fn, t1, a1, t2, a2) fn(a1, a2)
#define CALL3(fn, t1, a1, t2, a2, t3, a3) fn(a1, a2, a3)
#define CALL4(fn, t1, a1, t2, a2, t3, a3, t4, a4) fn(a1, a2, a3, a4)
#define CALL5(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5) fn(a1, a2, a3, a4, a5)
#define CALL6(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) fn(a1, a2, a3, a4, a5, a6)
#define CALL7(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7) fn(a1, a2, a3, a4, a5, a6, a7)
#define CALL8(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8) fn(a1, a2, a3, a4, a5, a6, a7, a8)
#define CALL9(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9) fn(a1, a2, a3, a4, a5, a6, a7, a8, a9)
#define CALL10(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10) fn(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10)
#define CALL11(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10, t11, a11) fn(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11)
#define CALL12(fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10, t11, a11, t12, a12) fn(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12)
#define CALL_VA(fn, fixed, ...) fn(BARE fixed, __VA_ARGS__)
#define REF(...) (__VA_ARGS__)
#define REF_BYTES(p, n) (p)
#define BARE(t, a) a
#else
#define CALL_VA call_instr_va
#define REF call_instr_ref
#define REF_BYTES call_instr_ref_bytes
#define CALL0 call_instr
#define CALL1 call_instr
#define CALL2 call_instr
#define CALL3 call_instr
#define CALL4 call_instr
#define CALL5 call_instr
#define CALL6 call_instr
#define CALL7 call_instr
#define CALL8 call_instr
#define CALL9 call_instr
#define CALL10 call_instr
#define CALL11 call_instr
#define CALL12 call_instr
#endif
/* clang-format on */

struct small {
	int a;
};
struct pair {
	long a, b;
};
struct large {
	long a[5];
};
union number {
	int i;
	double d;
};
typedef struct {
	_Bool exit_rcu;
} irqentry_state_t;
DEFINE_CALL_INSTR_STRUCT(small);
DEFINE_CALL_INSTR_STRUCT(pair);
DEFINE_CALL_INSTR_STRUCT(large);
DEFINE_CALL_INSTR_UNION(number);
DEFINE_CALL_INSTR_TYPE(irqentry_state_t);

void f0(void);
int f1(int);
struct small f2(int, long);
struct pair f3(int, long, char);
struct large f4(int, long, char, const char *);
union number f5(int, long, char, const char *, short);
irqentry_state_t f6(int, long, char, const char *, short, unsigned long);
double f7(int, long, char, const char *, short, unsigned long, struct small);
void *f8(int, long, char, const char *, short, unsigned long, struct small,
	 struct pair);
_Bool f9(int, long, char, const char *, short, unsigned long, struct small,
	 struct pair, struct large);
__int128 f10(int, long, char, const char *, short, unsigned long, struct small,
	     struct pair, struct large, union number);
struct large f11(int, long, char, const char *, short, unsigned long,
		 struct small, struct pair, struct large, union number, double);
int f12(int, long, char, const char *, short, unsigned long, struct small,
	struct pair, struct large, union number, double, irqentry_state_t);
int indirect_user(int v);

void call0(int x, long y, const char *s, struct small *small, struct pair *pair,
	   struct large *large, union number number, double d,
	   irqentry_state_t state);
void call0(int x, long y, const char *s, struct small *small, struct pair *pair,
	   struct large *large, union number number, double d,
	   irqentry_state_t state)
{
	CALL0(f0);
}

int call1(int x, long y, const char *s, struct small *small, struct pair *pair,
	  struct large *large, union number number, double d,
	  irqentry_state_t state);
int call1(int x, long y, const char *s, struct small *small, struct pair *pair,
	  struct large *large, union number number, double d,
	  irqentry_state_t state)
{
	return CALL1(f1, int, x);
}

struct small call2(int x, long y, const char *s, struct small *small,
		   struct pair *pair, struct large *large, union number number,
		   double d, irqentry_state_t state);
struct small call2(int x, long y, const char *s, struct small *small,
		   struct pair *pair, struct large *large, union number number,
		   double d, irqentry_state_t state)
{
	return CALL2(f2, int, x, long, y);
}

struct pair call3(int x, long y, const char *s, struct small *small,
		  struct pair *pair, struct large *large, union number number,
		  double d, irqentry_state_t state);
struct pair call3(int x, long y, const char *s, struct small *small,
		  struct pair *pair, struct large *large, union number number,
		  double d, irqentry_state_t state)
{
	return CALL3(f3, int, x, long, y, char, 1);
}

struct large call4(int x, long y, const char *s, struct small *small,
		   struct pair *pair, struct large *large, union number number,
		   double d, irqentry_state_t state);
struct large call4(int x, long y, const char *s, struct small *small,
		   struct pair *pair, struct large *large, union number number,
		   double d, irqentry_state_t state)
{
	return CALL4(f4, int, x, long, y, char, 1, const char *, s);
}

union number call5(int x, long y, const char *s, struct small *small,
		   struct pair *pair, struct large *large, union number number,
		   double d, irqentry_state_t state);
union number call5(int x, long y, const char *s, struct small *small,
		   struct pair *pair, struct large *large, union number number,
		   double d, irqentry_state_t state)
{
	return CALL5(f5, int, x, long, y, char, 1, const char *, s, short, x);
}

irqentry_state_t call6(int x, long y, const char *s, struct small *small,
		       struct pair *pair, struct large *large,
		       union number number, double d, irqentry_state_t state);
irqentry_state_t call6(int x, long y, const char *s, struct small *small,
		       struct pair *pair, struct large *large,
		       union number number, double d, irqentry_state_t state)
{
	return CALL6(f6, int, x, long, y, char, 1, const char *, s, short, x,
		     unsigned long, y + x);
}

double call7(int x, long y, const char *s, struct small *small,
	     struct pair *pair, struct large *large, union number number,
	     double d, irqentry_state_t state);
double call7(int x, long y, const char *s, struct small *small,
	     struct pair *pair, struct large *large, union number number,
	     double d, irqentry_state_t state)
{
	return CALL7(f7, int, x, long, y, char, 1, const char *, s, short, x,
		     unsigned long, y + x, struct small, *small);
}

void *call8(int x, long y, const char *s, struct small *small,
	    struct pair *pair, struct large *large, union number number,
	    double d, irqentry_state_t state);
void *call8(int x, long y, const char *s, struct small *small,
	    struct pair *pair, struct large *large, union number number,
	    double d, irqentry_state_t state)
{
	return CALL8(f8, int, x, long, y, char, 1, const char *, s, short, x,
		     unsigned long, y + x, struct small, *small, struct pair,
		     *pair);
}

_Bool call9(int x, long y, const char *s, struct small *small,
	    struct pair *pair, struct large *large, union number number,
	    double d, irqentry_state_t state);
_Bool call9(int x, long y, const char *s, struct small *small,
	    struct pair *pair, struct large *large, union number number,
	    double d, irqentry_state_t state)
{
	return CALL9(f9, int, x, long, y, char, 1, const char *, s, short, x,
		     unsigned long, y + x, struct small, *small, struct pair,
		     *pair, struct large, *large);
}

__int128 call10(int x, long y, const char *s, struct small *small,
		struct pair *pair, struct large *large, union number number,
		double d, irqentry_state_t state);
__int128 call10(int x, long y, const char *s, struct small *small,
		struct pair *pair, struct large *large, union number number,
		double d, irqentry_state_t state)
{
	return CALL10(f10, int, x, long, y, char, 1, const char *, s, short, x,
		      unsigned long, y + x, struct small, *small, struct pair,
		      *pair, struct large, *large, union number, number);
}

struct large call11(int x, long y, const char *s, struct small *small,
		    struct pair *pair, struct large *large, union number number,
		    double d, irqentry_state_t state);
struct large call11(int x, long y, const char *s, struct small *small,
		    struct pair *pair, struct large *large, union number number,
		    double d, irqentry_state_t state)
{
	return CALL11(f11, int, x, long, y, char, 1, const char *, s, short, x,
		      unsigned long, y + x, struct small, *small, struct pair,
		      *pair, struct large, *large, union number, number, double,
		      d);
}

int call12(int x, long y, const char *s, struct small *small, struct pair *pair,
	   struct large *large, union number number, double d,
	   irqentry_state_t state);
int call12(int x, long y, const char *s, struct small *small, struct pair *pair,
	   struct large *large, union number number, double d,
	   irqentry_state_t state)
{
	return CALL12(f12, int, x, long, y, char, 1, const char *, s, short, x,
		      unsigned long, y + x, struct small, *small, struct pair,
		      *pair, struct large, *large, union number, number, double,
		      d, irqentry_state_t, state);
}

int nested(int x);
int nested(int x)
{
	return CALL1(f1, int, CALL1(f1, int, CALL1(f1, int, x)));
}

void ignored(int x);
void ignored(int x)
{
	if (x)
		CALL1(f1, int, x);
	else
		CALL2(f2, int, x, long, 2);
	CALL4(f4, int, x, long, x, char, x, const char *, "text");
}

int indirect(int (*fn)(int), int (**table)(int), int x);
int indirect(int (*fn)(int), int (**table)(int), int x)
{
	return CALL1(fn, int, x) + CALL1(table[x], int, x);
}

static int local(int a, const struct pair *p)
{
	return a + (int)p->a + (int)p->b;
}

int local_user(struct pair *p);
int local_user(struct pair *p)
{
	return CALL2(local, int, 1, const struct pair *, p);
}

int pr(const char *fmt, ...);
struct large prs(const char *fmt, ...);
struct large variadic(int x, const char *s, double d);
struct large variadic(int x, const char *s, double d)
{
	CALL_VA(pr, (const char *, s), x, d);
	return CALL_VA(prs, (const char *, s), s, x);
}

int by_reference(const struct pair *pair, char *text, const void *bytes);
struct pair *next(void);

int references(struct pair pair);
int references(struct pair pair)
{
	char text[12] = "text";

	return by_reference(REF(&pair), REF(text), REF_BYTES(text, pair.a++)) +
	       CALL3(by_reference, const struct pair *, REF(next()), char *,
		     REF(&text[3]), const void *, REF(&(struct pair){1, 2}));
}
