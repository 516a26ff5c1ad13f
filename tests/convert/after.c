// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* For tests/suite_convert.py: before.c is converted, after.c comes of it. */
/* clang-format off */
#ifdef CONFIG_FOO
#include <linux/foo.h>
#endif
#include <linux/bug.h>
#include <linux/call_instr_va.h>
#include <linux/instrumentation.h>
#include <asm/ptrace.h>

static __always_inline void one_line(struct pt_regs *regs)
{
	call_instr(take_regs, struct pt_regs *, regs);
}

noinstr void region(struct pt_regs *regs, unsigned long error_code)
{
	take_regs(regs);
	instrumentation_begin();
	call_instr(take_regs, struct pt_regs *, regs);
	if (call_instr(take_two,
		       struct pt_regs *, regs, unsigned long, error_code))
		return;
	instrumentation_end();
	take_two(regs, error_code);
}

DEFINE_IDTENTRY_ERRORCODE(exc_macro)
{
	call_instr(take_seven, struct pt_regs *, regs, long, 0,
		   const char *, "a, b) \" c", size_t, sizeof(struct pt_regs),
		   int, TRAP_BR, int, SIGSEGV, void *, take_pointer(&regs->ip));
	/* What is not in the audit stays. */
	take_other(regs);
	take_two(regs);
}

/* The compiler has merged these, and tells line 0 of exc_merged(). */
DEFINE_IDTENTRY(exc_merged)
{
	if (user_mode(regs))
		call_instr(take_merged, struct pt_regs *, regs);
	else
		call_instr(take_merged, struct pt_regs *, regs);
}

static void instrumented(struct pt_regs *regs)
{
	take_merged(regs);
}

static void exc_merged(struct pt_regs *regs)
{
	take_merged(regs);
}

/* Not all ways to these lead through a region. */
noinstr void ways(struct pt_regs *regs, bool a)
{
	if (a)
		instrumentation_begin();
	take_regs(regs);
	instrumentation_end();
	while (a) {
		take_regs(regs);
		instrumentation_begin();
		call_instr(take_regs, struct pt_regs *, regs);
		instrumentation_end();
	}
}

/* call_instr( in a comment is no call. */
DEFINE_IDTENTRY(exc_texts)
{
	call_instr(take_string, const char *, "two  blanks",
		   struct pt_regs *, /* and  here */ regs);
	take_string("a",	// first, (of two
		    regs);
#ifdef CONFIG_FOO
	take_two(regs,
#ifdef CONFIG_BAR
		 1
#else
		 2
#endif
		 );
#endif
	call_instr(take_string, const char *, "b", struct pt_regs *, regs);
}

static __always_inline void *ends_up_there(struct pt_regs *regs, state_t state)
{
	if (unlikely(call_instr(take_two, struct pt_regs *, regs,
				unsigned long, /* the code, */ 0)) &&
	    another_long_condition(regs) && yet_another_one(regs))
		return (void __user *)call_instr(take_pointer,
						 unsigned long __user *, NULL);
	call_instr(take_state, state_t, state,
		   struct inner, (struct inner){ .a = 1, .b = 2 });
	call_instr_va(take_format, (const char *, "%d"), 1);
	do {
		WARN_ON_ONCE(!call_instr(take_two, struct pt_regs *, regs,
					 unsigned long, 1));
	} while (call_instr(take_enum,
			    enum kind, KIND_OF_LONG_NAME_OF_AN_ENUMERATOR_FIRST,
			    enum kind, KIND_OF_LONG_NAME_SECOND));
	call_instr(take_state, state_t, state, struct inner,
		   inner);
	take_thirteen(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
	take_several(1);
	return NULL;
}
