/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * KMSAN passes the shadow of by-value arguments in an array, param_tls. A noinstr caller stores
 * none, so an instrumented callee reads what an earlier call has left, and KMSAN reports what is
 * initialised. call_instr() unpoisons the callee's slots of param_tls before it makes the call:
 *
 *	DEFINE_CALL_INSTR_TYPE(irqentry_state_t);
 *	call_instr(irqentry_exit_to_kernel_mode_preempt,
 *		   struct pt_regs *, regs, irqentry_state_t, state);
 */
#ifndef _LINUX_CALL_INSTR_H
#define _LINUX_CALL_INSTR_H

#ifdef __KERNEL__
#include <linux/kmsan-checks.h>
#include <linux/types.h>
#else
#include <linux/call_instr_user.h>
#endif

/**
 * call_instr() - call an instrumented function from an uninstrumented one
 * @...: the callee, or a pointer to it; then type and argument of each of its 0 to 12 parameters
 *
 * Evaluates the callee and each argument once. Then, with CONFIG_KMSAN, unpoisons the start of
 * param_tls: a slot for the address of a struct, if it returns one, and each argument's size,
 * rounded up to slots of 8 bytes. Then makes the call. Without KMSAN it is the plain call. With
 * KMSAN a compound literal in an argument ends with the call, an array in a returned struct before,
 * and __must_check has no effect. A callee that is inlined is not instrumented: convert its calls.
 *
 * A type has to be known: by a row below, by DEFINE_CALL_INSTR_TYPE(), _STRUCT() or _UNION(),
 * or as a pointer, as typeof() of anything but an array, or behind const or volatile. Else the
 * error is "incomplete type struct DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t". Others are "an
 * odd number of types and arguments", "more than 12 arguments" (of 13 and 14), and "write the
 * callee's own types. It cannot be variadic.", also where it has no prototype.
 * Context: any; in noinstr code between instrumentation_begin() and instrumentation_end().
 * Return: the value of the call, of its type.
 */
#define call_instr(...)		__ci_make(__ci_count(__VA_ARGS__), __COUNTER__, __VA_ARGS__)

/**
 * call_instr_ref() - the address of an initialised object of an uninstrumented caller
 * @...: a pointer to the object, of a complete type, or an array, which is all of it
 *
 * An argument of call_instr(), or of any call: ``call_instr_ref(&dr6)``. What is passed by
 * reference has its shadow in memory, and an uninstrumented function stores none. With CONFIG_KMSAN
 * this unpoisons the object, so a part of it that is unset is not reported either.
 * Return: the pointer, of its type. It may be null, and is evaluated once, unless to a VLA.
 */
#define call_instr_ref(...) __ci_ref(__ci_write_call_instr_ref_bytes(__VA_ARGS__), (__VA_ARGS__))

/**
 * call_instr_ref_bytes() - as call_instr_ref(), for void * or a buffer
 * @p: a pointer to it
 * @n: how many bytes are unpoisoned; not evaluated without KMSAN
 */
#define call_instr_ref_bytes(p, n)	__ci_ref(n, (p))

/**
 * DEFINE_CALL_INSTR_TYPE() - let call_instr() pass a typedef by value
 * @name: its name, of a complete type that is no array; at file scope, once a translation unit
 */
#define DEFINE_CALL_INSTR_TYPE(name)	__ci_define(TYPE, __ci_nil(), name)

/**
 * DEFINE_CALL_INSTR_STRUCT() - let call_instr() pass what is spelled struct @name
 * @name: the struct's tag; as for DEFINE_CALL_INSTR_TYPE()
 */
#define DEFINE_CALL_INSTR_STRUCT(name)	__ci_define(STRUCT, struct, name)

/**
 * DEFINE_CALL_INSTR_UNION() - let call_instr() pass what is spelled union @name
 * @name: the union's tag; as for DEFINE_CALL_INSTR_TYPE()
 */
#define DEFINE_CALL_INSTR_UNION(name)	__ci_define(UNION, union, name)

/* Whether the value of @a is of the type of @b: an array's is a pointer. */
#define __ci_same(a, b)	__builtin_types_compatible_p(__typeof__((void)0, (a)), __typeof__(b))

/* This struct says that a name is known. */
#define __ci_define(kind, type, name)						\
	struct DEFINE_CALL_INSTR_##kind##_is_needed_for_##name {		\
		char __ci_size[sizeof(type name)];				\
		_Static_assert(__ci_same(*(type name *)8, *(type name *)8),	\
			"call_instr(): an array is passed by a pointer; write typeof(&a[0])"); \
	}

/* What the row of the type's first word is, and its rest. Others are structs as above. */
#define __ci_known(t)	__ci_pick(__ci_row_##t, __ci_nil(),			\
	struct DEFINE_CALL_INSTR_TYPE_is_needed_for_##t, __ci_nil())
#define __ci_pick(...)			__ci_pick_(__VA_ARGS__)
#define __ci_pick_(row, type, tag, ...)	type##tag
#define __ci_is(...)			__ci_comma()__VA_ARGS__
#define __ci_row_struct		__ci_is(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_)__ci_comma()
#define __ci_row_union		__ci_is(struct DEFINE_CALL_INSTR_UNION_is_needed_for_)__ci_comma()
#define __ci_row_typeof	__ci_is(__typeof__)
#define __ci_row_const		__ci_is(const)
#define __ci_row_volatile	__ci_is(__volatile__)
#define __ci_row_void		__ci_is(void)
#define __ci_row_bool		__ci_is(bool)
#define __ci_row_char		__ci_is(char)
#define __ci_row_short		__ci_is(short)
#define __ci_row_int		__ci_is(int)
#define __ci_row_long		__ci_is(long)
#define __ci_row_signed	__ci_is(__signed__)
#define __ci_row_unsigned	__ci_is(unsigned)
#define __ci_row___int128	__ci_is(__int128)
#define __ci_row_enum		__ci_is(enum)
#define __ci_row_size_t	__ci_is(size_t)
#ifdef __KERNEL__
#define __ci_row_u8		__ci_is(u8)
#define __ci_row_u16		__ci_is(u16)
#define __ci_row_u32		__ci_is(u32)
#define __ci_row_u64		__ci_is(u64)
#define __ci_row_s8		__ci_is(s8)
#define __ci_row_s16		__ci_is(s16)
#define __ci_row_s32		__ci_is(s32)
#define __ci_row_s64		__ci_is(s64)
#define __ci_row_ssize_t	__ci_is(ssize_t)
#define __ci_row_loff_t	__ci_is(loff_t)
#define __ci_row_pid_t		__ci_is(pid_t)
#define __ci_row_gfp_t		__ci_is(gfp_t)
#endif

/* As __MAP(), _m(type, arg, n) for each pair, _s() between two. @n is x1, x11, x111, ... */
#define __ci_0(s, ...) _##s##_none()
#define __ci_1(s, m, n, t, a) _##m(t, a, n)
#define __ci_2(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_1(s, m, n##1, __VA_ARGS__)
#define __ci_3(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_2(s, m, n##1, __VA_ARGS__)
#define __ci_4(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_3(s, m, n##1, __VA_ARGS__)
#define __ci_5(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_4(s, m, n##1, __VA_ARGS__)
#define __ci_6(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_5(s, m, n##1, __VA_ARGS__)
#define __ci_7(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_6(s, m, n##1, __VA_ARGS__)
#define __ci_8(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_7(s, m, n##1, __VA_ARGS__)
#define __ci_9(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_8(s, m, n##1, __VA_ARGS__)
#define __ci_10(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_9(s, m, n##1, __VA_ARGS__)
#define __ci_11(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_10(s, m, n##1, __VA_ARGS__)
#define __ci_12(s, m, n, t, a, ...) _##m(t, a, n)_##s()__ci_11(s, m, n##1, __VA_ARGS__)
#define __ci_nil()
#define __ci_nil_none()
#define __ci_comma()			__ci_nil(),
#define __ci_comma_none()
#define __ci_void()			__ci_comma()
#define __ci_void_none()		void

/* How many pairs follow the callee, 13 for 13 and 14: what stands behind 30 of these. */
#define __ci_count(...)								\
	__ci_first(__ci_skip(__ci_skip(__ci_skip(__ci_skip(__ci_skip(__VA_ARGS__, \
		13, 13, 13, 13, 13, 12, odd, 11, odd, 10, odd, 9, odd, 8, odd, 7, odd, 6, odd, \
		5, odd, 4, odd, 3, odd, 2, odd, 1, odd, 0, end))))))
#define __ci_first(...)			__ci_first_(__VA_ARGS__)
#define __ci_first_(c, ...)		c
#define __ci_skip(...)			__ci_skip_6(__VA_ARGS__)
#define __ci_skip_6(_1, _2, _3, _4, _5, _6, ...)	__VA_ARGS__

#define __ci_make(...)			__ci_make_(__VA_ARGS__)
#define __ci_make_(c, i, ...)	\
	__ci_pick(__ci_how_##c, __ci_nil(), __ci_call, __ci_nil())(c, i, __VA_ARGS__)
#define __ci_how_odd			__ci_is(__ci_odd)
#define __ci_how_13			__ci_is(__ci_13)
#define __ci_odd(...)	({ _Static_assert(0, "call_instr(): an odd number of types and arguments;" \
	" write call_instr(fn, type1, arg1, type2, arg2)"); })
#define __ci_13(...) ({ _Static_assert(0, "call_instr(): more than 12 arguments; pass a struct"); })

/* @c pairs; @i is __COUNTER__: calls that nest have names of their own. */
#define __ci_instr(c, i, fn, ...)						\
({										\
	__auto_type __fn##i = &*(fn)						\
	__ci_##c(_ci_nil, _ci_variable, i##_1, ##__VA_ARGS__);			\
	typedef __typeof__(__fn##i(__ci_##c(_ci_comma, _ci_name, i##_1, ##__VA_ARGS__))) __r##i; \
	__ci_check(i, __ci_##c(_ci_void, _ci_type, i##_1, ##__VA_ARGS__)); \
	kmsan_unpoison_params(8 * (__ci_hidden(__r##i)				\
				   __ci_##c(_ci_nil, _ci_slot, i##_1, ##__VA_ARGS__)));	\
	__fn##i(__ci_##c(_ci_comma, _ci_name, i##_1, ##__VA_ARGS__));			\
})
/* Some copy a struct that a statement expression returns: the call is behind it. */
#define __ci_off(c, i, fn, ...)							\
	((void)sizeof(({							\
		__auto_type __fn##i = &*(fn);					\
		typedef __typeof__(__fn##i(					\
			__ci_##c(_ci_comma, _ci_unset, i##_1, ##__VA_ARGS__))) __r##i; \
		__ci_check(i, __ci_##c(_ci_void, _ci_type, i##_1, ##__VA_ARGS__)); \
		0;								\
	})), (fn)(__ci_##c(_ci_comma, _ci_plain, i##_1, ##__VA_ARGS__)))
#ifdef CONFIG_KMSAN
#ifdef __KERNEL__
static __always_inline void *__ci_unpoison(long p, size_t n)
{
	kmsan_unpoison_memory((void *)p, n);
	return (void *)p;
}
#endif

#define __ci_call	__ci_instr
#define __ci_ref(n, ...) ((__typeof__((void)0, __VA_ARGS__))__ci_unpoison((long)__VA_ARGS__, n))
#elif !defined(__ci_call)
#define __ci_call	__ci_off
#define __ci_ref(n, ...)	((void)sizeof(n), __VA_ARGS__)
#endif
#define __ci_variable(t, a, n)		; __typeof__(t) __a##n = (a)
#define __ci_name(t, a, n)		__a##n
#define __ci_slot(t, ...)		+ __ci_slots(__ci_known(t))
#define __ci_unset(t, ...)	({ __typeof__(t) __u = __u; (void)__ci_slots(__ci_known(t)); __u; })
#define __ci_type(t, ...)		t
#define __ci_plain(t, a, ...)		(a)

/* int f() is compatible with any prototype of pointers, so with this one, which none has. */
#define __ci_check(i, ...)							\
	_Static_assert(_Generic(__fn##i, __r##i(*)(char(*p)[77]) : 0, default :	\
				_Generic(__fn##i, __r##i(*)(__VA_ARGS__) : 1, default : 0)), \
		"call_instr(): write the callee's own types. It cannot be variadic.")

#ifdef CONFIG_S390
/* ELF ABI s390x Supplement, 1.2.3. The shadow of a copy is not in a slot. */
#define __ci_slots(type) (1 + 0 * sizeof(struct { _Static_assert(sizeof(type) == 8 ||		\
	sizeof(type) == 4 || sizeof(type) == 2 || sizeof(type) == 1,				\
	"call_instr(): s390 passes a copy of this type by a pointer; pass a pointer"); char c; }))
#elif !defined(__ci_slots)
#define __ci_slots(type)	((sizeof(type) + 7) / 8)
#endif
/* A struct (class 12), a union, on s390 what is wider: its hidden address comes first. */
#ifdef __CHECKER__
#define __ci_hidden(...)	1
#elif defined(CONFIG_S390)
#define __ci_hidden(t)	(sizeof(t) > 8 || __builtin_classify_type(((t(*)(void))8)()) > 11)
#elif !defined(__ci_hidden)
#define __ci_hidden(t)		(__builtin_classify_type(((t(*)(void))8)()) > 11)
#endif

/* The size of *p, of an array p. An incomplete type has an error that says this name. */
#define __ci_write_call_instr_ref_bytes(...)					\
	(sizeof(__typeof__(__builtin_choose_expr(__ci_same((__VA_ARGS__), (__VA_ARGS__)), \
						 *(__VA_ARGS__), (__VA_ARGS__)))) + \
	 0 * sizeof(struct { _Static_assert(!__ci_same((void)0, *(__VA_ARGS__)) && \
					    !__ci_same(*(__VA_ARGS__), &*(__VA_ARGS__)), \
		"call_instr_ref(): this has no size; write call_instr_ref_bytes(p, n)"); char c; }))

#endif /* _LINUX_CALL_INSTR_H */
