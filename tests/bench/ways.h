/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What calls.c does with the calls that calls.py writes, and what a sanitizer's
 * own file, kmsan.c or msan.c, has to bring along for it.
 */
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

/* To be called first. */
void prepare(void);

/* Sets the shadow of all that could be passed: 0 is initialised, 255 not. */
void set_shadow(int byte);

/* Whether the callee reports when it finds the shadow stale. */
int reports(void (*call)(void));

/* BSD's, and what wipes all of param_tls without asking how much of it. */
void kmsan_init_arg(unsigned long bytes);
void kmsan_wipe(void);

/* The mail's: they know the argument's address and size, and not its slot. */
void __kmsan_fixup_arg_8(const unsigned long *arg);
void __kmsan_fixup_arg_40(const struct state *arg);

/* compiler-rt's: so many slots of 8 bytes. */
void __msan_unpoison_param(unsigned long slots);

#endif /* TESTS_BENCH_WAYS_H */
