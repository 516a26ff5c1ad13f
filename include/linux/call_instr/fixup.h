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
 * A variadic callee copies a second array, va_arg_tls, and behind its registers
 * as many bytes as va_arg_overflow_size_tls says are on the stack.
 *
 * Adding a back end: the macros that start with __call_instr_param_tls() here,
 * and a line in tests/harness.py.
 */
#ifndef _LINUX_CALL_INSTR_FIXUP_H
#define _LINUX_CALL_INSTR_FIXUP_H

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

/* clang-format off */

#ifdef CONFIG_KMSAN
/*
 * The kernel: mm/kmsan/instrumentation.c has the function, and the struct is in
 * include/linux/kmsan_types.h. Here the switch is the kernel's and not the
 * compiler's, as KMSAN_SANITIZE_file.o := n makes files that are not
 * instrumented and call code that is.
 */
struct kmsan_context_state;
struct kmsan_context_state *__msan_get_context_state(void);
#define __call_instr_param_tls()		__msan_get_context_state()
#define __call_instr_va_arg_tls(param_tls)	((char *)(param_tls) + 1600)
#define __call_instr_va_arg_overflow_size_tls(param_tls)	\
	((unsigned long long *)((char *)(param_tls) + 3200))
#if defined(__KERNEL__) && defined(__has_include)
#if __has_include(<linux/kmsan_types.h>)
#include <linux/kmsan_types.h>
_Static_assert(!__builtin_offsetof(struct kmsan_context_state, param_tls) &&
	       __builtin_offsetof(struct kmsan_context_state, va_arg_tls) == 1600 &&
	       __builtin_offsetof(struct kmsan_context_state, va_arg_overflow_size_tls) == 3200,
	       "call_instr(): struct kmsan_context_state has changed; change the offsets with it");
#endif
#endif
#elif defined(CALL_INSTR_MSAN) || __has_feature(memory_sanitizer)
/* User space: compiler-rt/lib/msan/msan.cpp, and "initial-exec" is its own. */
#define __call_instr_msan_tls extern __thread __attribute__((tls_model("initial-exec")))
__call_instr_msan_tls unsigned long long __msan_param_tls[100];
__call_instr_msan_tls unsigned long long __msan_va_arg_tls[100];
__call_instr_msan_tls unsigned long long __msan_va_arg_overflow_size_tls;
#define __call_instr_param_tls()			__msan_param_tls
#define __call_instr_va_arg_tls(param_tls)		((char *)__msan_va_arg_tls)
#define __call_instr_va_arg_overflow_size_tls(param_tls) (&__msan_va_arg_overflow_size_tls)
#endif

/* clang-format on */

#ifdef __call_instr_param_tls

#include <linux/call_instr/abi.h>

/*
 * Takes the callee away from passes that rewrite the arguments of functions
 * whose every call they see, as -O3 does with a static one's: that would move
 * the slots. Keeps the stores before the call, and emits nothing.
 */
#define __call_instr_keep(callee) asm volatile("" : : "X"(callee) : "memory")

/*
 * Clears the first @end slots of param_tls, doubtful ones included. @end is a
 * constant, of which the compiler makes straight stores.
 */
static inline __attribute__((__always_inline__)) unsigned long
__call_instr_bytes(unsigned int end)
{
	end = end % 8192 + end / 8192;
	return 8UL *
	       (end < __call_instr_max_slots ? end : __call_instr_max_slots);
}

static inline __attribute__((__always_inline__)) void
__call_instr_clear(unsigned int end, const void *callee)
{
	if (end)
		__builtin_memset(__call_instr_param_tls(), 0,
				 __call_instr_bytes(end));
	__call_instr_keep(callee);
}

#ifdef __call_instr_variadic_abi
/*
 * The same for a variadic callee. Its fixed arguments take @general and @vector
 * registers and @unknown of them either or none; of variadic ones there are
 * @integers, pointers among them, and @reals.
 */
static inline __attribute__((__always_inline__)) void
__call_instr_va_clear(unsigned int end, const void *callee,
		      unsigned int general, unsigned int vector,
		      unsigned int unknown, unsigned int integers,
		      unsigned int reals)
{
	const unsigned int generals = __call_instr_general_registers;
	const unsigned int vectors = __call_instr_vector_registers;
	/* The registers that variadic arguments take, and the stack. */
	unsigned int g = general < generals ? general : generals;
	unsigned int g_end = g + integers < generals ? g + integers : generals;
	unsigned int v = vector < vectors ? vector : vectors;
	unsigned int v_end = v + reals < vectors ? v + reals : vectors;
	unsigned int stack = integers - (g_end - g) + reals - (v_end - v);
	void *param_tls = __call_instr_param_tls();
	char *va_arg_tls = __call_instr_va_arg_tls(param_tls);

	/* Then all are in registers, and nobody knows in which. */
	if (unknown) {
		g = 0;
		g_end = generals;
		v = 0;
		v_end = vectors;
		stack = 0;
	}
	__builtin_memset(param_tls, 0, __call_instr_bytes(end));
	__builtin_memset(va_arg_tls + 8 * g, 0, 8UL * (g_end - g));
	__builtin_memset(va_arg_tls + __call_instr_va_vector_offset + 16 * v, 0,
			 16UL * (v_end - v));
	__builtin_memset(va_arg_tls + __call_instr_va_stack_offset, 0,
			 8UL * stack);
	*__call_instr_va_arg_overflow_size_tls(param_tls) = 8UL * stack;
	__call_instr_keep(callee);
}
#endif

#endif /* __call_instr_param_tls */

#endif /* _LINUX_CALL_INSTR_FIXUP_H */
