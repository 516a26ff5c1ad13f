/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr() outside of a kernel: what linux/call_instr.h takes from the kernel there, for
 * MSan and for KMSAN's instrumentation, and the types that user space has.
 *
 * -DCALL_INSTR_MSAN is for a file that MSan does not instrument, of a program that it does;
 * a file that MSan instruments needs no flag. -DCONFIG_KMSAN is for clang's
 * -fsanitize=kernel-memory over a runtime of one's own.
 */
#ifndef _LINUX_CALL_INSTR_USER_H
#define _LINUX_CALL_INSTR_USER_H

#if defined(__cplusplus) || defined(__TINYC__) || !defined(__GNUC__)
#error "call_instr() is for C, compiled by gcc or clang; C++ calls a shim in C, as in examples/shim.c"
#endif

#ifdef __s390x__
#define CONFIG_S390
#endif

#include <stddef.h>
#include <stdint.h>

#if defined(CONFIG_KMSAN)
#elif defined(CALL_INSTR_MSAN)
#define __ci_msan
#endif
#if !defined(CONFIG_KMSAN) && defined(__has_feature)
#if __has_feature(memory_sanitizer)
#ifdef CALL_INSTR_MSAN
#error "-DCALL_INSTR_MSAN is for a file that MSan does not instrument; leave out one of the two"
#endif
#define __ci_msan
#endif
#endif

#if defined(CONFIG_KMSAN) || defined(__ci_msan)
#if defined(__x86_64__) && defined(__LP64__)
#elif defined(__s390x__) && defined(CONFIG_KMSAN)
#elif defined(__aarch64__) && defined(__LP64__) && defined(__ci_msan)
#else
#error "call_instr(): nobody has proven this architecture; build without KMSAN and MSan"
#endif
#endif

/* The shadow of arguments: kParamTLSSize, 800, in LLVM's MemorySanitizer.cpp. */
#ifdef CONFIG_KMSAN
struct kmsan_context_state; /* param_tls is its first member, see linux/kmsan_types.h. */
struct kmsan_context_state *__msan_get_context_state(void);
#define __ci_param_tls()	((char *)__msan_get_context_state())
#elif defined(__ci_msan)
/* compiler-rt/lib/msan/msan.cpp, with the same TLS model. */
extern __thread __attribute__((__tls_model__("initial-exec")))
unsigned long long __msan_param_tls[100];
#define __ci_param_tls()	((char *)__msan_param_tls)
#endif

#ifdef __ci_msan
/*
 * Makes the call indirect: -O3 clones static functions, with other slots, and a call of a
 * function that only computes may move past other calls.
 */
#define __ci_callee(fn, i)	\
	({ __auto_type __to##i = (fn); __asm__ volatile("" : "+r"(__to##i)); __to##i; })
#define __ci_call(c, i, fn, ...)	__ci_instr(c, i, __ci_callee(fn, i), ##__VA_ARGS__)
#define __ci_ref(n, ...) ((__typeof__((void)0, __VA_ARGS__))__ci_unpoison((long)__VA_ARGS__, n))
#else
#define __ci_callee(fn, i)		(fn)
#endif

#if defined(__ci_msan) && defined(__aarch64__)
/*
 * AAPCS64, 6.8.2: more than 16 bytes, but for up to four reals, are passed by a pointer to a copy
 * in the caller's frame. All of the frame is unpoisoned then: the size says so, by more slots than
 * param_tls has. clang has the frame address for the CFA.
 */
void __ci_unpoison_frame(void *__address, unsigned long __size) __asm__("__msan_unpoison");
register char *__ci_sp __asm__("sp");
#define __ci_slots(type)	((sizeof(type) + 7) / 8 + 4096 * (sizeof(type) > 16))
#define __ci_copies(size)							\
	((size) < 8 * 4096 ? (void)0 :						\
	 __ci_unpoison_frame(__ci_sp, (char *)__builtin_dwarf_cfa() - __ci_sp))
#else
#define __ci_copies(size)	((void)0)
#endif

#ifdef __ci_param_tls
/* For call_instr_ref(). */
#ifdef __ci_msan
void __msan_unpoison(const volatile void *, size_t);
#define __ci_unpoison_memory	__msan_unpoison
#else
void kmsan_unpoison_memory(const void *, size_t);
#define __ci_unpoison_memory	kmsan_unpoison_memory
#endif
extern inline __attribute__((__gnu_inline__, __always_inline__))
void *__ci_unpoison(long __p, size_t __n)
{
	__ci_unpoison_memory((void *)__p, __n);
	return (void *)__p;
}

/**
 * kmsan_unpoison_params() - mark the arguments of the next call as initialised
 * @__size: bytes from the start of param_tls; those past its end are left alone
 *
 * Stands for the kernel's function of this name. The fence keeps the stores before the
 * call of a function that is known to read its arguments only.
 */
extern inline __attribute__((__gnu_inline__, __always_inline__))
void kmsan_unpoison_params(size_t __size)
{
	__ci_copies(__size);
	__size %= 8 * 4096;
	__builtin_memset(__ci_param_tls(), 0, __size < 800 ? __size : 800);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

/* In an instrumented function call_instr() is of no use. Only optimised code shows it. */
#if defined(__has_builtin) && defined(__OPTIMIZE__)
#if __has_builtin(__builtin_allow_sanitize_check)
void __ci_instrumented_caller(void) __attribute__((__error__(
	"call_instr(): the caller is instrumented; write the plain call, or compile the caller "
	"without -fsanitize or with __attribute__((no_sanitize(\"memory\")))")));
#define kmsan_unpoison_params(size)						\
	(__builtin_allow_sanitize_check("memory") ||				\
	 __builtin_allow_sanitize_check("kernel-memory") ?			\
	 __ci_instrumented_caller() : (kmsan_unpoison_params)(size))
#endif
#endif
#endif

/* gcc has no class of void, whose size it says is 1, as that of the smallest struct. */
#if !defined(__clang__) && !defined(__CHECKER__) && !defined(__s390x__)
#define __ci_hidden(t)								\
	(__builtin_classify_type(						\
		__builtin_choose_expr(sizeof(t) > 1, ((t (*)(void))8)(), 0)) > 11)
#endif

/* Words of C that no kernel has, and user space's typedefs; see linux/call_instr.h. */
#define __ci_row__Bool		__ci_is(_Bool)
#define __ci_row_float		__ci_is(float)
#define __ci_row_double	__ci_is(double)
#define __ci_row__Float16	__ci_is(_Float16)
#define __ci_row__Float32	__ci_is(_Float32)
#define __ci_row__Float64	__ci_is(_Float64)
#define __ci_row__Float128	__ci_is(_Float128)
#define __ci_row__Float32x	__ci_is(_Float32x)
#define __ci_row__Float64x	__ci_is(_Float64x)
#define __ci_row___bf16	__ci_is(__bf16)
#define __ci_row___float80	__ci_is(__float80)
#define __ci_row___float128	__ci_is(__float128)
#define __ci_row__Decimal32	__ci_is(_Decimal32)
#define __ci_row__Decimal64	__ci_is(_Decimal64)
#define __ci_row__Decimal128	__ci_is(_Decimal128)
#ifndef __s390x__ /* It passes complex values by a pointer to a copy. */
#define __ci_row__Complex	__ci_is(_Complex)
#define __ci_row___complex	__ci_is(_Complex)
#define __ci_row___complex__	__ci_is(_Complex)
#endif
#define __ci_row__Atomic	__ci_is(_Atomic)
#define __ci_row___const	__ci_is(const)
#define __ci_row___const__	__ci_is(const)
#define __ci_row___volatile	__ci_is(volatile)
#define __ci_row___volatile__	__ci_is(volatile)
#define __ci_row___signed	__ci_is(signed)
#define __ci_row___signed__	__ci_is(signed)
#define __ci_row___typeof	__ci_is(__typeof__)
#define __ci_row___typeof__	__ci_is(__typeof__)
#define __ci_row_typeof_unqual	__ci_is(typeof_unqual)
#define __ci_row___typeof_unqual __ci_is(__typeof_unqual__)
#define __ci_row___typeof_unqual__ __ci_is(__typeof_unqual__)
#define __ci_row___int128_t	__ci_is(__int128_t)
#define __ci_row___uint128_t	__ci_is(__uint128_t)
#define __ci_row__BitInt	__ci_is(_BitInt)
#define __ci_row_uintptr_t	__ci_is(uintptr_t)
#define __ci_row_intptr_t	__ci_is(intptr_t)
#define __ci_row_ptrdiff_t	__ci_is(ptrdiff_t)
#define __ci_row_wchar_t	__ci_is(wchar_t)
#define __ci_row_uint8_t	__ci_is(uint8_t)
#define __ci_row_uint16_t	__ci_is(uint16_t)
#define __ci_row_uint32_t	__ci_is(uint32_t)
#define __ci_row_uint64_t	__ci_is(uint64_t)
#define __ci_row_uintmax_t	__ci_is(uintmax_t)
#define __ci_row_int8_t	__ci_is(int8_t)
#define __ci_row_int16_t	__ci_is(int16_t)
#define __ci_row_int32_t	__ci_is(int32_t)
#define __ci_row_int64_t	__ci_is(int64_t)
#define __ci_row_intmax_t	__ci_is(intmax_t)

#endif /* _LINUX_CALL_INSTR_USER_H */
