/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Calls from code that the compiler does not instrument into code that it does.
 *
 * KMSAN passes the shadow of by-value arguments from caller to callee in an array,
 * param_tls. A noinstr function does not store it, so an instrumented callee reads
 * what an earlier call has left there, and KMSAN reports initialised values as
 * uninitialised. call_instr() unpoisons the callee's slots, and not what an argument points
 * to, before it makes the call:
 *
 *	DEFINE_CALL_INSTR_TYPE(irqentry_state_t);
 *
 *	instrumentation_begin();
 *	call_instr(irqentry_exit_to_kernel_mode_preempt,
 *		   struct pt_regs *, regs, irqentry_state_t, state);
 *	instrumentation_end();
 */
#ifndef _LINUX_CALL_INSTR_H
#define _LINUX_CALL_INSTR_H

#if defined(__cplusplus) || defined(__TINYC__) || !defined(__GNUC__)
#error "call_instr() is for C, compiled by gcc or clang, of whose builtins it is made"
#endif

#include <linux/call_instr/arity.h>
#include <linux/call_instr/shadow.h>
#include <linux/call_instr/types.h>

/**
 * call_instr() - call an instrumented function from an uninstrumented one
 * @...: the callee, a function or a pointer to one; then, for each of its 0 to
 *	 12 parameters, the type that its prototype has there and the argument
 *
 * The callee and each argument are evaluated once. Then, with CONFIG_KMSAN, MSan or
 * -DCALL_INSTR_MSAN, the start of param_tls is unpoisoned: a slot of 8 bytes for the address
 * of a returned struct, the size of each argument rounded up to 8, and 800 bytes at most.
 * Nobody reads past the callee's own slots, so too many do no harm. On s390x and aarch64 the
 * caller's frame, which may hold copies of structs, is unpoisoned too. Then the call is made.
 * Without a sanitizer the code is that of the plain call.
 *
 * With a sanitizer a compound literal or temporary in an argument ends with the call, and
 * __must_check has no effect. A callee that is inlined is not instrumented: convert the
 * calls in it. KMSAN at -O3, and callees that only compute, are not covered.
 *
 * A type is a spelling of an integer, bool, an enum, a pointer, typeof() of anything
 * complete but an array, a typedef of types.h, or one that DEFINE_CALL_INSTR_TYPE(),
 * _STRUCT() or _UNION() made known. Fails to compile with "an odd number of types and
 * arguments", "more than 12 arguments", "DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t", and
 * "write the callee's own types" for other types, no prototype and a variadic callee.
 *
 * Context: any, between instrumentation_begin() and instrumentation_end().
 * Return: the value of the call, of its type.
 */
#define call_instr(...)								\
	__call_instr_make(__call_instr_form(__VA_ARGS__))			\
		(__call_instr_pairs(__VA_ARGS__), __COUNTER__, __VA_ARGS__)
#define __call_instr_make(form)		__call_instr_make_(form)
#define __call_instr_make_(form)	__call_instr_make_##form
#define __call_instr_make_1(...)							\
	({ _Static_assert(0, "call_instr(): an odd number of types and arguments; "	\
			     "write call_instr(fn, type1, arg1, type2, arg2)"); })
#define __call_instr_make_2(...)							\
	({ _Static_assert(0, "call_instr(): more than 12 arguments; pass a pointer to a struct"); })

/* @i is __COUNTER__: names of the call's own, so that calls nest. */
#define __call_instr_make_0(n, i, fn, ...) __call_instr_call(n, i, fn, i, ##__VA_ARGS__)
#ifdef __call_instr_param_tls
#define __call_instr_call(n, i, fn, ...)					\
	({									\
		__auto_type __call_instr_fn_##i = &*(fn);			\
		__call_instr_##n(__call_instr_variable, __call_instr_space, __VA_ARGS__) \
		enum { __call_instr_slots_##i = 1				\
		       __call_instr_##n(__call_instr_slots, __call_instr_space, __VA_ARGS__) }; \
		typedef __typeof__(__call_instr_fn_##i(__call_instr_##n(__call_instr_name, \
			__call_instr_comma, __VA_ARGS__))) __call_instr_ret_##i;	\
		__call_instr_assert_types(__call_instr_fn_##i, __call_instr_ret_##i,	\
			__call_instr_##n(__call_instr_type, __call_instr_void, __VA_ARGS__)); \
		__call_instr_unpoison(__call_instr_slots_##i);			\
		__call_instr_hide(__call_instr_fn_##i);				\
		__call_instr_fn_##i(__call_instr_##n(__call_instr_name,	\
			__call_instr_comma, __VA_ARGS__));			\
	})
#else
/* The call is in no statement expression: gcc would copy a struct that it returns. */
#define __call_instr_call(n, i, fn, ...)					\
	((void)sizeof(({							\
		__auto_type __call_instr_fn_##i = &*(fn);			\
		typedef __typeof__(__call_instr_fn_##i(__call_instr_##n(__call_instr_value, \
			__call_instr_comma, __VA_ARGS__))) __call_instr_ret_##i;	\
		__call_instr_assert_types(__call_instr_fn_##i, __call_instr_ret_##i,	\
			__call_instr_##n(__call_instr_type, __call_instr_void, __VA_ARGS__)); \
		0; })),								\
	 (fn)(__call_instr_##n(__call_instr_plain, __call_instr_comma, __VA_ARGS__)))
#endif

/* What is made of argument @n, whose type is @t and whose value is @a. */
#define __call_instr_variable(n, i, t, a)	__typeof__(t) __call_instr_arg##n##_##i = (a);
#define __call_instr_name(n, i, t, a)		__call_instr_pass(__call_instr_arg##n##_##i)
#define __call_instr_slots(n, i, t, a)		+ (sizeof(__call_instr_value(n, i, t, a)) + 7) / 8
#define __call_instr_type(n, i, t, a)		t
#define __call_instr_plain(n, i, t, a)		(a)

/* int f() is compatible with any prototype of pointers, so with this one, which no function has. */
struct __call_instr;
#define __call_instr_assert_types(fn, ret, ...)					\
	_Static_assert(__builtin_types_compatible_p(__typeof__(*fn), ret(__VA_ARGS__)) && \
		       !__builtin_types_compatible_p(__typeof__(*fn), ret(struct __call_instr *)), \
		       "call_instr(): write the callee's own types. It cannot be variadic. "	\
		       "It must have a prototype.")

#endif /* _LINUX_CALL_INSTR_H */
