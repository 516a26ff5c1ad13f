/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Calls from code that the compiler does not instrument into code that it does.
 *
 * KMSAN's instrumentation hands the shadow of by-value arguments from caller to
 * callee in an array, param_tls. A noinstr function does not take part in that,
 * so an instrumented callee reads what an earlier call has left there and KMSAN
 * reports the use of an uninitialised value that is none. call_instr() makes
 * the call, and before it clears the slots of param_tls the callee will read:
 *
 *	DEFINE_CALL_INSTR_TYPE(irqentry_state_t);
 *
 *	noinstr void irqentry_exit(struct pt_regs *regs, irqentry_state_t state)
 *	{
 *		instrumentation_begin();
 *		call_instr(irqentry_exit_to_kernel_mode_preempt,
 *			   struct pt_regs *, regs, irqentry_state_t, state);
 *		instrumentation_end();
 *	}
 *
 * Memory that an argument points to is not touched: its shadow is true. A
 * variadic callee has a macro of its own:
 *
 *	call_instr_va(_printk, (const char *, "IRQ %d\n"), int, irq);
 */
#ifndef _LINUX_CALL_INSTR_H
#define _LINUX_CALL_INSTR_H

#include <linux/call_instr/arity.h>
#include <linux/call_instr/types.h>
#include <linux/call_instr/fixup.h>

/* clang-format off */

/**
 * call_instr() - call an instrumented function from an uninstrumented one
 * @...: the callee, a function or a pointer to one; then, for each of its 0 to
 *	 12 parameters, the type that its prototype has there and the argument
 *
 * Expands to an expression with the value and the type of the plain call. The
 * callee and each argument are evaluated once, in the order written. Then, and
 * before the call, the callee's slots of param_tls are cleared, 8 bytes each:
 * the current KMSAN context's when CONFIG_KMSAN is set; else the thread's, in a
 * file built with MSan or with -DCALL_INSTR_MSAN; else nothing is, and the code
 * is that of the plain call.
 *
 * Types known are integers, pointers, enums, bool, the common typedefs of them,
 * typeof() of one, in user space also float and double, and whatever one of
 * DEFINE_CALL_INSTR_TYPE(), DEFINE_CALL_INSTR_STRUCT() and
 * DEFINE_CALL_INSTR_UNION() has made known.
 *
 * Fails to compile, in every build, with
 *   "incomplete element type struct DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t"
 *	(or STRUCT, or UNION) when a type is not known: write what it says;
 *   "an odd number of types and arguments ..." and "more than 12 arguments ..."
 *	when the list is wrong;
 *   "typeof(x) is no scalar and no pointer ..." for the typeof() of a struct,
 *	which has no name to look up;
 *   "write the callee's own types. It cannot be variadic." when a type is not
 *	that of the callee's prototype, or the callee takes "...".
 *
 * The slots are those of LLVM's MemorySanitizer.cpp; see call_instr/fixup.h.
 */
#define call_instr(...)		__call_instr_counted(__COUNTER__, __VA_ARGS__)
#define __call_instr_counted(id, ...)					\
	__call_instr_row(__VA_ARGS__)(id, __VA_ARGS__)

/**
 * call_instr_va() - call an instrumented variadic function from an
 *		     uninstrumented one
 * @...: the callee; in parentheses the type and the argument of each of its
 *	 fixed parameters; then a type and an argument for each variadic one
 *
 * As call_instr(), and clears the variadic arguments' shadow too: 8 bytes each
 * for integers and pointers, 16 for doubles, and sets the size of what is on
 * the stack. The callee is one for x86-64; on other architectures this fails to
 * compile in a build with a sanitizer.
 *
 * There may be 12 fixed and 12 variadic arguments. A variadic one is an integer
 * as it is after promotion, a pointer or, in user space, a double.
 *
 * Fails to compile with the sentences of call_instr() on types, and with
 *   "write the callee's own types. It must be variadic." when a fixed type is
 *	not that of the prototype, or the prototype has no "...";
 *   "a variadic argument is an int, a long, a pointer or a double ..." when the
 *	type is one that C promotes, a struct, or larger than 8 bytes;
 *   "... nobody knows what is passed on the stack ..." when a struct of up to 16
 *	bytes is passed or returned and the registers could run out;
 *   "an odd number of types and arguments; write call_instr_va(fn, (type1, ...",
 *	also for missing parentheses.
 */
#define call_instr_va(...)						\
	__call_instr_va_form(__call_instr_form(__call_instr_fixed(__VA_ARGS__, )), \
			     __call_instr_form(__call_instr_variadic(__VA_ARGS__))) \
		(__call_instr_arity(__call_instr_fixed(__VA_ARGS__, )),	\
		 __call_instr_arity(__call_instr_variadic(__VA_ARGS__)), __COUNTER__, __VA_ARGS__)

/*
 * _aN is argument N and __eN the slot where it ends. __xN is the last such slot
 * that exists: an argument that would end behind param_tls has no shadow, and
 * nor have those that follow. These are enumerators, as they shall be constants
 * and have no code. The types are compared behind them: one that is typeof() a
 * variable called __e1 is an error there. Variables have a number of the call's
 * own in their names, for calls within calls. It keeps them apart from others
 * too, and so they have one underscore: for each name with two clang looks up
 * whether it is the system's.
 */
#ifdef __call_instr_param_tls
#define __call_instr_call(id, n, fn, types, args, names, variables, ...) \
	({								\
		__auto_type _f##id = &*(fn);				\
		variables						\
		typedef __typeof__(_f##id names) __r;			\
		enum {							\
			__e0 = __call_instr_hidden_slots(__r), __x0 = __e0, \
			__VA_ARGS__					\
		};							\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*_f##id), __r types), \
			       __call_instr_wrong_types);		\
		__call_instr_clear(__x##n, _f##id);			\
		_f##id names;						\
	})
#define __call_instr_variable(id, n, t, a)	__typeof__(t) _a##n##_##id = (a);
#define __call_instr_parameter(n, p, t)					\
	__e##n = __e##p + __call_instr_slots(t),			\
	__x##n = __call_instr_is_past(__e##n, __e##p) ? __x##p : __e##n
#else
/*
 * No statement expression, as gcc copies a struct that comes out of one. An
 * lvalue stands for each argument, at an address that is never used: the size
 * of the type, which is an error when the type is not known.
 */
#define __call_instr_call(id, n, fn, types, args, names, variables, ...) \
	((void)sizeof(struct {						\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*(fn)), __typeof__((fn)(__VA_ARGS__)) types), \
			       __call_instr_wrong_types);		\
	 }), (fn) args)
#define __call_instr_parameter(n, p, t)	*(__typeof__(t) *)__call_instr_sizeof(t)
#endif

#ifndef __call_instr_param_tls
/* Here the arguments stand in typeof() too: a format has to be a literal. */
#define __call_instr_va_call_(n, m, id, fn, fixed, ...)			\
	((void)sizeof(struct {						\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*(fn)), \
			__typeof__((fn)(__call_instr_map(n, __call_instr_plain, __call_instr_comma, id, __call_instr_bare fixed) \
					__call_instr_map(m, __call_instr_va_plain, __call_instr_none, id, ##__VA_ARGS__))) \
			(__call_instr_map(n, __call_instr_type, __call_instr_type_comma, id, __call_instr_bare fixed), ...)) \
			__call_instr_map(n, __call_instr_known, __call_instr_none, id, __call_instr_bare fixed), \
			__call_instr_va_wrong_types);			\
		_Static_assert(1 __call_instr_map(m, __call_instr_va_known, __call_instr_none, id, ##__VA_ARGS__), \
			__call_instr_va_wrong_variadic);		\
	 }), (fn)(__call_instr_map(n, __call_instr_plain, __call_instr_comma, id, __call_instr_bare fixed) \
		  __call_instr_map(m, __call_instr_va_plain, __call_instr_none, id, ##__VA_ARGS__)))
#elif defined(__call_instr_variadic_abi)
#define __call_instr_va_call_(n, m, id, fn, fixed, ...)			\
	({								\
		__auto_type __fn_##id = &*(fn);				\
		__call_instr_map(n, __call_instr_arg, __call_instr_none, id, __call_instr_bare fixed) \
		__call_instr_map(m, __call_instr_va_arg, __call_instr_none, id, ##__VA_ARGS__) \
		typedef __typeof__(__fn_##id(__call_instr_map(n, __call_instr_name, __call_instr_comma, id, __call_instr_bare fixed) \
					     __call_instr_map(m, __call_instr_va_name, __call_instr_none, id, ##__VA_ARGS__))) __ret_##id; \
		enum {							\
			__e0 = __call_instr_hidden_slots(__ret_##id), __x0 = __e0, \
			__g0 = __call_instr_return_takes_general(__ret_##id), __v0 = 0, \
			__u0 = __call_instr_return_takes_unknown(__ret_##id), \
			__call_instr_map(n, __call_instr_va_end, __call_instr_none, id, __call_instr_bare fixed) \
			__i0 = 0, __r0 = 0,				\
			__call_instr_map(m, __call_instr_va_count, __call_instr_none, id, ##__VA_ARGS__) \
		};							\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*__fn_##id), \
			__ret_##id(__call_instr_map(n, __call_instr_type, __call_instr_type_comma, id, __call_instr_bare fixed), ...)), \
			__call_instr_va_wrong_types);			\
		_Static_assert(1 __call_instr_map(m, __call_instr_va_known, __call_instr_none, id, ##__VA_ARGS__), \
			__call_instr_va_wrong_variadic);		\
		_Static_assert(__call_instr_va_is_certain(__g##n, __v##n, __u##n, __i##m, __r##m), \
			"call_instr_va(): nobody knows what is passed on the stack here, as C cannot tell how a struct of up to 16 bytes is passed; pass a pointer to it"); \
		__call_instr_va_clear(__x##n, __fn_##id, __g##n, __v##n, __u##n, __i##m, __r##m); \
		__fn_##id(__call_instr_map(n, __call_instr_name, __call_instr_comma, id, __call_instr_bare fixed) \
			  __call_instr_map(m, __call_instr_va_name, __call_instr_none, id, ##__VA_ARGS__)); \
	})
#else
#define __call_instr_va_call_(...)					\
	({ _Static_assert(0, "call_instr_va(): the shadow of variadic arguments is proven for x86-64 only"); })
#endif

#define __call_instr_va_call(...)	__call_instr_va_call_(__VA_ARGS__)

/* The two lists of call_instr_va(), as call_instr() would have them. */
#define __call_instr_fixed(fn, fixed, ...)	fn, __call_instr_bare fixed
#define __call_instr_variadic(fn, ...)	__VA_ARGS__
#define __call_instr_bare(...)		__VA_ARGS__

/* What to make of them. */
#define __call_instr_va_form(fixed, variadic)	__call_instr_va_form_(fixed, variadic)
#define __call_instr_va_form_(fixed, variadic)	__call_instr##fixed##variadic
#define __call_instr_call_call		__call_instr_va_call
#define __call_instr_call_odd		__call_instr_va_odd
#define __call_instr_call_many		__call_instr_many
#define __call_instr_odd_call		__call_instr_va_odd
#define __call_instr_odd_odd		__call_instr_va_odd
#define __call_instr_odd_many		__call_instr_va_odd
#define __call_instr_many_call		__call_instr_many
#define __call_instr_many_odd		__call_instr_many
#define __call_instr_many_many		__call_instr_many
#define __call_instr_va_odd(...)					\
	({ _Static_assert(0, "call_instr_va(): an odd number of types and arguments; write call_instr_va(fn, (type1, arg1), type2, arg2)"); })

/* The arguments may have to be expanded before the row sees them. */
#define __call_instr_map(n, ...)	__call_instr_map_##n(__VA_ARGS__)

#define __call_instr_va_wrong_types					\
	"call_instr_va(): write the callee's own types. It must be variadic."
#define __call_instr_va_wrong_variadic					\
	"call_instr_va(): a variadic argument is an int, a long, a pointer or a double; write int for what C promotes to it, double for float, and a pointer for a struct"

#define __call_instr_wrong_types					\
	"call_instr(): write the callee's own types. It cannot be variadic."

#define __call_instr_arg(id, n, p, t, a)	__typeof__(t) __a##n##_##id = (a);
#define __call_instr_name(id, n, p, t, a)	__a##n##_##id
#define __call_instr_type(id, n, p, t, a)	t
#define __call_instr_end(id, n, p, t, a)	__call_instr_parameter(n, p, t),
#define __call_instr_known(id, n, p, t, a)	&& __call_instr_sizeof(t) + 1
#define __call_instr_plain(id, n, p, t, a)	(a)

/*
 * Of fixed arguments also the registers they take, general, vector or unknown;
 * of variadic ones, __vN, how many are integers and how many reals.
 */
#define __call_instr_va_end(id, n, p, t, a)				\
	__call_instr_end(id, n, p, t, a)				\
	__g##n = __g##p + __call_instr_takes_general(__a##n##_##id),	\
	__v##n = __v##p + __call_instr_takes_vector(__a##n##_##id),	\
	__u##n = __u##p + __call_instr_takes_unknown(__a##n##_##id),
#define __call_instr_va_count(id, n, p, t, a)				\
	__i##n = __i##p + (__builtin_classify_type(__v##n##_##id) != 8), \
	__r##n = __r##p + (__builtin_classify_type(__v##n##_##id) == 8),
#define __call_instr_va_arg(id, n, p, t, a)	__typeof__(t) __v##n##_##id = (a);
#define __call_instr_va_name(id, n, p, t, a)	, __v##n##_##id
#define __call_instr_va_known(id, n, p, t, a)	&& __call_instr_is_variadic(t) && __call_instr_sizeof(t) + 1
#define __call_instr_va_plain(id, n, p, t, a)	, (a)

/* clang-format on */

#endif /* _LINUX_CALL_INSTR_H */
