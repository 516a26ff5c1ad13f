/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): what a fixup is, for each sanitizer.
 *
 * An instrumented function reads the shadow of its arguments from an array of
 * 800 bytes, param_tls, at its entry: LLVM's MemorySanitizer.cpp, getShadow().
 * The slots follow the arguments of the function, each takes the argument's
 * size rounded up to 8, and there is none for an argument that would end
 * behind byte 800. Shadow of 0 means initialised, so the fixup is to clear the
 * slots of the callee. Clearing one too many is harmless, as no one reads
 * behind its own; one too few is a false report.
 *
 * Adding a back end: a __call_instr_param_tls() here; tests/backend.h in the
 * tests says what it must come to.
 */
#ifndef _LINUX_CALL_INSTR_FIXUP_H
#define _LINUX_CALL_INSTR_FIXUP_H

#include <linux/call_instr/types.h>

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

#ifdef CONFIG_KMSAN
/*
 * The kernel: mm/kmsan/instrumentation.c has the function, and param_tls is
 * the first member of the struct: include/linux/kmsan_types.h. Here the switch
 * is the kernel's and not the compiler's, as KMSAN_SANITIZE_file.o := n makes
 * files that are not instrumented and call code that is.
 */
struct kmsan_context_state;
struct kmsan_context_state *__msan_get_context_state(void);
#define __call_instr_param_tls() __msan_get_context_state()
#elif defined(CALL_INSTR_MSAN) || __has_feature(memory_sanitizer)
/* User space: compiler-rt/lib/msan/msan.cpp, and "initial-exec" is its own. */
extern __thread unsigned long long __msan_param_tls[100]
	__attribute__((tls_model("initial-exec")));
#define __call_instr_param_tls() __msan_param_tls
#endif

#ifdef __call_instr_param_tls

#ifndef __x86_64__
#error "call_instr(): how arguments are passed is proven for x86-64 only; build this file without CONFIG_KMSAN, CALL_INSTR_MSAN and MSan."
#endif

/* clang-format off */

/* Slots of 8 bytes: how many there are, and how many an argument takes. */
#define __call_instr_max_slots		100
#define __call_instr_slots(type)	(__call_instr_sizeof(type) + 7) / 8

/*
 * A struct or union that is returned in memory takes a hidden argument before
 * all others, its address (psABI, 3.2.3). That is each of more than 16 bytes,
 * and a smaller one with a member at an address that is no multiple of its
 * alignment, as packed ones have from 3 bytes on; C cannot tell these from
 * others, so they count as if. What is left is void or fits in a register.
 */
#define __call_instr_hidden_slots(type)					\
	__builtin_classify_type(__builtin_choose_expr(			\
		__extension__ sizeof(type) > 2, ((type (*)(void))0)(), 0)) > 11

/* clang-format on */

/*
 * Clears the first @slots of param_tls. The compiler makes straight stores of
 * it, @slots being a constant. The asm emits nothing; it takes the callee away
 * from passes that rewrite the arguments of functions whose every call they
 * see, as -O3 does with a static one's: that would move the slots.
 */
static inline __attribute__((__always_inline__)) void
__call_instr_clear(unsigned int slots, const void *callee)
{
	if (slots)
		__builtin_memset(__call_instr_param_tls(), 0, 8UL * slots);
	asm volatile("" : : "X"(callee));
}

#endif /* __call_instr_param_tls */

#endif /* _LINUX_CALL_INSTR_FIXUP_H */
