/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): how many arguments, and one thing done for each of them.
 *
 * A list "fn, type1, arg1, type2, arg2, ..." is counted the way linux/args.h
 * counts: it is put in front of a list of answers and pushes the right one to
 * the place that __call_instr_nth() returns.
 *
 * Adding an arity: one row of __call_instr_N(), one of __call_instr_map_N() and
 * one answer in each of the lists below; tests/test_expansion.c compares what
 * each row makes.
 */
#ifndef _LINUX_CALL_INSTR_ARITY_H
#define _LINUX_CALL_INSTR_ARITY_H

/* clang-format off */

/*
 * __call_instr_N(id, fn, type1, arg1, ...) makes a call of N arguments of its
 * parts: the types, the arguments, the names of variables for these, the
 * variables, and what there is to say of each parameter. An argument is numbered
 * in hexadecimal, so that all add the same to the expansion. One row an arity
 * and no row in terms of another: a chain, as __MAP() is one in
 * linux/syscalls.h, copies its tail at each step. Nor is anything done for each
 * argument twice, as that is what the preprocessor takes its time for. The
 * first argument is in parentheses, or an empty one would be none.
 */
#define __call_instr_0(id, fn) __call_instr_call(id, 0, fn, (void), (), (), , )
#define __call_instr_1(id, fn, t1, a1) __call_instr_call(id, 1, fn, (t1), ((a1)), (_a1_##id), __call_instr_variable(id, 1, t1, a1), __call_instr_parameter(1, 0, t1))
#define __call_instr_2(id, fn, t1, a1, t2, a2) __call_instr_call(id, 2, fn, (t1, t2), ((a1), a2), (_a1_##id, _a2_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2))
#define __call_instr_3(id, fn, t1, a1, t2, a2, t3, a3) __call_instr_call(id, 3, fn, (t1, t2, t3), ((a1), a2, a3), (_a1_##id, _a2_##id, _a3_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3))
#define __call_instr_4(id, fn, t1, a1, t2, a2, t3, a3, t4, a4) __call_instr_call(id, 4, fn, (t1, t2, t3, t4), ((a1), a2, a3, a4), (_a1_##id, _a2_##id, _a3_##id, _a4_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4))
#define __call_instr_5(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5) __call_instr_call(id, 5, fn, (t1, t2, t3, t4, t5), ((a1), a2, a3, a4, a5), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5))
#define __call_instr_6(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) __call_instr_call(id, 6, fn, (t1, t2, t3, t4, t5, t6), ((a1), a2, a3, a4, a5, a6), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6))
#define __call_instr_7(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7) __call_instr_call(id, 7, fn, (t1, t2, t3, t4, t5, t6, t7), ((a1), a2, a3, a4, a5, a6, a7), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id, _a7_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6) __call_instr_variable(id, 7, t7, a7), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6), __call_instr_parameter(7, 6, t7))
#define __call_instr_8(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8) __call_instr_call(id, 8, fn, (t1, t2, t3, t4, t5, t6, t7, t8), ((a1), a2, a3, a4, a5, a6, a7, a8), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id, _a7_##id, _a8_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6) __call_instr_variable(id, 7, t7, a7) __call_instr_variable(id, 8, t8, a8), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6), __call_instr_parameter(7, 6, t7), __call_instr_parameter(8, 7, t8))
#define __call_instr_9(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9) __call_instr_call(id, 9, fn, (t1, t2, t3, t4, t5, t6, t7, t8, t9), ((a1), a2, a3, a4, a5, a6, a7, a8, a9), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id, _a7_##id, _a8_##id, _a9_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6) __call_instr_variable(id, 7, t7, a7) __call_instr_variable(id, 8, t8, a8) __call_instr_variable(id, 9, t9, a9), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6), __call_instr_parameter(7, 6, t7), __call_instr_parameter(8, 7, t8), __call_instr_parameter(9, 8, t9))
#define __call_instr_10(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10) __call_instr_call(id, a, fn, (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10), ((a1), a2, a3, a4, a5, a6, a7, a8, a9, a10), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id, _a7_##id, _a8_##id, _a9_##id, _aa_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6) __call_instr_variable(id, 7, t7, a7) __call_instr_variable(id, 8, t8, a8) __call_instr_variable(id, 9, t9, a9) __call_instr_variable(id, a, t10, a10), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6), __call_instr_parameter(7, 6, t7), __call_instr_parameter(8, 7, t8), __call_instr_parameter(9, 8, t9), __call_instr_parameter(a, 9, t10))
#define __call_instr_11(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10, t11, a11) __call_instr_call(id, b, fn, (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11), ((a1), a2, a3, a4, a5, a6, a7, a8, a9, a10, a11), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id, _a7_##id, _a8_##id, _a9_##id, _aa_##id, _ab_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6) __call_instr_variable(id, 7, t7, a7) __call_instr_variable(id, 8, t8, a8) __call_instr_variable(id, 9, t9, a9) __call_instr_variable(id, a, t10, a10) __call_instr_variable(id, b, t11, a11), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6), __call_instr_parameter(7, 6, t7), __call_instr_parameter(8, 7, t8), __call_instr_parameter(9, 8, t9), __call_instr_parameter(a, 9, t10), __call_instr_parameter(b, a, t11))
#define __call_instr_12(id, fn, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9, t10, a10, t11, a11, t12, a12) __call_instr_call(id, c, fn, (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12), ((a1), a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12), (_a1_##id, _a2_##id, _a3_##id, _a4_##id, _a5_##id, _a6_##id, _a7_##id, _a8_##id, _a9_##id, _aa_##id, _ab_##id, _ac_##id), __call_instr_variable(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2) __call_instr_variable(id, 3, t3, a3) __call_instr_variable(id, 4, t4, a4) __call_instr_variable(id, 5, t5, a5) __call_instr_variable(id, 6, t6, a6) __call_instr_variable(id, 7, t7, a7) __call_instr_variable(id, 8, t8, a8) __call_instr_variable(id, 9, t9, a9) __call_instr_variable(id, a, t10, a10) __call_instr_variable(id, b, t11, a11) __call_instr_variable(id, c, t12, a12), __call_instr_parameter(1, 0, t1), __call_instr_parameter(2, 1, t2), __call_instr_parameter(3, 2, t3), __call_instr_parameter(4, 3, t4), __call_instr_parameter(5, 4, t5), __call_instr_parameter(6, 5, t6), __call_instr_parameter(7, 6, t7), __call_instr_parameter(8, 7, t8), __call_instr_parameter(9, 8, t9), __call_instr_parameter(a, 9, t10), __call_instr_parameter(b, a, t11), __call_instr_parameter(c, b, t12))

/*
 * For call_instr_va(), which has two lists and more to do with each:
 * __call_instr_map_N(m, s, id, type1, arg1, ...) makes, for each argument,
 * m(id, its number, the number before, type, arg), with s() between two. The
 * numbers are decimal here.
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

/*
 * Of the list behind fn the row that makes a call of it, or the sentence for a
 * wrong one.
 */
#define __call_instr_row(...)						\
	__call_instr_nth(__VA_ARGS__,					\
		__call_instr_many, __call_instr_many, __call_instr_many, __call_instr_many,	\
		__call_instr_many, __call_instr_many, __call_instr_many, __call_instr_many,	\
		__call_instr_12, __call_instr_odd, __call_instr_11, __call_instr_odd,	\
		__call_instr_10, __call_instr_odd, __call_instr_9, __call_instr_odd,	\
		__call_instr_8, __call_instr_odd, __call_instr_7, __call_instr_odd,	\
		__call_instr_6, __call_instr_odd, __call_instr_5, __call_instr_odd,	\
		__call_instr_4, __call_instr_odd, __call_instr_3, __call_instr_odd,	\
		__call_instr_2, __call_instr_odd, __call_instr_1, __call_instr_odd,	\
		__call_instr_0,)

/*
 * For call_instr_va(): the number of pairs behind fn; the answers to wrong lists
 * are never used.
 */
#define __call_instr_arity(...)						\
	__call_instr_nth(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0, 0,		\
		12, 0, 11, 0, 10, 0, 9, 0, 8, 0, 7, 0, 6, 0, 5, 0,	\
		4, 0, 3, 0, 2, 0, 1, 0, 0, )

/* And what to make of the list: a call, or the sentence for a wrong one. */
#define __call_instr_form(...)						\
	__call_instr_nth(__VA_ARGS__,					\
		_many, _many, _many, _many, _many, _many, _many, _many,	\
		_call, _odd, _call, _odd, _call, _odd, _call, _odd,	\
		_call, _odd, _call, _odd, _call, _odd, _call, _odd,	\
		_call, _odd, _call, _odd, _call, _odd, _call, _odd, _call, )

#define __call_instr_nth(						\
	_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14,	\
	_15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, \
	_28, _29, _30, _31, _32, _33, n, ...) n

#define __call_instr_odd(...)						\
	({ _Static_assert(0, "call_instr(): an odd number of types and arguments; write call_instr(fn, type1, arg1, type2, arg2)"); })
#define __call_instr_many(...)						\
	({ _Static_assert(0, "call_instr(): more than 12 arguments; pass a pointer to a struct instead"); })

/* clang-format on */

#endif /* _LINUX_CALL_INSTR_ARITY_H */
