/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr() for variadic callees:
 *
 *	call_instr_va(_printk, (const char *, "IRQ %d\n"), int, irq);
 *
 * Beside param_tls, a variadic callee reads the shadow of its variadic arguments from
 * va_arg_tls, and from va_arg_overflow_size_tls how many bytes of them are on the
 * stack: VarArgAMD64Helper in LLVM's MemorySanitizer.cpp. The count of registers starts
 * with the fixed arguments, and C cannot tell which a struct takes. So all of va_arg_tls
 * is unpoisoned, and the size is an upper bound: each slot of param_tls, the one for the
 * address of a returned struct included, may have taken one of the 6 general and one of
 * the 8 vector registers. On s390x, by VarArgSystemZHelper, each fixed argument and that
 * address may have taken one of 5 and one of 4.
 *
 * The callee marks that many bytes as initialised, from where its variadic arguments on
 * the stack start. It is 0 for up to 5 arguments of at most 8 bytes each, fixed ones
 * included, on s390x for up to 3. Otherwise it is too large by 8 bytes for the address, 8
 * for each fixed argument in a register of the other kind and up to 48 for structs. Then
 * stack past the arguments is marked: the frame of the uninstrumented caller and, if that
 * is small or gone by a tail call, locals of its own caller, whose true reports are lost.
 * There is never a false report.
 */
#ifndef _LINUX_CALL_INSTR_VA_H
#define _LINUX_CALL_INSTR_VA_H

#include <linux/call_instr.h>

/**
 * call_instr_va() - call an instrumented variadic function from an uninstrumented one
 * @...: the callee; in parentheses the type and the argument of each of its 1 to 12
 *	 fixed parameters; then a type and an argument for each of 0 to 12 variadic ones
 *
 * As call_instr(), and unpoisons the shadow of variadic arguments too. A variadic type
 * is an integer as it is after promotion, a pointer or, in user space, a double. In a
 * build with a sanitizer the architecture must be x86-64 or s390x.
 *
 * Fails to compile with the sentences of call_instr(), with "It must be variadic" for
 * another callee, and with "a variadic argument is an int, a long, a pointer or a
 * double" for types that C promotes, structs and what has more than 8 bytes.
 */
#define call_instr_va(...)							\
	__call_instr_va_make(__call_instr_form(__call_instr_va_fixed(__VA_ARGS__, )),	\
			     __call_instr_form(__call_instr_va_variadic(__VA_ARGS__))) \
		(__call_instr_pairs(__call_instr_va_fixed(__VA_ARGS__, )),	\
		 __call_instr_pairs(__call_instr_va_variadic(__VA_ARGS__)),	\
		 __COUNTER__, __VA_ARGS__)
#define __call_instr_va_fixed(fn, fixed, ...)	fn, __call_instr_va_bare fixed
#define __call_instr_va_variadic(fn, ...)	__VA_ARGS__
#define __call_instr_va_bare(...)		__VA_ARGS__

/* The forms of the two lists; "odd" goes before "too many". */
#define __call_instr_va_make(fixed, variadic)	__call_instr_va_make_(fixed, variadic)
#define __call_instr_va_make_(fixed, variadic)	__call_instr_va_make_##fixed##variadic
#define __call_instr_va_make_00			__call_instr_va_numbered
#define __call_instr_va_make_01			__call_instr_va_odd
#define __call_instr_va_make_02			__call_instr_make_2
#define __call_instr_va_make_10			__call_instr_va_odd
#define __call_instr_va_make_11			__call_instr_va_odd
#define __call_instr_va_make_12			__call_instr_va_odd
#define __call_instr_va_make_20			__call_instr_make_2
#define __call_instr_va_make_21			__call_instr_va_odd
#define __call_instr_va_make_22			__call_instr_make_2
#define __call_instr_va_odd(...)						\
	({ _Static_assert(0, "call_instr_va(): an odd number of types and arguments; "	\
			     "write call_instr_va(fn, (type1, arg1), type2, arg2)"); })

/* The two lists go on in parentheses, each with a number for its names. */
#define __call_instr_va_numbered(n, m, i, ...)	__call_instr_va_call(n, m, i, __VA_ARGS__)
#define __call_instr_va_call(n, m, i, fn, fixed, ...)				\
	__call_instr_va_call_(n, m, i, fn, (i, __call_instr_va_bare fixed), (va##i, ##__VA_ARGS__))
#define __call_instr_va_map(n, m, s, list)	\
	__call_instr_va_map_(n, m, s, __call_instr_va_bare list)
#define __call_instr_va_map_(n, ...)		__call_instr_##n(__VA_ARGS__)

#ifndef __call_instr_param_tls
#define __call_instr_va_call_(n, m, i, fn, fixed, variadic)			\
	((void)sizeof(({							\
		__call_instr_va_check(n, m, i, fn, fixed, variadic)		\
		0; })),								\
	 (fn)(__call_instr_va_map(n, __call_instr_plain, __call_instr_comma, fixed) \
	      __call_instr_va_map(m, __call_instr_va_plain, __call_instr_space, variadic)))
#elif defined(__x86_64__) || defined(__s390x__)
/* The pointer has not the callee's attributes: a format may be a variable. */
#define __call_instr_va_call_(n, m, i, fn, fixed, variadic)			\
	({									\
		__call_instr_va_map(n, __call_instr_variable, __call_instr_space, fixed) \
		__call_instr_va_map(m, __call_instr_variable, __call_instr_space, variadic) \
		enum { __call_instr_slots_##i = 1				\
		       __call_instr_va_map(n, __call_instr_slots, __call_instr_space, fixed) }; \
		__call_instr_va_check(n, m, i, fn, fixed, variadic)		\
		__call_instr_ret_##i (*__call_instr_fn_##i)(__call_instr_va_map(n, \
			__call_instr_type, __call_instr_void, fixed), ...) =	\
				__call_instr_callee_##i;			\
		__call_instr_unpoison(__call_instr_slots_##i);			\
		__call_instr_va_unpoison(__call_instr_va_taken(__call_instr_slots_##i, n), m, \
			(0 __call_instr_va_map(m, __call_instr_va_real,		\
					       __call_instr_space, variadic))); \
		__call_instr_hide(__call_instr_fn_##i);				\
		__call_instr_fn_##i(						\
		    __call_instr_va_map(n, __call_instr_name, __call_instr_comma, fixed) \
		    __call_instr_va_map(m, __call_instr_va_name, __call_instr_space, variadic)); \
	})
#else
#define __call_instr_va_call_(...)						\
	({ _Static_assert(0, "call_instr_va(): the shadow of variadic arguments is "	\
			     "proven for x86-64 and s390x only"); })
#endif

#define __call_instr_va_name(n, i, t, a)	, __call_instr_arg##n##_##i
#define __call_instr_va_plain(n, i, t, a)	, (a)

/* Nobody makes this call, whose format is no literal; some callees ask for a null. */
#define __call_instr_va_check(n, m, i, fn, fixed, variadic)			\
	__auto_type __call_instr_callee_##i = &*(fn);				\
	_Pragma("GCC diagnostic push")						\
	_Pragma("GCC diagnostic ignored \"-Wformat-nonliteral\"")		\
	typedef __typeof__(__call_instr_callee_##i(__call_instr_va_map(n, __call_instr_value, \
		__call_instr_comma, fixed), (void *)0)) __call_instr_ret_##i;		\
	_Pragma("GCC diagnostic pop")						\
	_Static_assert(__builtin_types_compatible_p(__typeof__(*__call_instr_callee_##i), \
			__call_instr_ret_##i(__call_instr_va_map(n, __call_instr_type, \
				__call_instr_void, fixed), ...)),		\
		"call_instr_va(): write the callee's own types. It must be variadic.");	\
	_Static_assert(1 __call_instr_va_map(m, __call_instr_va_promoted,	\
					     __call_instr_space, variadic),	\
		"call_instr_va(): a variadic argument is an int, a long, a pointer or a double; " \
		"write int for what C promotes to it, double for float, a pointer for a struct");

/* By GCC's typeclass.h integers are 1 to 4, pointers 5 and reals 8. sparse has none. */
#ifdef __CHECKER__
#define __call_instr_va_class(v)	1
#else
/* Some values are at address 0, of which clang 23 warns here too. */
#define __call_instr_va_class(v)	__builtin_classify_type(*(__typeof__(v) *)8)
#endif
#define __call_instr_va_promoted(n, i, t, a)	\
	&& __call_instr_va_is_promoted(__call_instr_value(n, i, t, a))
#define __call_instr_va_is_promoted(v)						\
	((__call_instr_va_class(v) < 6 && sizeof(v) == 4) ||			\
	 ((__call_instr_va_class(v) < 6 || __call_instr_va_class(v) == 8) && sizeof(v) == 8))
#define __call_instr_va_real(n, i, t, a)	\
	+ (__call_instr_va_class(__call_instr_value(n, i, t, a)) == 8)

#if defined(CONFIG_KMSAN) && defined(__KERNEL__)
#define __call_instr_va_arg_tls()	(__msan_get_context_state()->va_arg_tls)
#define __call_instr_va_overflow_size()	(__msan_get_context_state()->va_arg_overflow_size_tls)
#elif defined(CONFIG_KMSAN)
/* Offsets in struct kmsan_context_state, which only the kernel has. */
#define __call_instr_va_arg_tls()	((char *)__msan_get_context_state() + 1600)
#define __call_instr_va_overflow_size()	\
	(*(unsigned long long *)((char *)__msan_get_context_state() + 3200))
#elif defined(__call_instr_param_tls)
extern __thread __attribute__((__tls_model__("initial-exec")))
unsigned long long __msan_va_arg_tls[100];
extern __thread __attribute__((__tls_model__("initial-exec")))
unsigned long long __msan_va_arg_overflow_size_tls;
#define __call_instr_va_arg_tls()	((char *)__msan_va_arg_tls)
#define __call_instr_va_overflow_size()	__msan_va_arg_overflow_size_tls
#endif

/* How many registers of each kind take arguments, and how many of them fixed ones may take. */
#ifdef __s390x__
#define __call_instr_va_general			5
#define __call_instr_va_floating		4
#define __call_instr_va_taken(slots, fixed)	(fixed + 1)
#else
#define __call_instr_va_general			6
#define __call_instr_va_floating		8
#define __call_instr_va_taken(slots, fixed)	slots
#endif

/* @taken: registers that may be; @count: variadic arguments, of which @reals are doubles. */
#define __call_instr_va_unpoison(taken, count, reals)				\
	__builtin_memset(__call_instr_va_arg_tls(), 0, 800);			\
	__call_instr_va_overflow_size() =					\
		8 * (__call_instr_va_stack(taken, count - reals, __call_instr_va_general) + \
		     __call_instr_va_stack(taken, reals, __call_instr_va_floating))
/* How many of @count find no register, when @taken of @registers may be. */
#define __call_instr_va_stack(taken, count, registers)				\
	(taken >= registers ? count : taken + count > registers ? taken + count - registers : 0)

#endif /* _LINUX_CALL_INSTR_VA_H */
