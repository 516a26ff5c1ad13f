// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/* For tests/suite_audit.py: what s390x passes by a pointer to a copy in the caller's
 * frame, and what its instructions do; see calls.c. */
#include <linux/call_instr.h>

#define noinline __attribute__((noinline))
#define noinstr noinline __attribute__((section(".noinstr.text"), \
		       disable_sanitizer_instrumentation))

struct pair {
	long a, b;
};
struct odd {
	char c[3];
};
typedef struct {
	int number;
} word_t;

DEFINE_CALL_INSTR_TYPE(word_t);

int s390x_sink;

/* The frame of the caller, where copies are. */
register char *stack_pointer asm("r15");
void __msan_unpoison_alloca(void *address, unsigned long size);
#define unpoison_frame()					\
	__msan_unpoison_alloca(stack_pointer,			\
		(char *)__builtin_frame_address(0) - stack_pointer)

noinline void take_pair(int a, struct pair pair)
{
	s390x_sink += a + pair.b;
}

noinline void take_odd(struct odd odd)
{
	s390x_sink += odd.c[1];
}

noinline void take_long(__int128 number)
{
	s390x_sink += number;
}

/* This reads its slot, too. */
noinline void take_both(word_t word, struct pair pair)
{
	s390x_sink += word.number + pair.a;
}

noinstr void copies(struct pair *pair, struct odd *odd, word_t word)
{
	take_pair(1, *pair);			/* at-risk */
	kmsan_unpoison_params(800);
	unpoison_frame();
	take_pair(1, *pair);			/* wrapped */
	take_odd(*odd);				/* at-risk */
	take_long(pair->a);			/* at-risk */
	take_both(word, *pair);			/* at-risk */
	kmsan_unpoison_params(800);
	unpoison_frame();
	take_both(word, *pair);			/* wrapped */
	asm volatile("nop");
}

/* The slots are not all of it. */
noinstr void slots_only(struct pair *pair, word_t word)
{
	kmsan_unpoison_params(800);
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}

/* Nor is the frame. */
noinstr void frame_only(struct pair *pair, word_t word)
{
	__msan_unpoison_alloca(stack_pointer, 160);
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}

/* Nor is what is unpoisoned elsewhere. */
noinstr void elsewhere(struct pair *pair, word_t word)
{
	kmsan_unpoison_params(800);
	__msan_unpoison_alloca(pair, sizeof(*pair));
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}

/* Nor is what the stack was before. */
noinstr void moved(struct pair *pair, word_t word)
{
	kmsan_unpoison_params(800);
	asm volatile("lgr %r2, %r15; aghi %r15, -160; brasl %r14, __msan_unpoison_alloca");
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}

/* Instructions that read shadow, or do not; the next argument's is at 8. */
#define CALLEE(name, instructions)					\
	void name(long a, word_t word);					\
	asm(".globl " #name "\n.type " #name ", @function\n"		\
	    #name ": lgr %r7, %r2\n"					\
	    "brasl %r14, __msan_get_context_state\n" instructions	\
	    "\nbrasl %r14, __msan_warning\nbr %r14\n"			\
	    ".size " #name ", . - " #name)

CALLEE(reads_byte, "llc %r0, 8(%r2)");
CALLEE(reads_high_byte, "lbh %r0, 8(%r2)");
CALLEE(reads_half, "llgh %r0, 8(%r2)");
CALLEE(reads_word, "l %r0, 8(%r2)");
CALLEE(reads_high_word, "lfh %r0, 8(%r2)");
CALLEE(reads_long, "lg %r0, 8(%r2)");
CALLEE(reads_in_test, "tm 8(%r2), 1");
CALLEE(reads_in_change, "oi 8(%r2), 1");
CALLEE(reads_condition, "loclh %r0, 8(%r2)");
CALLEE(reads_multiple, "lmg %r4, %r5, 0(%r2)");
CALLEE(reads_around, "lmg %r14, %r1, 784(%r2)");
CALLEE(reads_string, "mvc 160(8,%r15), 8(%r2)");
CALLEE(reads_both, "oc 8(8,%r2), 160(%r15)");
CALLEE(reads_compared, "clc 160(8,%r15), 8(%r2)");
CALLEE(reads_some_length, "exrl %r1, 1f; j 2f; 1: mvc 160(1,%r15), 0(%r2); 2:");
CALLEE(reads_somewhere, "lg %r0, 0(%r1,%r2)");
CALLEE(reads_at_number, "lghi %r1, 8; lg %r0, 0(%r2,%r1)");
CALLEE(reads_at_sum, "la %r1, 792(%r2); aghi %r1, -784; lg %r0, 0(%r1)");
CALLEE(reads_kept, "lgr %r6, %r2; brasl %r14, __msan_warning; lg %r0, 8(%r6)");
CALLEE(reads_spilled, "stg %r2, 160(%r15); mvghi 168(%r15), 1; lg %r1, 160(%r15); lg %r0, 8(%r1)");
CALLEE(reads_after_condition, "ber %r14; lg %r0, 8(%r2)");
CALLEE(reads_in_branch, "cgije %r0, 0, 1f; j 2f; 1: lg %r0, 8(%r2); 2:");
CALLEE(reads_in_loop, "lgr %r1, %r2; 1: lg %r0, 8(%r1); la %r1, 8(%r1); brctg %r3, 1b");
CALLEE(reads_after_count, "brctg %r3, 1f; br %r14; 1: lg %r0, 8(%r2)");
CALLEE(reads_compared_register, "cghi %r2, 0; lg %r0, 8(%r2)");
CALLEE(reads_stored_register, "stg %r2, 0(%r7); lg %r0, 8(%r2)");
CALLEE(reads_origin, "l %r0, 3208(%r2)");
CALLEE(reads_result, "lg %r0, 800(%r2)");
CALLEE(reads_result_at_number, "lghi %r1, 800; lg %r0, 0(%r1,%r2)");
CALLEE(reads_result_at_sum, "aghi %r2, 800; lg %r0, 0(%r2)");
CALLEE(shifts, "sllg %r0, %r1, 8(%r2)");
CALLEE(stores, "stg %r0, 8(%r2)");
CALLEE(stores_string, "mvc 8(8,%r2), 160(%r15)");
CALLEE(stores_zeros, "xc 8(8,%r2), 8(%r2); stg %r0, 0(%r7)");
CALLEE(reads_other, "la %r2, 0(%r3); lg %r0, 8(%r2)");
CALLEE(reads_other_behind, "lmg %r1, %r3, 0(%r7); lg %r0, 8(%r2)");
CALLEE(reads_other_pair, "mlgr %r2, %r4; lg %r0, 8(%r2)");
CALLEE(reads_other_second, "lgr %r3, %r2; mlgr %r2, %r4; lg %r0, 8(%r3)");
CALLEE(reads_other_of_call, "brasl %r14, __msan_warning; lg %r0, 8(%r2)");
CALLEE(reads_other_spilled, "stg %r2, 160(%r15); mvc 164(4,%r15), 0(%r7); lg %r1, 160(%r15); lg %r0, 8(%r1)");
CALLEE(reads_other_around, "stg %r2, 160(%r15); xc 152(16,%r15), 152(%r15); lg %r1, 160(%r15); lg %r0, 8(%r1)");
CALLEE(reads_other_stack, "stg %r2, 160(%r15); aghi %r15, -8; lg %r1, 160(%r15); lg %r0, 8(%r1)");
CALLEE(reads_nothing_behind, "j 1f; lg %r0, 8(%r2); 1:");
CALLEE(returns_before, "br %r14; lg %r0, 8(%r2)");
CALLEE(returns_to_program, "lpswe 0(%r7); lg %r0, 8(%r2)");
CALLEE(returns_by_thunk, "jg __s390_indirect_jump_r14; lg %r0, 8(%r2)");

noinstr void instructions_of_callees(long a, word_t word)
{
	reads_byte(a, word);			/* at-risk */
	reads_high_byte(a, word);	/* at-risk */
	reads_half(a, word);			/* at-risk */
	reads_word(a, word);			/* at-risk */
	reads_high_word(a, word);		/* at-risk */
	reads_long(a, word);			/* at-risk */
	reads_in_test(a, word);			/* at-risk */
	reads_in_change(a, word);		/* at-risk */
	reads_condition(a, word);		/* at-risk */
	reads_multiple(a, word);		/* at-risk */
	reads_around(a, word);			/* at-risk */
	reads_string(a, word);			/* at-risk */
	reads_both(a, word);			/* at-risk */
	reads_compared(a, word);		/* at-risk */
	reads_some_length(a, word);		/* at-risk */
	reads_somewhere(a, word);		/* at-risk */
	reads_at_number(a, word);		/* at-risk */
	reads_at_sum(a, word);			/* at-risk */
	reads_kept(a, word);			/* at-risk */
	reads_spilled(a, word);			/* at-risk */
	reads_after_condition(a, word);		/* at-risk */
	reads_in_branch(a, word);		/* at-risk */
	reads_in_loop(a, word);			/* at-risk */
	reads_after_count(a, word);	/* at-risk */
	reads_compared_register(a, word);	/* at-risk */
	reads_stored_register(a, word);	/* at-risk */
	reads_origin(a, word);			/* guarded */
	reads_result(a, word);			/* guarded */
	reads_result_at_number(a, word);	/* guarded */
	reads_result_at_sum(a, word);		/* guarded */
	shifts(a, word);			/* guarded */
	stores(a, word);			/* guarded */
	stores_string(a, word);			/* guarded */
	stores_zeros(a, word);			/* guarded */
	reads_other(a, word);			/* guarded */
	reads_other_behind(a, word);		/* guarded */
	reads_other_pair(a, word);		/* guarded */
	reads_other_second(a, word);	/* guarded */
	reads_other_of_call(a, word);		/* guarded */
	reads_other_spilled(a, word);		/* guarded */
	reads_other_around(a, word);	/* guarded */
	reads_other_stack(a, word);		/* guarded */
	reads_nothing_behind(a, word);		/* guarded */
	returns_before(a, word);		/* guarded */
	returns_to_program(a, word);	/* guarded */
	returns_by_thunk(a, word);		/* guarded */
	asm volatile("nop");
}

/* Instructions that clear its slot, or do not. */
#define FIXED(callee, instructions)					\
	({ asm volatile("brasl %r14, __msan_get_context_state\n" instructions); \
	   callee(a, word); })
#define FIRST	"mvghi 0(%r2), 0; "

noinstr void instructions_of_callers(long a, word_t word)
{
	FIXED(reads_long, "xc 0(16,%r2), 0(%r2)");			/* wrapped */
	FIXED(reads_long, FIRST "mvghi 8(%r2), 0");			/* wrapped */
	FIXED(reads_long, FIRST "mvghi 8(%r2), 1");			/* at-risk */
	FIXED(reads_long, FIRST "mvhi 8(%r2), 0");			/* at-risk */
	FIXED(reads_word, FIRST "mvhi 8(%r2), 0");			/* wrapped */
	FIXED(reads_high_word, FIRST "mvhi 8(%r2), 0");			/* wrapped */
	FIXED(reads_word, FIRST "mvhhi 8(%r2), 0");			/* at-risk */
	FIXED(reads_half, FIRST "mvhhi 8(%r2), 0");			/* wrapped */
	FIXED(reads_half, FIRST "mvi 8(%r2), 0");			/* at-risk */
	FIXED(reads_byte, FIRST "mvi 8(%r2), 0");			/* wrapped */
	FIXED(reads_byte, FIRST "mvi 9(%r2), 0");			/* at-risk */
	FIXED(reads_in_test, FIRST "mvi 8(%r2), 0");			/* wrapped */
	FIXED(reads_around, "xc 0(16,%r2), 0(%r2)");			/* at-risk */
	FIXED(reads_long, FIRST "lghi %r0, 0; stg %r0, 8(%r2)");	/* wrapped */
	FIXED(reads_long, FIRST "xgr %r0, %r0; stg %r0, 8(%r2)");	/* wrapped */
	FIXED(reads_long, FIRST "lghi %r0, 1; stg %r0, 8(%r2)");	/* at-risk */
	FIXED(reads_long, FIRST "lhi %r0, 0; stg %r0, 8(%r2)");		/* at-risk */
	FIXED(reads_word, FIRST "lhi %r0, 0; st %r0, 8(%r2)");		/* wrapped */
	FIXED(reads_word, FIRST "xr %r0, %r0; lr %r1, %r0; st %r1, 8(%r2)"); /* wrapped */
	FIXED(reads_word, FIRST "lghi %r0, 0; lr %r1, %r0; st %r1, 8(%r2)"); /* wrapped */
	FIXED(reads_word, FIRST "lhi %r0, 0; stfh %r0, 8(%r2)");	/* at-risk */
	FIXED(reads_long, FIRST "lghi %r0, 0; stocge %r0, 8(%r2)");	/* at-risk */
	FIXED(reads_long, FIRST "lghi %r0, 0; lg %r0, 0(%r3); stg %r0, 8(%r2)"); /* at-risk */
	FIXED(reads_long, FIRST "lghi %r0, 0; aghi %r0, 1; stg %r0, 8(%r2)"); /* at-risk */
	FIXED(reads_long, FIRST "lghi %r0, 0; lmg %r15, %r1, 0(%r3); stg %r0, 8(%r2)"); /* at-risk */
	FIXED(reads_long, FIRST "la %r1, 8(%r2); mvghi 0(%r1), 0");	/* wrapped */
	FIXED(reads_long, FIRST "aghik %r1, %r2, 8; mvghi 0(%r1), 0");	/* wrapped */
	FIXED(reads_long, FIRST "lghi %r1, 8; xgr %r0, %r0; stg %r0, 0(%r1,%r2)"); /* wrapped */
	FIXED(reads_long, FIRST "xgr %r0, %r0; stg %r0, 8(%r1,%r2)");	/* at-risk */
	FIXED(reads_long, "xc 0(16,%r2), 0(%r3)");			/* at-risk */
	FIXED(reads_long, "xc 0(16,%r2), 0(%r2); stg %r3, 8(%r2)");	/* at-risk */
	FIXED(reads_long, "xc 0(16,%r2), 0(%r2); oi 15(%r2), 1");	/* at-risk */
	FIXED(reads_long, "xc 0(16,%r2), 0(%r2); nc 8(8,%r2), 0(%r3)");	/* at-risk */
	FIXED(reads_long, "exrl %r1, 1f; j 2f; 1: xc 0(1,%r2), 0(%r2); 2:"); /* at-risk */
	FIXED(reads_long, "lgr %r6, %r2; stg %r3, 160(%r15); xc 0(16,%r6), 0(%r6)"); /* wrapped */
	FIXED(reads_condition, FIRST "mvhi 8(%r2), 0");			/* wrapped */
	FIXED(reads_high_byte, FIRST "mvi 8(%r2), 0");			/* wrapped */
	FIXED(reads_multiple, "xc 0(16,%r2), 0(%r2)");			/* wrapped */
	FIXED(reads_multiple, "xc 0(15,%r2), 0(%r2)");			/* at-risk */
	FIXED(reads_long, FIRST "lghi %r0, 0; lr %r1, %r0; stg %r1, 8(%r2)"); /* at-risk */
	FIXED(reads_long, "xc 0(16,%r2), 0(%r2); clc 8(8,%r2), 0(%r3)"); /* wrapped */
	FIXED(reads_some_length, "xc 0(256,%r2), 0(%r2)");		/* at-risk */
	asm volatile("nop");
}

/* A thunk is who it jumps to. */
asm(".type __s390_indirect_jump_r1, @function\n"
    "__s390_indirect_jump_r1: j .\n"
    ".size __s390_indirect_jump_r1, . - __s390_indirect_jump_r1\n"
    ".type __s390_indirect_jump_r14, @function\n"
    "__s390_indirect_jump_r14: j .\n"
    ".size __s390_indirect_jump_r14, . - __s390_indirect_jump_r14");

noinstr void by_thunk(void)
{
	asm volatile("brasl %r14, __s390_indirect_jump_r1"); /* indirect */
	asm volatile("je 1f; jg __s390_indirect_jump_r14; 1:");
	asm volatile("je 1f; larl %r2, 1f; agf %r2, 0(%r1,%r2); lhi %r3, 0; br %r2; 1:");
	asm volatile("je 1f; larl %r2, 1f; agf %r2, 0(%r2,%r1); br %r2; 1:");
	asm volatile("basr %r13, 0");
	asm volatile("bras %r1, 1f; .quad 0; 1:");
}
