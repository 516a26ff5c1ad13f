/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What the files that calls.py writes share with calls.c. */
#ifndef TESTS_BENCH_WAYS_H
#define TESTS_BENCH_WAYS_H

struct state {
	unsigned long word[5];
};

/* One row a call, and a row without name behind the last. */
struct call {
	const char *name;
	void (*call)(void);
};
extern const struct call calls[];

/* BSD's, and what wipes all of param_tls without asking how much of it. */
void kmsan_init_arg(unsigned long bytes);
void kmsan_wipe(void);

/* The mail's: they know the argument's address and size, and not its slot. */
void __kmsan_fixup_arg_8(const unsigned long *arg);
void __kmsan_fixup_arg_40(const struct state *arg);

/* compiler-rt's: so many slots of 8 bytes. */
void __msan_unpoison_param(unsigned long slots);

#endif /* TESTS_BENCH_WAYS_H */
