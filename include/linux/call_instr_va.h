/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr() for variadic callees:
 *
 *	call_instr_va(snprintf, (char *, buf, size_t, n, const char *, "IRQ %d"), irq);
 *
 * Beside param_tls, a variadic callee reads the shadow of its variadic arguments from va_arg_tls,
 * and from va_arg_overflow_size_tls how many bytes of them are on the stack: VarArgAMD64Helper
 * and VarArgSystemZHelper in LLVM's MemorySanitizer.cpp. C cannot tell which registers a struct
 * takes, so all of va_arg_tls is unpoisoned, and the size is an upper bound.
 *
 * The callee marks that many bytes as initialised, from where its variadic arguments on the stack
 * start. It is 0 for up to 6 scalars and pointers of at most 8 bytes each, fixed ones and the
 * address of a returned struct included, on s390 for up to 4. Where it is too large, stack past
 * the arguments is marked: the frame of the uninstrumented caller and, if that is small or gone by
 * a tail call, locals of its own caller, whose true reports are lost. That makes no false report;
 * clang 16 and older may have one when more than 624 bytes are on the stack.
 */
#ifndef _LINUX_CALL_INSTR_VA_H
#define _LINUX_CALL_INSTR_VA_H

#include <linux/call_instr.h>

/**
 * call_instr_va() - call an instrumented variadic function from an uninstrumented one
 * @...: the callee; in parentheses the type and the argument of each of its 1 to 12 fixed
 *	 parameters; then 0 to 12 variadic arguments, which have no types to compare
 *
 * As call_instr(), and unpoisons the shadow of variadic arguments too: any that the plain call
 * takes, promoted as in it; one with commas, as a compound literal, in parentheses. Where it
 * unpoisons, the compiler does not compare them with a format, the architecture must be x86-64 or
 * s390, and on s390 structs of other than 1, 2, 4 or 8 bytes, and what is wider, do not compile.
 *
 * Fails to compile with the sentences of call_instr(), and for another callee with "It must be
 * variadic". More than 30 variadic arguments are not counted: where it unpoisons there is an error,
 * but no sentence.
 */
#define call_instr_va(...)							\
	__ci_va_make(__ci_count(__ci_va_fixed(__VA_ARGS__, )),			\
		     __ci_va_count(__VA_ARGS__), __COUNTER__, __VA_ARGS__)
#define __ci_va_fixed(fn, fixed, ...)	fn, __ci_va_bare fixed
/* How many follow them, 13 for 13 to 30. */
#define __ci_va_count(...)							\
	__ci_va_count_(__VA_ARGS__, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, \
		       13, 13, 13, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, end)
#define __ci_va_count_(fn, fixed, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, \
		       _15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, \
		       _29, _30, c, ...)	c
#define __ci_va_bare(...)		__VA_ARGS__
#define __ci_va_make(...)		__ci_va_make_(__VA_ARGS__)
#define __ci_va_make_(c, v, i, ...)						\
	__ci_pick(__ci_va_how_##c, __ci_nil(),					\
		  __ci_pick(__ci_va_how_##v, __ci_nil(), __ci_va_call, __ci_nil()), __ci_nil()) \
		(c, v, i, __VA_ARGS__)
#define __ci_va_how_odd			__ci_is(__ci_va_odd)
#define __ci_va_how_13			__ci_is(__ci_13)
#define __ci_va_odd(...)							\
	({ _Static_assert(0, "call_instr_va(): an odd number of types and arguments; "	\
			     "write call_instr_va(fn, (type1, arg1), arg2)"); })

/* _m(argument, n) for each variadic one, n as in call_instr.h. */
#define __ci_va_0(m, n)
#define __ci_va_1(m, n, a) _##m(a, n)
#define __ci_va_2(m, n, a, ...) _##m(a, n)__ci_va_1(m, n##1, __VA_ARGS__)
#define __ci_va_3(m, n, a, ...) _##m(a, n)__ci_va_2(m, n##1, __VA_ARGS__)
#define __ci_va_4(m, n, a, ...) _##m(a, n)__ci_va_3(m, n##1, __VA_ARGS__)
#define __ci_va_5(m, n, a, ...) _##m(a, n)__ci_va_4(m, n##1, __VA_ARGS__)
#define __ci_va_6(m, n, a, ...) _##m(a, n)__ci_va_5(m, n##1, __VA_ARGS__)
#define __ci_va_7(m, n, a, ...) _##m(a, n)__ci_va_6(m, n##1, __VA_ARGS__)
#define __ci_va_8(m, n, a, ...) _##m(a, n)__ci_va_7(m, n##1, __VA_ARGS__)
#define __ci_va_9(m, n, a, ...) _##m(a, n)__ci_va_8(m, n##1, __VA_ARGS__)
#define __ci_va_10(m, n, a, ...) _##m(a, n)__ci_va_9(m, n##1, __VA_ARGS__)
#define __ci_va_11(m, n, a, ...) _##m(a, n)__ci_va_10(m, n##1, __VA_ARGS__)
#define __ci_va_12(m, n, a, ...) _##m(a, n)__ci_va_11(m, n##1, __VA_ARGS__)

/* @c fixed arguments, which go on in parentheses, and @v variadic ones. */
#define __ci_va_call(c, v, i, fn, fixed, ...)					\
	__ci_va_call_(c, v, i, fn, (i##_1, __ci_va_bare fixed), ##__VA_ARGS__)
#define __ci_va_map(c, s, m, fixed)	__ci_va_map_(c, s, m, __ci_va_bare fixed)
#define __ci_va_map_(c, ...)		__ci_##c(__VA_ARGS__)

#if !defined(CONFIG_KMSAN) && !defined(__ci_msan)
#define __ci_va_call_(c, v, i, fn, fixed, ...)					\
	((void)sizeof(({							\
		__auto_type __callee##i = &*(fn);				\
		__ci_va_check(c, i, fixed)				\
		0;								\
	})), (fn)(__ci_va_map(c, _ci_comma, _ci_plain, fixed), ##__VA_ARGS__))
#elif defined(__x86_64__) || defined(__s390x__)
#define __ci_va_call_(c, v, i, fn, fixed, ...)					\
({										\
	__auto_type __callee##i = __ci_va_callee(fn, i)				\
	__ci_va_map(c, _ci_nil, _ci_variable, fixed)				\
	__ci_va_##v(_ci_va_variable, i##_1, ##__VA_ARGS__);			\
	__ci_va_check(c, i, fixed)					\
	enum {									\
		__fixed##i = __ci_hidden(__r##i) __ci_va_map(c, _ci_nil, _ci_slot, fixed), \
		__all##i = 0 __ci_va_##v(_ci_va_slot, i##_1, ##__VA_ARGS__),	\
		__memory##i = 0 __ci_va_##v(_ci_va_memory, i##_1, ##__VA_ARGS__), \
	};									\
	__builtin_memset(__ci_va_arg_tls(), 0, 800);				\
	__ci_va_overflow_size() = 8 * __ci_va_stack(__fixed##i, __all##i, __memory##i);	\
	kmsan_unpoison_params(8 * __fixed##i);					\
	__ci_va_quiet								\
	__callee##i(__ci_va_map(c, _ci_comma, _ci_name, fixed)			\
		    __ci_va_##v(_ci_va_name, i##_1, ##__VA_ARGS__));		\
	_Pragma("GCC diagnostic pop")						\
})
#else
#define __ci_va_call_(...)							\
	({ _Static_assert(0, "call_instr_va(): the shadow of variadic arguments is "	\
			     "proven for x86-64 and s390x only"); })
#endif

#ifdef __KERNEL__
#define __ci_va_callee(fn, i)		&*(fn)
#else
#define __ci_va_callee(fn, i)		__ci_callee(&*(fn), i)
#endif
/* The comma makes a variable of a bit-field. */
#define __ci_va_variable(a, n)		; __auto_type __v##n = ((void)0, (a))
#define __ci_va_name(a, n)		, __v##n
#define __ci_va_slot(a, n)		+ __ci_va_slots(__v##n)
#define __ci_va_memory(a, n)		+ __ci_va_in_memory(__v##n) * __ci_va_slots(__v##n)

/* The arguments are variables, of which the callee's attributes ask for literals. */
#define __ci_va_quiet								\
	_Pragma("GCC diagnostic push")						\
	_Pragma("GCC diagnostic ignored \"-Wformat\"")				\
	_Pragma("GCC diagnostic ignored \"-Wformat-nonliteral\"")		\
	_Pragma("GCC diagnostic ignored \"-Wformat-security\"")			\
	_Pragma("GCC diagnostic ignored \"-Wnonnull\"")				\
	__ci_va_quiet_sentinel
/* To gcc it is a part of -Wformat. */
#ifdef __clang__
#define __ci_va_quiet_sentinel	_Pragma("GCC diagnostic ignored \"-Wsentinel\"")
#else
#define __ci_va_quiet_sentinel
#endif

/* Nobody makes this call; some callees ask for a null. */
#define __ci_va_check(c, i, fixed)						\
	__ci_va_quiet								\
	typedef __typeof__(__callee##i(						\
		__ci_va_map(c, _ci_comma, _ci_unset, fixed), (void *)0)) __r##i;	\
	_Pragma("GCC diagnostic pop")						\
	_Static_assert(_Generic(__callee##i, default: __ci_va_other,		\
			__r##i (*)(__ci_va_map(c, _ci_void, _ci_type, fixed), ...): 1),	\
		"call_instr_va(): write the callee's own types. It must be variadic.");

/* To sparse the type of a function that does not return, as panic(), is another. */
#ifdef __CHECKER__
#define __ci_va_other	1
#else
#define __ci_va_other	0
#endif

/* A value's slots, and those that it may leave empty on the stack to be aligned. */
#define __ci_va_slots(v)	(__ci_slots(__typeof__(v)) + (__alignof__(v) - 1) / 8)
/* Whether it may be on the stack when there are registers. */
#define __ci_va_in_memory(v)	(sizeof(v) > 8 || __ci_hidden(__typeof__(v)))
/*
 * How many slots are on the stack, at most: what may be in memory, and all for which no register
 * is left. There are 6 for integers and 8 for reals, on s390 5 and 4: as if of one kind, the less.
 */
#ifdef __s390x__
#define __ci_va_registers	4
#else
#define __ci_va_registers	6
#endif
#define __ci_va_spare(fixed)	\
	((fixed) < __ci_va_registers ? __ci_va_registers - (fixed) : 0)
#define __ci_va_stack(fixed, all, memory)	\
	((all) > (memory) + __ci_va_spare(fixed) ? (all) - __ci_va_spare(fixed) : (memory))

#ifdef __KERNEL__
#define __ci_va_arg_tls()	(__msan_get_context_state()->va_arg_tls)
#define __ci_va_overflow_size()	(__msan_get_context_state()->va_arg_overflow_size_tls)
#elif defined(CONFIG_KMSAN)
/* Offsets in struct kmsan_context_state, which only the kernel has. */
#define __ci_va_arg_tls()	((char *)__msan_get_context_state() + 1600)
#define __ci_va_overflow_size()	\
	(*(unsigned long long *)((char *)__msan_get_context_state() + 3200))
#elif defined(__ci_msan)
extern __thread __attribute__((__tls_model__("initial-exec")))
unsigned long long __msan_va_arg_tls[100];
extern __thread __attribute__((__tls_model__("initial-exec")))
unsigned long long __msan_va_arg_overflow_size_tls;
#define __ci_va_arg_tls()	((char *)__msan_va_arg_tls)
#define __ci_va_overflow_size()	__msan_va_arg_overflow_size_tls
#endif

#endif /* _LINUX_CALL_INSTR_VA_H */
