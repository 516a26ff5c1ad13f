// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/* For tests/suite_audit.py: s390x passes these by a pointer to a copy in the caller's
 * frame; see calls.c. */
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

DEFINE_CALL_INSTR_STRUCT(pair);
DEFINE_CALL_INSTR_TYPE(word_t);

int copies_sink;

noinline void take_pair(int a, struct pair pair)
{
	copies_sink += a + pair.b;
}

noinline void take_odd(struct odd odd)
{
	copies_sink += odd.c[1];
}

noinline void take_long(__int128 number)
{
	copies_sink += number;
}

/* This reads its slot, too. */
noinline void take_both(word_t word, struct pair pair)
{
	copies_sink += word.number + pair.a;
}

noinstr void copies(struct pair *pair, struct odd *odd, word_t word)
{
	take_pair(1, *pair);			/* at-risk */
	call_instr(take_pair, int, 1, struct pair, *pair); /* wrapped */
	take_odd(*odd);				/* at-risk */
	take_long(pair->a);			/* at-risk */
	take_both(word, *pair);			/* at-risk */
	call_instr(take_both, word_t, word, struct pair, *pair); /* wrapped */
	asm volatile("nop");
}

/* The slots are not all of it. */
noinstr void slots_only(struct pair *pair, word_t word)
{
	__call_instr_unpoison(100);
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}

/* Nor is the frame. */
noinstr void frame_only(struct pair *pair, word_t word)
{
	__msan_unpoison_alloca(__call_instr_sp, 160);
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}

/* Nor is what is unpoisoned elsewhere. */
noinstr void elsewhere(struct pair *pair, word_t word)
{
	__call_instr_unpoison(100);
	__msan_unpoison_alloca(pair, sizeof(*pair));
	take_both(word, *pair);			/* at-risk */
	asm volatile("nop");
}
