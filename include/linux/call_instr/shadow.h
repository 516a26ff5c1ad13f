/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): where a sanitizer passes the shadow of arguments.
 *
 * An instrumented function loads the shadow of its arguments from an array of 800
 * bytes, param_tls: getShadow() in LLVM's MemorySanitizer.cpp. The arguments of the
 * LLVM function have a slot each, in order, of their size rounded up to 8; those that
 * would end past byte 800 have none, and count as initialised. A struct that is returned
 * in memory has one before all others, for its address. Shadow of 0 means initialised.
 */
#ifndef _LINUX_CALL_INSTR_SHADOW_H
#define _LINUX_CALL_INSTR_SHADOW_H

#if defined(CONFIG_KMSAN)
/* mm/kmsan/instrumentation.c. The compiler is not asked: this file may be KMSAN_SANITIZE := n. */
#ifdef __KERNEL__
#include <linux/kmsan_types.h>
#define __call_instr_param_tls()	(__msan_get_context_state()->param_tls)
#else
struct kmsan_context_state; /* param_tls is its first member. */
#define __call_instr_param_tls()	((char *)__msan_get_context_state())
#endif
struct kmsan_context_state *__msan_get_context_state(void);
/* Keeps the stores before the call, which stays direct: __always_inline works. */
#define __call_instr_hide(fn)		__atomic_signal_fence(__ATOMIC_SEQ_CST)

#elif defined(CALL_INSTR_MSAN)
#define __call_instr_msan
#elif defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define __call_instr_msan
#endif
#endif

#ifdef __call_instr_msan
/* User space: compiler-rt/lib/msan/msan.cpp, with the same TLS model. */
extern __thread __attribute__((__tls_model__("initial-exec")))
unsigned long long __msan_param_tls[100];
#define __call_instr_param_tls()	((char *)__msan_param_tls)
/*
 * Makes the call indirect: -O3 clones static functions, with other slots, and a call of
 * a function that only computes may move past other calls.
 */
#define __call_instr_hide(fn)		__asm__ volatile("" : "+r"(fn) : : "memory")
#endif

#ifdef __call_instr_param_tls
/* param_tls has 100 slots: kParamTLSSize in MemorySanitizer.cpp. */
#define __call_instr_unpoison(slots) \
	__builtin_memset(__call_instr_param_tls(), 0, 8 * (slots < 100 ? slots : 100))
/* Argument @v as it stands in the call. Some ABIs pass a hidden pointer to a copy of it. */
#if defined(__x86_64__) && defined(__LP64__)
#define __call_instr_pass(v)	v	/* psABI, 3.2.3: in registers or on the stack */
#elif defined(__s390x__) && defined(CONFIG_KMSAN)
/* ELF ABI s390x Supplement, 1.2.3: copies are in the caller's frame. An empty struct has a slot. */
void __msan_unpoison_alloca(void *address, unsigned long size);
register char *__call_instr_sp __asm__("r15");
#define __call_instr_pass(v) (*(__builtin_classify_type(v) > 8 || sizeof(v) > 8 ?	\
	__builtin_memset(__call_instr_param_tls(), 0, sizeof(v) ? 0 : 800),	\
	__msan_unpoison_alloca(__call_instr_sp,					\
			       (char *)__builtin_frame_address(0) - __call_instr_sp), &v : &v))
#elif defined(__aarch64__) && defined(__LP64__) && defined(__call_instr_msan)
/* AAPCS64, 6.8.2: copies are in the caller's frame. clang has the frame address for the CFA. */
void __call_instr_unpoison_frame(void *address, unsigned long size) __asm__("__msan_unpoison");
register char *__call_instr_sp __asm__("sp");
#define __call_instr_pass(v) (*(sizeof(v) > 16 ? __call_instr_unpoison_frame(__call_instr_sp, \
	(char *)__builtin_dwarf_cfa() - __call_instr_sp), &v : &v))
#else
#error "call_instr(): nobody has proven this architecture; build without KMSAN and MSan"
#endif
#endif /* __call_instr_param_tls */
#endif /* _LINUX_CALL_INSTR_SHADOW_H */
