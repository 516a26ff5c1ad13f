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
enum kind { FIRST };

DEFINE_CALL_INSTR_TYPE(state_t);

int sink;

__attribute__((noinline)) void take_nothing(void)
{
	sink++;
}

__attribute__((noinline)) void take_scalars(unsigned long a, const char *b,
					    enum kind c)
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

noinstr static void inside(void)
{
	asm volatile("nop");
}

noinstr void caller(struct pt_regs *regs, state_t state, void (*fn)(int))
{
	inside();
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
