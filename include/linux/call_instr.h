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
 * Memory that an argument points to is not touched: its shadow is true.
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
#define call_instr(...)							\
	__call_instr_paste(__call_instr_, __call_instr_form(__VA_ARGS__)) \
		(__call_instr_arity(__VA_ARGS__), __COUNTER__, __VA_ARGS__)

#define __call_instr_paste(a, b)	__call_instr_paste_(a, b)
#define __call_instr_paste_(a, b)	a##b

#define __call_instr_call(...)		__call_instr_call_(__VA_ARGS__)

/*
 * __aN is argument N and __eN the slot where it ends. __xN is the last such
 * slot that exists: an argument that would end behind it has no shadow, and nor
 * have those that follow. These are enumerators, as they shall be constants and
 * have no code. Variables have a number of the call's own in their names, for
 * calls within calls.
 */
#ifdef __call_instr_param_tls
#define __call_instr_call_(n, id, fn, ...)				\
	({								\
		__auto_type __fn_##id = (fn);				\
		__call_instr_map_##n(__call_instr_arg, __call_instr_none, id, ##__VA_ARGS__) \
		typedef __typeof__(__fn_##id(__call_instr_map_##n(__call_instr_name, __call_instr_comma, id, ##__VA_ARGS__))) __ret; \
		enum {							\
			__e0 = __call_instr_hidden_slots(__ret), __x0 = __e0, \
			__call_instr_map_##n(__call_instr_end, __call_instr_none, id, ##__VA_ARGS__) \
		};							\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*__fn_##id), \
			__ret(__call_instr_map_##n(__call_instr_type, __call_instr_comma, id, ##__VA_ARGS__))), \
			__call_instr_wrong_types);			\
		__call_instr_clear(__x##n, __fn_##id);			\
		__fn_##id(__call_instr_map_##n(__call_instr_name, __call_instr_comma, id, ##__VA_ARGS__)); \
	})
#else
/* No statement expression, as gcc copies a struct that comes out of one. */
#define __call_instr_call_(n, id, fn, ...)				\
	((void)sizeof(struct {						\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*(fn)), \
			__typeof__((fn)(__call_instr_map_##n(__call_instr_lvalue, __call_instr_comma, id, ##__VA_ARGS__))) \
			(__call_instr_map_##n(__call_instr_type, __call_instr_comma, id, ##__VA_ARGS__))) \
			__call_instr_map_##n(__call_instr_known, __call_instr_none, id, ##__VA_ARGS__), \
			__call_instr_wrong_types);			\
	 }), (fn)(__call_instr_map_##n(__call_instr_plain, __call_instr_comma, id, ##__VA_ARGS__)))
#endif

#define __call_instr_wrong_types					\
	"call_instr(): write the callee's own types. It cannot be variadic."

#define __call_instr_arg(id, n, p, t, a)	__typeof__(t) __a##n##_##id = (a);
#define __call_instr_name(id, n, p, t, a)	__a##n##_##id
#define __call_instr_type(id, n, p, t, a)	t
#define __call_instr_end(id, n, p, t, a)				\
	__e##n = __e##p + __call_instr_slots(t),			\
	__x##n = __e##n > __call_instr_max_slots ? __x##p : __e##n,
#define __call_instr_lvalue(id, n, p, t, a)	__call_instr_dummy(t)
#define __call_instr_known(id, n, p, t, a)	&& __call_instr_sizeof(t)
#define __call_instr_plain(id, n, p, t, a)	(a)

/* clang-format on */

#endif /* _LINUX_CALL_INSTR_H */
