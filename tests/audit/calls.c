// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* One call of each verdict, for tests/suite_audit.py. */
#include <linux/call_instr.h>

#define noinstr                                            \
	__attribute__((noinline, section(".noinstr.text"), \
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
typedef enum kind { FIRST } kind;

DEFINE_CALL_INSTR_TYPE(state_t);

int sink;

__attribute__((noinline)) void take_nothing(void)
{
	sink++;
}

__attribute__((noinline)) void take_scalars(unsigned long a, const char *b,
					    kind c)
{
	sink += a + *b + c;
}

__attribute__((noinline)) void take_typedef(struct pt_regs *regs, state_t state)
{
	sink += !!regs + state.exit_rcu;
}

__attribute__((noinline)) void take_const(const_state_t state)
{
	sink += state.exit_rcu;
}

__attribute__((noinline)) void take_union(union both both)
{
	sink += both.number;
}

__attribute__((noinline)) void take_variable(const char *format, ...)
{
	sink += *format;
}

__attribute__((noinline, disable_sanitizer_instrumentation)) void
take_uninstrumented(state_t state)
{
	sink += state.exit_rcu;
}

/* Another name for it. */
void take_alias(union both both);
asm(".globl take_alias\n.set take_alias, take_union");

__attribute__((noinline)) void take_function(void (*fn)(int, void (*)(int)),
					     int b)
{
	sink += !!fn + b;
}

noinstr static void inside(state_t state)
{
	asm volatile("nop" : : "r"((int)state.exit_rcu));
}

noinstr void caller(struct pt_regs *regs, state_t state, void (*fn)(int))
{
	call_instr(inside, state_t, state);
	take_alias((union both){.number = 2});
	take_function(0, 1);
	take_nothing();
	take_scalars(1, "two", FIRST);
	take_typedef(regs, state);
	call_instr(take_typedef, struct pt_regs *, regs, state_t, state);
	take_const(state);
	take_union((union both){.number = 1});
	take_variable("one", 1);
	take_uninstrumented(state);
	fn(1);
	asm volatile("nop");
}
