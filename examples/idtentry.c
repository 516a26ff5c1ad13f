// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The kernel's DEFINE_IDTENTRY_ERRORCODE() pattern: a macro makes the entry
 * function, which is noinstr, around a body that is instrumented. The call of
 * the body stands in the macro once, so all handlers are cured in one place.
 *
 * Build it with clang -fsanitize=memory -fno-sanitize-memory-param-retval: with
 * -fsanitize-memory-param-retval, clang's default since 16, nobody reads the
 * slots of an integer, and the plain call works by chance.
 *
 *	idtentry plain		both handlers through plain calls: reported
 *	idtentry wrapped	both through call_instr(): silent
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/call_instr.h>

#define instrumentation_begin() \
	do {                    \
	} while (0)
#define instrumentation_end() \
	do {                  \
	} while (0)
#define noinline __attribute__((__noinline__))
#define noinstr	 noinline __attribute__((disable_sanitizer_instrumentation))

struct pt_regs {
	unsigned long ip;
};

/* Each handler is made twice, to have both calls in one program. */
#define DEFINE_IDTENTRY_ERRORCODE(func)                                     \
	static noinline void __##func(struct pt_regs *regs,                 \
				      unsigned long error_code);            \
                                                                            \
	static noinstr void func##_plain(struct pt_regs *regs,              \
					 unsigned long error_code)          \
	{                                                                   \
		instrumentation_begin();                                    \
		__##func(regs, error_code);                                 \
		instrumentation_end();                                      \
	}                                                                   \
                                                                            \
	static noinstr void func(struct pt_regs *regs,                      \
				 unsigned long error_code)                  \
	{                                                                   \
		instrumentation_begin();                                    \
		call_instr(__##func, struct pt_regs *, regs, unsigned long, \
			   error_code);                                     \
		instrumentation_end();                                      \
	}                                                                   \
                                                                            \
	static noinline void __##func(struct pt_regs *regs,                 \
				      unsigned long error_code)

static volatile unsigned long traps;

DEFINE_IDTENTRY_ERRORCODE(exc_invalid_tss)
{
	if (error_code & 1)
		traps += regs->ip;
}

DEFINE_IDTENTRY_ERRORCODE(exc_segment_not_present)
{
	if (error_code & 2)
		traps -= regs->ip;
}

/* Leaves stale shadow: passes what nobody set and nobody reads. */
struct frame {
	long unused[4];
};

noinline void ignore(struct frame frame)
{
	asm volatile("" : : "r"(&frame));
}

noinline void work(struct frame *frame)
{
	ignore(*frame);
}

/* What the hardware does. */
static noinstr void cpu(struct pt_regs *regs, struct frame *frame, int plain)
{
	static volatile unsigned long error_code = 7;

	work(frame);
	if (plain)
		exc_invalid_tss_plain(regs, error_code);
	else
		exc_invalid_tss(regs, error_code);
	work(frame);
	if (plain)
		exc_segment_not_present_plain(regs, error_code);
	else
		exc_segment_not_present(regs, error_code);
}

int main(int argc, char **argv)
{
	const char *way = argc == 2 ? argv[1] : "";
	struct frame *frame = malloc(sizeof(*frame));
	struct pt_regs regs = {.ip = 4096};

	if (strcmp(way, "plain") && strcmp(way, "wrapped")) {
		fprintf(stderr, "usage: %s plain|wrapped\n", argv[0]);
		return 2;
	}
	cpu(&regs, frame, !strcmp(way, "plain"));
	free(frame);
	printf("idtentry: traps balance to %lu\n", traps);
	return 0;
}
