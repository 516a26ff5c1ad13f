// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The kernel's DEFINE_IDTENTRY_ERRORCODE(), in small, after Linux 7.2. The
 * macro makes the entry function, which is noinstr. The body behind it is
 * always inline: it ends up in the entry function, and is not instrumented
 * either. So the boundary is the call in the body, of do_error_trap(). Convert
 * that one, not the call of the body.
 *
 * Build it in this folder with clang -I ../include -fsanitize=memory
 * -fno-sanitize-memory-param-retval: with -fsanitize-memory-param-retval,
 * clang's default since 16, nobody reads the slots of integers and pointers,
 * and the plain call is silent.
 *
 *	idtentry plain		do_error_trap() through a plain call: reported
 *	idtentry wrapped	through call_instr(): silent
 */
#include <signal.h>
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
#ifndef __always_inline
#define __always_inline inline __attribute__((__always_inline__))
#endif

#define X86_TRAP_TS 10
#define X86_TRAP_NP 11

struct pt_regs {
	unsigned long ip;
};

/* The kernel's macro also calls irqentry_enter() and irqentry_exit(). */
#define DEFINE_IDTENTRY_ERRORCODE(func)                                 \
	static __always_inline void __##func(struct pt_regs *regs,      \
					     unsigned long error_code); \
                                                                        \
	static noinstr void func(struct pt_regs *regs,                  \
				 unsigned long error_code)              \
	{                                                               \
		instrumentation_begin();                                \
		__##func(regs, error_code);                             \
		instrumentation_end();                                  \
	}                                                               \
                                                                        \
	static __always_inline void __##func(struct pt_regs *regs,      \
					     unsigned long error_code)

static volatile unsigned long traps;

/* Instrumented. It reads each slot, that of @error_code in a branch. */
static noinline void do_error_trap(struct pt_regs *regs, long error_code,
				   char *str, unsigned long trapnr, int signr,
				   int sicode, void *addr)
{
	unsigned long sum = regs->ip + strlen(str) + trapnr + signr + sicode;

	if (addr)
		return;
	if (error_code & 1)
		traps += sum;
	else
		traps -= sum;
}

/* As the kernel has it. */
DEFINE_IDTENTRY_ERRORCODE(exc_invalid_tss)
{
	do_error_trap(regs, error_code, "invalid TSS", X86_TRAP_TS, SIGSEGV, 0,
		      NULL);
}

/* And the cure. */
DEFINE_IDTENTRY_ERRORCODE(exc_segment_not_present)
{
	call_instr(do_error_trap, struct pt_regs *, regs, long, error_code,
		   char *, "segment not present", unsigned long, X86_TRAP_NP,
		   int, SIGBUS, int, 0, void *, NULL);
}

/* Leaves stale shadow: passes what nobody set and nobody reads. */
struct frame {
	long unused[8];
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
	static volatile unsigned long error_code;

	for (error_code = 0; error_code < 2; error_code++) {
		work(frame);
		if (plain)
			exc_invalid_tss(regs, error_code);
		else
			exc_segment_not_present(regs, error_code);
	}
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
