/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): how many arguments there are, and one thing done for each.
 *
 * A list is counted as in linux/args.h: it pushes the answer to the place that
 * __call_instr_nth() returns. The rows are those of __MAP() in linux/syscalls.h, and
 * tell their number: how many arguments are left, so that the last one is number 1.
 */
#ifndef _LINUX_CALL_INSTR_ARITY_H
#define _LINUX_CALL_INSTR_ARITY_H

/* m(n, i, type, arg) for each of n pairs, with s() between two; s_none where n is 0. */
#define __call_instr_0(m, s, ...) s##_none
#define __call_instr_1(m, s, i, t, a) m(1, i, t, a)
#define __call_instr_2(m, s, i, t, a, ...) m(2, i, t, a) s() __call_instr_1(m, s, i, __VA_ARGS__)
#define __call_instr_3(m, s, i, t, a, ...) m(3, i, t, a) s() __call_instr_2(m, s, i, __VA_ARGS__)
#define __call_instr_4(m, s, i, t, a, ...) m(4, i, t, a) s() __call_instr_3(m, s, i, __VA_ARGS__)
#define __call_instr_5(m, s, i, t, a, ...) m(5, i, t, a) s() __call_instr_4(m, s, i, __VA_ARGS__)
#define __call_instr_6(m, s, i, t, a, ...) m(6, i, t, a) s() __call_instr_5(m, s, i, __VA_ARGS__)
#define __call_instr_7(m, s, i, t, a, ...) m(7, i, t, a) s() __call_instr_6(m, s, i, __VA_ARGS__)
#define __call_instr_8(m, s, i, t, a, ...) m(8, i, t, a) s() __call_instr_7(m, s, i, __VA_ARGS__)
#define __call_instr_9(m, s, i, t, a, ...) m(9, i, t, a) s() __call_instr_8(m, s, i, __VA_ARGS__)
#define __call_instr_10(m, s, i, t, a, ...) m(10, i, t, a) s() __call_instr_9(m, s, i, __VA_ARGS__)
#define __call_instr_11(m, s, i, t, a, ...) m(11, i, t, a) s() __call_instr_10(m, s, i, __VA_ARGS__)
#define __call_instr_12(m, s, i, t, a, ...) m(12, i, t, a) s() __call_instr_11(m, s, i, __VA_ARGS__)
/* What stands between two, and for none. An empty list of types is written void. */
#define __call_instr_space()
#define __call_instr_space_none
#define __call_instr_comma()		,
#define __call_instr_comma_none
#define __call_instr_void()		,
#define __call_instr_void_none		void
/* How many pairs follow the first element, where that makes a call. */
#define __call_instr_pairs(...)							\
	__call_instr_nth(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 11, 0, 10, 0, 9, 0, \
			 8, 0, 7, 0, 6, 0, 5, 0, 4, 0, 3, 0, 2, 0, 1, 0, 0, )
/* 0 where it makes one, 1 for an odd number of types and arguments, 2 for too many. */
#define __call_instr_form(...)							\
	__call_instr_nth(__VA_ARGS__, 2, 2, 2, 2, 2, 2, 2, 2, 0, 1, 0, 1, 0, 1, 0, 1,	\
			 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, )
#define __call_instr_nth(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, \
			 _15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26,	\
			 _27, _28, _29, _30, _31, _32, _33, n, ...) n

#endif /* _LINUX_CALL_INSTR_ARITY_H */
