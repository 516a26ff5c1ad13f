// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/*
 * For tests/suite_audit.py: what only x86-64's instructions have; see calls.c.
 */
#include <linux/call_instr.h>

#define noinline __attribute__((noinline))
#define noinstr noinline __attribute__((section(".noinstr.text"), \
		       disable_sanitizer_instrumentation))

struct pt_regs;
typedef struct {
	_Bool exit_rcu;
} state_t;

void kmsan_unpoison_memory(const void *address, unsigned long size);
void irqentry_nmi_enter(void);
void take_typedef(struct pt_regs *regs, state_t state);
void look(const long *p);

/* A call by a table is no jump by one. */
void (*handlers[8])(long);

noinstr void call_by_table(int way, int i)
{
	long x = way;

	if (way) {
		call_instr_ref(&x);
		asm volatile("nop");
	} else {
		asm volatile("nop; nop");
		handlers[i](way);		/* indirect */
	}
	look(&x);				/* by-reference */
	asm volatile("nop");
}

#define OTHER_WAY(n)						\
	case n:							\
		asm volatile(".rept " #n "; nop; .endr");	\
		break
#define OTHER_WAYS() \
	OTHER_WAY(2); OTHER_WAY(3); OTHER_WAY(4); OTHER_WAY(5); OTHER_WAY(6)

/* A table leads to where other jumps lead as well. */
noinstr void table_and_jump(int a, int way, state_t state)
{
	long x = a;

	if (a == 77) {
		call_instr_ref(&x);
		goto one;
	}
	if (a == 78) {
		irqentry_nmi_enter();		/* uninstrumented */
		goto two;
	}
	switch (way) {
	case 0:
one:
		look(&x);			/* by-reference */
		asm volatile("nop");
		break;
	case 1:
two:
		take_typedef(0, state);		/* at-risk */
		asm volatile("nop");
		break;
	OTHER_WAYS();
	}
	asm volatile("nop");
}

/* Assembly makes a struct by push. */
struct pushed {
	long a, b;
};
long pushed_sink;

noinline void look_at_pushed(const struct pushed *p)
{
	pushed_sink += p->a + p->b;
}

__attribute__((naked)) noinstr void pushed(void)
{
	asm volatile("push %rax; push %rcx; mov %rsp, %rdi; call look_at_pushed; add $16, %rsp; ret"); /* by-reference */
}

/* memcpy() is no instrumented callee. */
noinstr void copied_by_call(const struct pushed *from, long n)
{
	struct pushed it;

	__builtin_memcpy(&it, from, n);		/* uninstrumented */
	look_at_pushed(&it);			/* by-reference */
	asm volatile("nop");
}
