// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/*
 * Calls for tests/suite_audit.py. The comment behind a call is what the audit has to
 * say of it.
 */
#include <linux/call_instr.h>
#include <linux/call_instr_va.h>
#include "asm.h"

#define noinline __attribute__((noinline))
#define noinstr                                  \
	noinline __attribute__((section(".noinstr.text"), \
		       disable_sanitizer_instrumentation))

struct pt_regs;

typedef struct {
	_Bool exit_rcu;
} state_t;
typedef const state_t const_state_t;
union both {
	long number;
	void *pointer;
};
struct large {
	long a[6];
};
typedef enum kind { FIRST } kind;

DEFINE_CALL_INSTR_TYPE(state_t);
DEFINE_CALL_INSTR_TYPE(kind);
DEFINE_CALL_INSTR_STRUCT(large);

/* Its shadow is copied, on x86-64 by rep movs and by memcpy(). */
struct nine {
	long a[9];
};
struct twenty {
	long a[20];
};

/* The name ends as that of a scalar, or is one in reference.c. */
struct point {
	long a, b;
};
typedef struct {
	long a, b;
} value_t;

int sink;

noinline void take_nothing(void)
{
	sink++;
}

noinline void take_scalars(unsigned long a, const char *b, kind c)
{
	sink += a + *b + c;
}

noinline void take_typedef(struct pt_regs *regs, state_t state)
{
	sink += !!regs + state.exit_rcu;
}

noinline void take_const(const_state_t state)
{
	sink += state.exit_rcu;
}

noinline void take_union(union both both)
{
	sink += both.number;
}

/* Another name for it. */
void take_alias(union both both);
asm(".globl take_alias\n.set take_alias, take_union");

noinline void take_function(void (*fn)(int, void (*)(int)), int b)
{
	sink += !!fn + b;
}

noinline __attribute__((disable_sanitizer_instrumentation)) void
take_uninstrumented(state_t state)
{
	sink += state.exit_rcu;
}

/* Nobody looks at what is behind the format. */
noinline void take_format(const char *format, ...)
{
	sink += *format;
}

noinline int take_variable(int count, ...)
{
	__builtin_va_list list;
	int sum = 0;

	__builtin_va_start(list, count);
	while (count--)
		sum += __builtin_va_arg(list, int);
	__builtin_va_end(list);
	return sum;
}

noinline void take_point(struct point point)
{
	sink += point.a + point.b;
}

noinline void pass_point(struct point point)
{
	take_point(point);
}

noinline void take_value(value_t value)
{
	sink += value.a + value.b;
}

noinline void pass_value(value_t value)
{
	take_value(value);
}

noinline void take_nine(struct nine nine, int i)
{
	sink += nine.a[i];
}

noinline void take_twenty(struct twenty twenty, int i)
{
	sink += twenty.a[i];
}

/* The address for what is returned is an argument, and read. */
noinline struct large return_large(long a)
{
	struct large large = {{a}};

	return large;
}

noinline void take_dead(union both both)
{
	sink++;
}

/* These need no load for what they pass on. */
noinline void pass_on(struct pt_regs *regs, state_t state)
{
	take_typedef(0, state);
}

noinline void pass_on_again(struct pt_regs *regs, state_t state)
{
	pass_on(regs, state);
}

/* Nor for what it passes to a variadic function, that reads shadow of no argument of it. */
noinline void pass_text(struct pt_regs *regs, state_t state)
{
	take_variable(0);
	sink += state.exit_rcu;
}

/* The compiler makes a clone of it, that has only the second argument. */
noinline static void take_cloned(const int *always, union both both)
{
	sink += *always + both.number;
}

noinstr static void inside(state_t state)
{
	asm volatile("nop" : : "r"((int)state.exit_rcu));
}

noinstr void caller(struct pt_regs *regs, state_t state, void (*fn)(int))
{
	static const int always = 7;

	inside(state);				/* uninstrumented */
	call_instr(inside, state_t, state);	/* wrapped */
	take_alias((union both){.number = 2});	/* at-risk */
	take_function(0, 1);			/* guarded */
	take_nothing();				/* no-args */
	take_scalars(1, "two", FIRST);		/* guarded */
	take_typedef(regs, state);		/* at-risk */
	call_instr(take_typedef, struct pt_regs *, regs, state_t, state); /* wrapped */
	take_const(state);			/* at-risk */
	take_union((union both){.number = 1});	/* at-risk */
	take_uninstrumented(state);		/* uninstrumented */
	fn(1);					/* indirect */
	take_format("one", 1);			/* guarded */
	take_variable(1, 1);			/* at-risk */
	call_instr_va(take_variable, (int, 1), 1); /* wrapped */
	take_dead((union both){.number = 1});	/* guarded */
	pass_on(regs, state);			/* at-risk */
	pass_on_again(regs, state);		/* at-risk */
	call_instr(pass_text, struct pt_regs *, regs, state_t, state); /* wrapped */
	take_cloned(&always, (union both){.pointer = regs}); /* at-risk */
	asm volatile("nop");
}

/* The compiler has a constant in a register, as clang 22 does where it needs it often. */
noinstr void by_registers(struct pt_regs *regs, state_t state)
{
	long none = 0, one = 1, eight = 8;
	char *slot;

	asm volatile("" : "+r"(none), "+r"(one), "+r"(eight));
	slot = (char *)__msan_get_context_state();
	*(volatile long *)(slot + none) = 0;
	((volatile long *)slot)[one] = 0;
	take_typedef(regs, state);		/* wrapped */
	slot = (char *)__msan_get_context_state() + none;
	asm volatile("" : "+r"(slot));
	*(volatile long *)slot = 0;
	slot = (char *)__msan_get_context_state() + eight;
	asm volatile("" : "+r"(slot));
	*(volatile long *)slot = 0;
	take_typedef(regs, state);		/* wrapped */
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

noinstr void passed_on(void)
{
	pass_point((struct point){ 1, 2 });	/* at-risk */
	pass_value((value_t){ 1, 2 });		/* at-risk */
	asm volatile("nop");
}

noinstr void in_strings(struct nine *nine, struct twenty *twenty)
{
	take_nine(*nine, 1);			/* at-risk */
	take_twenty(*twenty, 1);		/* at-risk */
	asm volatile("nop");
}

/* The slot of the hidden argument; the one by call_instr() clears it. */
noinstr void returns(struct large *to)
{
	*to = return_large(1);			/* at-risk */
	*to = call_instr(return_large, long, 1); /* wrapped */
	asm volatile("nop");
}

noinstr void tail(struct pt_regs *regs, state_t state)
{
	take_typedef(regs, state);		/* at-risk */
}

noinstr void tail_pointer(void (*fn)(int))
{
	fn(1);					/* indirect */
}

/* Some are on the stack, and how many bytes is no zero. */
noinstr void many(void)
{
	call_instr_va(take_variable, (int, 7), 1, 2, 3, 4, 5, 6, 7); /* wrapped */
	asm volatile("nop");
}

/* A register that is known to be zero, some instructions before. */
noinstr void by_register(struct pt_regs *regs, state_t state)
{
	long *slots, zero;

	ZERO(zero);
	slots = (long *)__msan_get_context_state();
	slots[0] = zero;
	slots[1] = zero;
	take_typedef(regs, state);		/* wrapped */
	asm volatile("nop");
}

/* What of an instrumented function stands elsewhere is instrumented. */
asm(".pushsection .cold.text, \"ax\"\n"
    ".type take_union.cold, @function\n"
    "take_union.cold:	" CALL "take_typedef\n"
    RETURN "\n"
    ".size take_union.cold, . - take_union.cold\n"
    ".popsection");

/* The compiler makes one call of two: all ways lead past a fixup ... */
noinstr void merged(struct pt_regs *regs, state_t state, int way)
{
	if (way == 1)
		call_instr(take_typedef, struct pt_regs *, regs, state_t, state); /* merged */
	else
		call_instr(take_typedef, struct pt_regs *, 0, state_t, state); /* merged */
	asm volatile("nop");
}

/* ... or one does not. */
noinstr void half(struct pt_regs *regs, state_t state, int way)
{
	if (way == 1)
		call_instr(take_typedef, struct pt_regs *, regs, state_t, state); /* half */
	else
		take_typedef(0, state);		/* half */
	asm volatile("nop");
}

/* What an instrumented function has left there is no fixup. */
noinstr void late(struct pt_regs *regs, state_t state)
{
	call_instr(take_scalars, unsigned long, 1, const char *, "a", kind, FIRST); /* wrapped */
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

/* Too little is cleared for what is read. */
noinstr void too_little(struct pt_regs *regs, state_t state)
{
	((void (*)(struct pt_regs *, state_t))take_typedef)(regs, state); /* at-risk */
	*(volatile long *)__msan_get_context_state() = 0;
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

/* Nor does this clear all of va_arg_tls. */
noinstr void too_little_variable(void)
{
	char *tls = (char *)__msan_get_context_state();

	__builtin_memset(tls, 0, 16);
	__builtin_memset(tls + 1600, 0, 64);
	*(volatile long *)(tls + 3200) = 0;
	take_variable(1, 1);			/* at-risk */
	asm volatile("nop");
}

/* What jumps by a table is no call. */
noinstr void by_table(struct pt_regs *regs, state_t state, int way)
{
	switch (way) {
	case 0:
		asm volatile("nop; nop");
		break;
	case 1:
		asm volatile("nop; nop; nop");
		break;
	case 2:
		asm volatile("nop; nop; nop; nop");
		break;
	case 3:
		asm volatile("nop; nop; nop; nop; nop");
		break;
	case 4:
		asm volatile("nop; nop; nop; nop; nop; nop");
		break;
	}
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

/* The kernel turns this jump on and off. */
noinstr void by_label(struct pt_regs *regs, state_t state)
{
	long *tls = (long *)__msan_get_context_state();

	tls[0] = tls[1] = 0;
	asm goto("1: nop\n"
		 ".pushsection __jump_table, \"aw\"\n"
		 ".balign 8\n"
		 "__start___jump_table: .long 1b - ., %l[on] - .\n"
		 ".quad 0\n"
		 "__stop___jump_table:\n"
		 ".popsection" : : : "memory" : on);
	take_typedef(regs, state);		/* wrapped */
	return;
on:
	take_const(state);			/* wrapped */
	asm volatile("nop");
}

/* KMSAN is off in NMI context. */
noinstr void irqentry_nmi_enter(void)
{
	asm volatile("");
}

noinstr void irqentry_nmi_exit(void)
{
	asm volatile("");
}

noinstr static void only_in_nmi(state_t state)
{
	take_const(state);			/* nmi */
	asm volatile("nop");
}

/* One call is converted, in a function that is not instrumented among those that are. */
noinline static int instrumented_too(int a)
{
	sink += a;
	return sink;
}

noinline int asks_twice(int a)
{
	return instrumented_too(a) + instrumented_too(a + 1);
}

noinline __attribute__((disable_sanitizer_instrumentation)) void one_of(state_t state)
{
	call_instr(take_const, state_t, state);	/* wrapped */
	take_typedef(0, state);			/* at-risk */
	asm volatile("nop");
}

/* A pointer leads there, or instrumented code. */
noinstr static void by_pointer(state_t state)
{
	take_typedef(0, state);			/* at-risk */
	asm volatile("nop; nop");
}

noinstr static void by_instrumented(state_t state)
{
	take_typedef(0, state);			/* at-risk */
	asm volatile("nop; nop; nop");
}

void (*handler)(state_t state);
noinline void instrumented(state_t state)
{
	handler = by_pointer;
	by_instrumented(state);
	sink++;
}

noinstr void nmi(struct pt_regs *regs, state_t state)
{
	irqentry_nmi_enter();			/* uninstrumented */
	take_typedef(regs, state);		/* nmi */
	only_in_nmi(state);			/* uninstrumented */
	by_pointer(state);			/* uninstrumented */
	by_instrumented(state);			/* uninstrumented */
	irqentry_nmi_exit();			/* uninstrumented */
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

void __SCT__known(struct pt_regs *regs, state_t state);
void __SCT__unknown(struct pt_regs *regs, state_t state);
asm(".pushsection .static_call.text, \"ax\"\n"
    ".type __SCT__known, @function\n"
    "__SCT__known:	" JUMP "take_typedef\n"
    ".size __SCT__known, . - __SCT__known\n"
    ".type __SCT__unknown, @function\n"
    "__SCT__unknown:	" RETURN "; nop; nop; nop; nop\n"
    ".size __SCT__unknown, . - __SCT__unknown\n"
    ".popsection");

noinstr void static_calls(struct pt_regs *regs, state_t state)
{
	__SCT__known(regs, state);		/* at-risk */
	__SCT__unknown(regs, state);		/* indirect */
	asm volatile("nop");
}

/* Assembly has no types. */
asm(".pushsection .entry.text, \"ax\"\n"
    ".globl assembly\n"
    "assembly: " CALL "take_union\n"
    RETURN "\n"
    ".size assembly, . - assembly\n"
    ".popsection");
