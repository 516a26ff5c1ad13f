// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/*
 * For tests/suite_audit.py: addresses of a frame, whose memory nobody has unpoisoned,
 * that are passed to who looks at it; see calls.c.
 */
#include <linux/call_instr.h>
#include <linux/call_instr_va.h>

#define noinline __attribute__((noinline))
#define noinstr noinline __attribute__((section(".noinstr.text"), \
		       disable_sanitizer_instrumentation))
#define ref_bytes	call_instr_ref_bytes
#define ref		call_instr_ref
/* The compiler does not know what is in there: the address stays in a register ... */
#define in_register(p)	asm volatile("" : "+r"(p))
/* ... or on the stack. */
#define in_memory(p)	asm volatile("" : "+m"(p))

#define forget()	asm volatile("" : : : "memory")

struct pt_regs;
struct undeclared;
struct two {
	long a, b;
};
struct large {
	long a[6];
};
typedef struct {
	_Bool exit_rcu;
} state_t;

DEFINE_CALL_INSTR_TYPE(state_t);
/* By value; call_instr() takes no larger ones on s390x. */
#ifdef __s390x__
typedef struct { int a[2]; } first_t;
typedef first_t second_t;
#else
typedef struct large first_t;
typedef struct { long a[2]; } second_t;
#endif
DEFINE_CALL_INSTR_TYPE(first_t);
DEFINE_CALL_INSTR_TYPE(second_t);

void kmsan_unpoison_memory(const void *address, unsigned long size);
void kmsan_unpoison_entry_regs(const struct pt_regs *regs);
void kmsan_check_memory(const void *address, unsigned long size);
void kmsan_spares_noinstr(const void *address, unsigned long size);
void kmsan_copy_to_user(void *to, const void *from, unsigned long to_copy,
			unsigned long left);
void irqentry_nmi_enter(void);
void irqentry_nmi_exit(void);
void take_nothing(void);

long reference_sink;
const void *kept;

/* It keeps its argument on the stack, where the next callee would have some of its own. */
#ifdef __s390x__
#define no_register_is_kept()	\
	asm volatile("" : : : "r6", "r7", "r8", "r9", "r10", "r11", "r12", "r13")
#else
#define no_register_is_kept()	asm volatile("" : : : "rbx", "r12", "r13", "r14", "r15")
#endif
noinline void fill_late(long *p)
{
	no_register_is_kept();
	take_nothing();
	*p = 1;
}

noinline void look(const long *p)
{
	reference_sink += *p;
}

noinline void look_at_two(const struct two *p)
{
	reference_sink += p->a + p->b;
}

noinline void look_at_text(int n, const char *text)
{
	while (n--)
		reference_sink += text[n];
}

noinline void look_at_seventh(long a, long b, long c, long d, long e, long f,
			      const long *p)
{
	reference_sink += a + b + c + d + e + f + *p;
}

/* A struct in calls.c has that name. */
typedef long value_t;
noinline void look_beside_value(value_t value, const long *p)
{
	reference_sink += value + *p;
}

noinline void look_at_one(int way, const long *p, const long *q)
{
	reference_sink += *(way ? p : q);
}

noinline void pass_on_pointer(const long *p)
{
	look(p);
	reference_sink++;
}

noinline void pass_on_element(const long *p)
{
	look(p + 1);
}

noinline void keep(const long *p)
{
	kept = p;
}

/* The address is not the first that is passed, or in no register of its own. */
noinline struct large look_and_return(const long *p)
{
	reference_sink++;
	return (struct large){{ *p }};
}

noinline void look_beside(first_t first, second_t second, const long *p)
{
	reference_sink += first.a[1] + second.a[1] + *p;
}

noinline void look_at_each(int n, ...)
{
	__builtin_va_list list;

	__builtin_va_start(list, n);
	while (n--)
		reference_sink += *__builtin_va_arg(list, const long *);
	__builtin_va_end(list);
}

noinline void distance(const long *p)
{
	reference_sink = (const char *)kept - (const char *)p;
}

/* These fill another part of it, or not always, or too late. */
noinline void fill_and_look_behind(long *p)
{
	*p = reference_sink;
	forget();
	reference_sink += p[1];
}

noinline void maybe_fill_and_look(long *p, int way)
{
	if (way)
		*p = reference_sink;
	forget();
	reference_sink += *p;
}

noinline void fill_byte_and_look(long *p)
{
	*(volatile char *)p = reference_sink;
	forget();
	reference_sink += *p;
}

noinline void look_and_fill(long *p)
{
	reference_sink += *p;
	*p = reference_sink;
}

noinline void copy_from(const struct two *p, struct two *to)
{
	__builtin_memcpy(to, p, sizeof(*p));
}

noinline void look_behind(const struct two *p, state_t state)
{
	reference_sink += p->b + state.exit_rcu;
}

/* These do not look, if they do not pass it on. */
#define unchecked noinline __attribute__((no_sanitize("kernel-memory")))
unchecked void read_unchecked(const long *p)
{
	reference_sink += *p;
}

unchecked void pass_on_unchecked(const long *p)
{
	reference_sink += *p;
	look(p);
	reference_sink++;
}

/* These do not look. */
noinline void fill(long *p, long value)
{
	*p = value;
}

noinline void fill_all(struct two *p, long n)
{
	__builtin_memset(p, 0, n);
	reference_sink++;
}

noinline void fill_two(struct two *p)
{
	p->a = reference_sink;
	p->b = 1;
}

noinline void maybe_fill(struct two *p, int way)
{
	if (way)
		p->a = p->b = reference_sink;
	reference_sink++;
}

noinline void fill_and_look(long *p)
{
	*p = reference_sink;
	forget();
	reference_sink += *p;
}

noinline void fill_some_and_look(long *p, int n)
{
	p[n] = reference_sink;
	*p = reference_sink;
	forget();
	reference_sink += *p;
}

noinline void fill_all_and_look(struct two *p, const struct two *from)
{
	__builtin_memcpy(p, from, sizeof(*p));
	forget();
	reference_sink += p->b;
}

noinline void fill_and_look_at_both(__int128 *p)
{
	*p = reference_sink;
	forget();
	reference_sink += *p >> 32;
}

noinline void unpoison_and_look(long *p)
{
	kmsan_unpoison_memory(p, sizeof(*p));
	reference_sink += *p;
}

noinline void unpoison_and_pass_on(const struct pt_regs *regs)
{
	kmsan_unpoison_entry_regs(regs);
	reference_sink++;
	look((const long *)regs);
	reference_sink++;
}

noinline void compare(const void *p)
{
	reference_sink += p == kept;
}

noinline void look_at_second(const void *p, const long *q)
{
	reference_sink += (p == kept) + *q;
}

noinstr void plain_uninstrumented(const long *p)
{
	asm volatile("" : : "r"(*p));
}

static inline __attribute__((always_inline)) void inlined(const long *p)
{
	look(p);				/* by-reference */
	asm volatile("nop");
}

noinstr void references(long *own, int way)
{
	long x = way, y = 2, filled = way, *p = &x, *q = &y;
	struct two two = { 1, way }, also_filled = { 1, way };
	char text[40] = "text";

	look(&x);				/* by-reference */
	look(own);				/* guarded */
	look(own + way);			/* guarded */
	look(&reference_sink);			/* guarded */
	look(&two.b);				/* by-reference */
	look_at_text(1, text);			/* by-reference */
	look_at_text(1, text + way);		/* by-reference */
	look_at_text(1, "text");		/* guarded */
	look_at_seventh(1, 2, 3, 4, 5, 6, &x);	/* by-reference */
	look_at_seventh(1, 2, 3, 4, 5, 6, own);	/* guarded */
	look_beside_value(1, &x);		/* by-reference */
	look_at_one(way, own, &y);		/* by-reference */
	pass_on_pointer(&x);			/* by-reference */
	pass_on_element(&x);			/* by-reference */
	keep(&x);				/* by-reference */
	copy_from(&two, (struct two *)own);	/* by-reference */
	copy_from((struct two *)own, &two);	/* guarded */
	look_behind(&two, (state_t){ way });	/* at-risk */
	inlined(&y);
	in_register(p);
	look(p);				/* by-reference */
	take_nothing();				/* no-args */
	look(p);				/* by-reference */
	look(p + 1);				/* by-reference */
	in_memory(q);
	look(q);				/* by-reference */
	look(way == 1 ? own : q);		/* by-reference */
	look(way == 2 ? q : own);		/* by-reference */
	fill(&x, 1);				/* guarded */
	fill_late(&x);				/* guarded */
	read_unchecked(&x);			/* guarded */
	pass_on_unchecked(&y);			/* by-reference */
	fill_all(&two, way);			/* guarded */
	fill_and_look(&x);			/* guarded */
	fill_some_and_look(&two.a, way);	/* guarded */
	fill_all_and_look(&two, (struct two *)own); /* guarded */
	fill_and_look_at_both((__int128 *)&two); /* guarded */
	unpoison_and_look(&x);			/* guarded */
	unpoison_and_pass_on((struct pt_regs *)&two); /* guarded */
	compare(&x);				/* guarded */
	distance(&x);				/* guarded */
	look_at_second(&x, own);		/* guarded */
	look_at_second(own, &y);		/* by-reference */
	fill_and_look_behind(&also_filled.a);	/* by-reference */
	maybe_fill_and_look(&filled, way);	/* by-reference */
	fill_byte_and_look(&filled);		/* by-reference */
	look_and_fill(&filled);			/* by-reference */
	plain_uninstrumented(&x);		/* uninstrumented */
	asm volatile("nop");
}

noinstr void among_others(first_t first, second_t second)
{
	long x = second.a[0], y = second.a[1];

	call_instr(look_and_return, const long *, &x); /* by-reference */
	call_instr(look_beside, first_t, first, second_t, second, const long *, &x); /* by-reference */
	look_at_each(1, &x);			/* at-risk */
	call_instr_va(look_at_each, (int, 1), &x); /* by-reference */
	call_instr_va(look_at_each, (int, 2), &y, ref(&x)); /* by-reference */
	call_instr_va(look_at_each, (int, 2), ref(&y), &x); /* wrapped */
	call_instr(look_and_return, const long *, &x); /* wrapped */
	call_instr(look_beside, first_t, first, second_t, second, const long *, &x); /* wrapped */
	asm volatile("nop");
}

/* Enough of them that the compiler makes a table of jumps. */
#define OTHER_WAYS()						\
	case 1:							\
		take_nothing();					\
		break;						\
	case 2:							\
		asm volatile("nop; nop");			\
		break;						\
	case 3:							\
		asm volatile("nop; nop; nop");			\
		break;						\
	case 4:							\
		asm volatile("nop; nop; nop; nop")

/* Where a table of jumps leads to, what is known elsewhere holds: of a register that calls
 * keep, ... */
noinstr void kept_over_table(int way)
{
	long x = way, *p = &x;

	in_register(p);
	switch (way) {
	case 0:
		asm volatile("nop");
		look(p);			/* by-reference */
		break;
	OTHER_WAYS();				/* no-args */
	}
	asm volatile("" : : "r"(p));
}

/* ... and not of another. */
noinstr void not_kept_over_table(const long *own, int way)
{
	long x = way;

	if (way > 10) {
		look(&x);			/* by-reference */
		asm volatile("nop");
		return;
	}
	switch (way) {
	case 0:
		asm volatile("nop");
		look(own);			/* guarded */
		break;
	OTHER_WAYS();				/* no-args */
	}
	asm volatile("nop");
}

/* What only callees store has the shadow that they store, ... */
noinstr void stored_by_callees(int way)
{
	struct two two;

	maybe_fill(&two, way);			/* guarded */
	look_at_two(&two);			/* guarded */
	plain_uninstrumented(&reference_sink);	/* uninstrumented */
	asm volatile("nop");
}

/* ... but for what the caller stores, by itself ... */
noinstr void stored_in_part(int way)
{
	struct two two;

	maybe_fill(&two, way);			/* guarded */
	*(volatile long *)&two.b = way;
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* ... or at a place that nobody knows, ... */
noinstr void stored_somewhere(int way)
{
	struct two x[9];

	*(volatile long *)&x[way].b = 1;
	look_at_two(x);				/* by-reference */
	asm volatile("nop");
}

noinstr void copied_there(const struct two *from)
{
	struct two two;

	in_register(from);
	__builtin_memcpy(&two, from, sizeof(two));
	forget();
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* ... or by whom it gives the address to. */
noinstr void plain_fill(struct two *p)
{
	p->b = 1;
	asm volatile("nop");
}

noinstr void stored_by_others(void)
{
	struct two two;

	plain_fill(&two);			/* uninstrumented */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

noinstr void stored_by_pointer(void (*fn)(struct two *))
{
	struct two two;

	fn(&two);				/* indirect */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

noinstr void stored_by_who_finds_it(void)
{
	struct two two;

	*(const void *volatile *)&kept = &two;
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

noinstr void stored_by_who_reads_it(void)
{
	struct two two, *p = &two;

	in_memory(p);
	maybe_fill(&two, 1);			/* guarded */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* What instrumented callees always store before is initialised, whoever stores later. */
noinstr void stored_before(int way)
{
	struct two two = { 1, way };

	in_register(way);
	look_at_two(&two);			/* by-reference */
	fill_two(&two);				/* guarded */
	*(volatile long *)&two.b = way;
	look_at_two(&two);			/* guarded */
	asm volatile("nop");
}

noinstr void plain_fill_two(struct two *p)
{
	fill_two(p);				/* guarded */
	p->b = 1;
	asm volatile("nop");
}

noinstr void stored_before_by_others(int way)
{
	struct two two = { 1, way };

	plain_fill_two(&two);			/* uninstrumented */
	look_at_two(&two);			/* guarded */
	asm volatile("nop");
}

noinstr void maybe_stored_before(int way)
{
	struct two two = { 1, way };

	maybe_fill(&two, way);			/* guarded */
	look_at_two(&two);			/* by-reference */
	fill(&two.a, 1);			/* guarded */
	look_at_two(&two);			/* by-reference */
	if (way == 1) {
		fill_two(&two);			/* guarded */
		asm volatile("nop");
	}
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* In NMI context KMSAN's memset() writes no shadow. */
noinline void clear_two(struct two *p)
{
	__builtin_memset(p, 0, sizeof(*p));
	reference_sink++;
}

noinstr void cleared_before(int way)
{
	struct two two = { 1, way };

	clear_two(&two);			/* guarded */
	look_at_two(&two);			/* guarded */
	asm volatile("nop");
}

noinstr void cleared_in_nmi(int way)
{
	struct two two = { 1, way };

	irqentry_nmi_enter();			/* uninstrumented */
	clear_two(&two);			/* nmi */
	irqentry_nmi_exit();			/* uninstrumented */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

noinstr void filled_in_nmi(void)
{
	struct two two;

	irqentry_nmi_enter();			/* uninstrumented */
	clear_two(&two);			/* nmi */
	irqentry_nmi_exit();			/* uninstrumented */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* A return on a condition is one, on s390x. */
noinstr void plain_maybe_fill(struct two *p, long way)
{
	if (__builtin_expect(way != 3, 0)) fill_two(p); /* guarded */
}

noinstr void maybe_stored_by_others(int way)
{
	struct two two = { 1, way };

	plain_maybe_fill(&two, way);		/* uninstrumented */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* The compiler takes its first parameter away. */
static noinline void look_at_second_two(const char *unused, const struct two *p)
{
	reference_sink += p->b;
	reference_sink++;
}

noinstr void stored_half_before(int way)
{
	struct two two;

	*(volatile long *)&two.a = way;
	maybe_fill(&two, way);			/* guarded */
	fill_two((struct two *)&two.b);		/* guarded */
	look_at_second_two("", &two);		/* by-reference */
	asm volatile("nop");
}

/* There is more than the type says, or the type says nothing. */
noinline void look_behind_first(const long *p, int n)
{
	reference_sink += p[n];
}

noinline void pass_on_undeclared(struct undeclared *p)
{
	reference_sink++;
	look_at_two((struct two *)p);
	reference_sink++;
}

noinstr void stored_behind_first(int way)
{
	long x[9];

	*(volatile long *)&x[1] = way;
	fill(x, 1);				/* guarded */
	look_behind_first(x, way);		/* by-reference */
	asm volatile("nop");
}

noinstr void stored_undeclared(int way)
{
	struct two two;

	*(volatile long *)&two.b = way;
	fill(&two.a, 1);			/* guarded */
	pass_on_undeclared((struct undeclared *)&two); /* by-reference */
	asm volatile("nop");
}

/* A table leads to what fills nothing. */
noinline void fill_by_table(struct two *p, int way)
{
	switch (way) {
	case 0:
		p->a = reference_sink;
		p->b = 1;
		/* fall through */
	case 1:
		asm volatile("nop");
		reference_sink += 3;
		break;
	case 2:
		asm volatile("nop; nop");
		fill_two(p);
		break;
	case 3:
		asm volatile("nop; nop; nop");
		fill_two(p);
		break;
	case 4:
		asm volatile("nop; nop; nop; nop");
		fill_two(p);
		break;
	default:
		p->a = p->b = 3;
	}
}

noinstr void maybe_stored_by_table(int way)
{
	struct two two;

	*(volatile long *)&two.a = way;
	*(volatile long *)&two.b = way;
	fill_by_table(&two, way);		/* by-reference */
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* It is a pointer that changes, or an instruction that reads as well. */
noinstr void stored_behind(int way)
{
	struct two two;
	char *p = (char *)&two.b;

	in_register(p);
	p++;
	in_register(p);
	*p = way;
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

noinstr void exchanged(int way)
{
	struct two two;

	maybe_fill(&two, way);			/* guarded */
	__sync_bool_compare_and_swap(&two.b, 1, way);
	look_at_two(&two);			/* by-reference */
	asm volatile("nop");
}

/* Only KMSAN's own memset() writes shadow. */
noinstr void filled(int way)
{
	char text[1000];

	__builtin_memset(text, way, sizeof(text));
	look_at_text(1, text);			/* by-reference */
	asm volatile("nop");
}

/* What is aligned has no known distance from where the stack pointer was. */
noinstr void aligned(int way)
{
	long x __attribute__((aligned(64))) = way;

	look(&x);				/* by-reference */
	look(ref(&x));				/* wrapped */
	look(&x);				/* wrapped */
	asm volatile("nop");
}

/* Nor has what is as long as an argument says. */
noinstr void of_length(long n)
{
	char text[n];

	asm volatile("" : "=m"(text));
	look_at_text(n, text);			/* by-reference */
	asm volatile("nop");
}

/* Nor an element, of which a register has the address: that one, not another ... */
noinstr void element(int one, int other)
{
	long x[9] = { one, other }, *p = &x[one], *q = &x[other];
	char *text = (char *)&x[other - one];

	/* Else clang 22 adds the index anew on s390x, for each call. */
	in_register(p);
	in_register(text);
	look(p);				/* by-reference */
	look(ref(p));				/* wrapped */
	look(q);				/* by-reference */
	look(p);				/* wrapped */
	look(p + 1);				/* by-reference */
	look_at_text(1, ref(text)); /* wrapped */
	asm volatile("" : : "m"(x));
}

/* ... nor the one that it had the last time. */
noinstr void elements(const int *order, int n)
{
	long x[9] = { n, 1 }, *p = &x[n], *before;

	do {
		before = p;
		p = &x[*order++];
		in_register(before);
		in_register(p);
		ref(p);
		look(before);			/* by-reference */
	} while (--n);
	look(p);				/* wrapped */
	asm volatile("" : : "m"(x));
}

/* Arguments on the stack are in the caller's frame. */
noinstr void of_its_caller(long a, long b, long c, long d, long e, long f, long g)
{
	look(&g);				/* guarded */
	asm volatile("nop");
}

noinstr void unpoisoned(int way)
{
	long x = way, y = 2, *p;
	struct two two = { 1, way };
	char text[40] = "text";

	look(ref(&x));				/* wrapped */
	call_instr(look, const long *, ref(&x)); /* wrapped */
	call_instr(look, const long *, &y);	/* by-reference */
	call_instr(look_at_one, int, way, const long *, ref(&x), const long *, &y); /* by-reference */
	call_instr(look_at_one, int, way, const long *, ref(&x), const long *, ref(&y)); /* wrapped */
	call_instr(look_behind, const struct two *, &two, state_t, (state_t){ way }); /* by-reference */
	look_behind(ref(&two), (state_t){ way }); /* at-risk */
	call_instr(look_behind, const struct two *, ref(&two), state_t, (state_t){ way }); /* wrapped */
	look(&two.b);				/* wrapped */
	look_at_text(1, ref_bytes(text, sizeof(text))); /* wrapped */
	look_at_text(1, text + 2);		/* wrapped */
	look_at_text(1, text + way);		/* by-reference */
	p = &x;
	in_memory(p);
	look(p);				/* wrapped */
	asm volatile("nop");
}

/* Not all of it, as its pointer is shorter. */
noinstr void in_part(long *own, int way)
{
	struct two two = { 1, way };

	kmsan_unpoison_memory(&two, sizeof(&two));
	look(&two.a);				/* wrapped */
	copy_from(&two, (struct two *)own);	/* by-reference */
	kmsan_unpoison_memory(&two.b, sizeof(two.b));
	copy_from(&two, (struct two *)own);	/* wrapped */
	asm volatile("nop");
}

/* Not on every path, ... */
noinstr void on_one_path(int way)
{
	long x = way;

	if (way == 1)
		kmsan_unpoison_memory(&x, sizeof(x));
	look(&x);				/* by-reference */
	asm volatile("nop");
}

/* ... and on each. */
noinstr void on_all_paths(int way)
{
	long x = way;

	if (way == 1) {
		kmsan_unpoison_memory(&x, sizeof(x));
		asm volatile("nop");
	} else {
		kmsan_unpoison_memory(&x, sizeof(x));
		asm volatile("nop; nop");
	}
	look(&x);				/* wrapped */
	asm volatile("nop");
}

/* As much of it on each. */
noinstr void more_on_one_path(int way)
{
	struct two two = { 1, way };

	if (way == 1) {
		ref(&two);
		asm volatile("nop");
	} else {
		ref(&two.b);
		asm volatile("nop; nop");
	}
	look(&two.b);				/* wrapped */
	look(&two.a);				/* by-reference */
	asm volatile("nop");
}

/* KMSAN's own hooks look, but for those that change shadow. */
noinstr void hooks(void *to, const long *own, int way)
{
	long x = way;

	kmsan_check_memory(&x, sizeof(x));	/* by-reference */
	kmsan_check_memory(own, sizeof(x));	/* uninstrumented */
	kmsan_copy_to_user(to, &x, sizeof(x), 0); /* by-reference */
	kmsan_spares_noinstr(&x, sizeof(x));	/* uninstrumented */
	kmsan_unpoison_memory(&x, sizeof(x));
	kmsan_check_memory(&x, sizeof(x));	/* wrapped */
	kmsan_copy_to_user(to, &x, sizeof(x), 0); /* wrapped */
	asm volatile("nop");
}

/* It knows noinstr callers by their section. */
noinline __attribute__((disable_sanitizer_instrumentation))
void hooks_elsewhere(int way)
{
	long x = way;

	kmsan_spares_noinstr(&x, sizeof(x));	/* by-reference */
	asm volatile("nop");
}

noinstr void reference_in_nmi(int way)
{
	long x = way;

	irqentry_nmi_enter();			/* uninstrumented */
	look(&x);				/* nmi */
	kmsan_check_memory(&x, sizeof(x));	/* nmi */
	asm volatile("nop");
}
