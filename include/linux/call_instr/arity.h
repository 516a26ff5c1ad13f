/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): how many arguments, and one thing done for each of them.
 *
 * A list "fn, type1, arg1, type2, arg2, ..." is counted the way linux/args.h
 * counts: it is put in front of a list of answers and pushes the right one to
 * the place that __call_instr_nth() returns.
 *
 * Adding an arity: one row of __call_instr_map_N() and one answer in each of
 * the lists below it; tests/test_expansion.c compares what each row makes.
 */
#ifndef _LINUX_CALL_INSTR_ARITY_H
#define _LINUX_CALL_INSTR_ARITY_H

/* clang-format off */

/*
 * __call_instr_map_N(m, s, id, type1, arg1, ...) makes, for each argument,
 * m(id, its number, the number before, type, arg), with s() between two. One
 * row an arity and no row in terms of another: a chain, as __MAP() is one in
 * linux/syscalls.h, copies its tail at each step.
 */
#define __call_instr_map_0(m, s, id) s##_nothing
#define __call_instr_map_1(m, s, id, t1, a1) m(id, 1, 0, t1, a1)
#define __call_instr_map_2(m, s, id, t1, a1, t2, a2) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2)
#define __call_instr_map_3(m, s, id, t1, a1, t2, a2, t3, a3) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3)
#define __call_instr_map_4(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4)
#define __call_instr_map_5(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5)
#define __call_instr_map_6(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6)
#define __call_instr_map_7(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6) s() m(id, 7, 6, t7, a7)
#define __call_instr_map_8(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6) s() m(id, 7, 6, t7, a7) s() m(id, 8, 7, t8, a8)
#define __call_instr_map_9(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6) s() m(id, 7, 6, t7, a7) s() m(id, 8, 7, t8, a8) s() m(id, 9, 8, t9, a9)
#define __call_instr_map_10(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6) s() m(id, 7, 6, t7, a7) s() m(id, 8, 7, t8, a8) s() m(id, 9, 8, t9, a9) s() m(id, 10, 9, t10, a10)
#define __call_instr_map_11(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10, t11, a11) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6) s() m(id, 7, 6, t7, a7) s() m(id, 8, 7, t8, a8) s() m(id, 9, 8, t9, a9) s() m(id, 10, 9, t10, a10) s() m(id, 11, 10, t11, a11)
#define __call_instr_map_12(m, s, id, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10, t11, a11, t12, a12) m(id, 1, 0, t1, a1) s() m(id, 2, 1, t2, a2) s() m(id, 3, 2, t3, a3) s() m(id, 4, 3, t4, a4) s() m(id, 5, 4, t5, a5) s() m(id, 6, 5, t6, a6) s() m(id, 7, 6, t7, a7) s() m(id, 8, 7, t8, a8) s() m(id, 9, 8, t9, a9) s() m(id, 10, 9, t10, a10) s() m(id, 11, 10, t11, a11) s() m(id, 12, 11, t12, a12)

/* Separators for the above, and what they make of no argument. */
#define __call_instr_none()
#define __call_instr_none_nothing
#define __call_instr_comma()		,
#define __call_instr_comma_nothing
#define __call_instr_type_comma()	,
#define __call_instr_type_comma_nothing	void

/* The number of pairs behind fn; the answers to wrong lists are never used. */
#define __call_instr_arity(...)						\
	__call_instr_nth(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0, 0,		\
		12, 0, 11, 0, 10, 0, 9, 0, 8, 0, 7, 0, 6, 0, 5, 0,	\
		4, 0, 3, 0, 2, 0, 1, 0, 0, )

/* What to make of the list: a call, or the sentence for a wrong one. */
#define __call_instr_form(...)						\
	__call_instr_nth(__VA_ARGS__,					\
		_many, _many, _many, _many, _many, _many, _many, _many,	\
		_call, _odd, _call, _odd, _call, _odd, _call, _odd,	\
		_call, _odd, _call, _odd, _call, _odd, _call, _odd,	\
		_call, _odd, _call, _odd, _call, _odd, _call, _odd, _call, )

#define __call_instr_nth(...)	__call_instr_nth_(__VA_ARGS__)
#define __call_instr_nth_(						\
	_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14,	\
	_15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, \
	_28, _29, _30, _31, _32, _33, n, ...) n

#define __call_instr_odd(...)						\
	({ _Static_assert(0, "call_instr(): an odd number of types and arguments; write call_instr(fn, type1, arg1, type2, arg2)"); })
#define __call_instr_many(...)						\
	({ _Static_assert(0, "call_instr(): more than 12 arguments; pass a pointer to a struct instead"); })

/* clang-format on */

#endif /* _LINUX_CALL_INSTR_ARITY_H */
