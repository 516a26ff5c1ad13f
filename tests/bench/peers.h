/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The job of call_instr() done with other ways of doing something for each
 * argument: a variable, a slot of a type that is looked up, the type in the
 * prototype, and twice the name. The errors for wrong lists, the hidden slot
 * and the end of param_tls are left out: each does less than call_instr().
 *
 *	boost_call(fn, ((type1, arg1))((type2, arg2)))
 *	eval_call(fn, type1, arg1, type2, arg2)
 */
#ifndef TESTS_BENCH_PEERS_H
#define TESTS_BENCH_PEERS_H

void peer_clear(unsigned long bytes, const void *callee);

/* clang-format off */
/* The size of a type that is known by its first word, as call_instr() has it. */
#define PEER_SIZE(t)		PEER_SIZE_(t)
#define PEER_SIZE_(t)		PEER_PICK(t, PEER_WORD_##t, PEER_NAME, )
#define PEER_PICK(...)		PEER_PICK_(__VA_ARGS__)
#define PEER_PICK_(t, word, is, ...) sizeof(is(t))
#define PEER_WORD_int		, PEER_KEYWORD,
#define PEER_WORD_unsigned	, PEER_KEYWORD,
#define PEER_WORD_long		, PEER_KEYWORD,
#define PEER_KEYWORD(t)		t
#define PEER_NAME(t)		struct peer_knows_##t

#ifdef PEER_BOOST
/* A sequence of pairs; BOOST_PP_SEQ_FOR_EACH_I() takes several times as long. */
#include <boost/preprocessor/punctuation/comma_if.hpp>
#include <boost/preprocessor/repetition/repeat.hpp>
#include <boost/preprocessor/seq/elem.hpp>
#include <boost/preprocessor/seq/size.hpp>
#include <boost/preprocessor/tuple/elem.hpp>

#define boost_call(fn, pairs)						\
	({								\
		__auto_type __fn = &*(fn);				\
		BOOST_MAP(BOOST_VARIABLE, pairs)			\
		typedef __typeof__(__fn(BOOST_MAP(BOOST_NAME, pairs))) __ret; \
		enum { __end = 0 BOOST_MAP(BOOST_SLOTS, pairs) };	\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*__fn), \
			__ret(BOOST_MAP(BOOST_TYPE, pairs))), "wrong types"); \
		peer_clear(8 * __end, __fn);				\
		__fn(BOOST_MAP(BOOST_NAME, pairs));			\
	})
#define BOOST_MAP(m, pairs)	BOOST_PP_REPEAT(BOOST_PP_SEQ_SIZE(pairs), m, pairs)
#define BOOST_T(i, pairs)	BOOST_PP_TUPLE_ELEM(2, 0, BOOST_PP_SEQ_ELEM(i, pairs))
#define BOOST_A(i, pairs)	BOOST_PP_TUPLE_ELEM(2, 1, BOOST_PP_SEQ_ELEM(i, pairs))
#define BOOST_VARIABLE(z, i, pairs)	__typeof__(BOOST_T(i, pairs)) __a##i = (BOOST_A(i, pairs));
#define BOOST_NAME(z, i, pairs)		BOOST_PP_COMMA_IF(i) __a##i
#define BOOST_SLOTS(z, i, pairs)	+ (PEER_SIZE(BOOST_T(i, pairs)) + 7) / 8
#define BOOST_TYPE(z, i, pairs)		BOOST_PP_COMMA_IF(i) BOOST_T(i, pairs)
#endif

/*
 * A map that calls itself, as William Swanson published it. Each scan of EVAL()
 * makes a step; he has 365 of them, and 13 are enough for 12 arguments.
 */
#ifdef PEER_EVAL_365
#define EVAL(...)	EVAL4(EVAL4(EVAL4(__VA_ARGS__)))
#define EVAL4(...)	EVAL3(EVAL3(EVAL3(__VA_ARGS__)))
#define EVAL3(...)	EVAL2(EVAL2(EVAL2(__VA_ARGS__)))
#define EVAL2(...)	EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#else
#define EVAL(...)	EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#endif
#define EVAL1(...)	EVAL0(EVAL0(EVAL0(__VA_ARGS__)))
#define EVAL0(...)	__VA_ARGS__
#define MAP_END(...)
#define MAP_OUT
#define MAP_COMMA	,
#define MAP_GET_END2()	0, MAP_END
#define MAP_GET_END1(...) MAP_GET_END2
#define MAP_GET_END(...) MAP_GET_END1
#define MAP_NEXT0(test, next, ...) next MAP_OUT
#define MAP_NEXT1(test, next) MAP_NEXT0(test, next, 0)
#define MAP_NEXT(test, next) MAP_NEXT1(MAP_GET_END test, next)
#define MAP_LIST_NEXT1(test, next) MAP_NEXT0(test, MAP_COMMA next, 0)
#define MAP_LIST_NEXT(test, next) MAP_LIST_NEXT1(MAP_GET_END test, next)
#define MAP0(m, n, t, a, peek, ...) m(n, t, a) MAP_NEXT(peek, MAP1)(m, n##1, peek, __VA_ARGS__)
#define MAP1(m, n, t, a, peek, ...) m(n, t, a) MAP_NEXT(peek, MAP0)(m, n##1, peek, __VA_ARGS__)
#define MAP_LIST0(m, n, t, a, peek, ...) m(n, t, a) MAP_LIST_NEXT(peek, MAP_LIST1)(m, n##1, peek, __VA_ARGS__)
#define MAP_LIST1(m, n, t, a, peek, ...) m(n, t, a) MAP_LIST_NEXT(peek, MAP_LIST0)(m, n##1, peek, __VA_ARGS__)
/* Variables are numbered in ones: __a1, __a11, ... */
#define MAP(m, ...)	EVAL(MAP1(m, 1, __VA_ARGS__, ()()(), ()()(), ()()(), 0))
#define MAP_LIST(m, ...) EVAL(MAP_LIST1(m, 1, __VA_ARGS__, ()()(), ()()(), ()()(), 0))

#define eval_call(fn, ...)						\
	({								\
		__auto_type __fn = &*(fn);				\
		MAP(EVAL_VARIABLE, __VA_ARGS__)				\
		typedef __typeof__(__fn(MAP_LIST(EVAL_NAME, __VA_ARGS__))) __ret; \
		enum { __end = 0 MAP(EVAL_SLOTS, __VA_ARGS__) };	\
		_Static_assert(__builtin_types_compatible_p(__typeof__(*__fn), \
			__ret(MAP_LIST(EVAL_TYPE, __VA_ARGS__))), "wrong types"); \
		peer_clear(8 * __end, __fn);					\
		__fn(MAP_LIST(EVAL_NAME, __VA_ARGS__));			\
	})
#define EVAL_VARIABLE(n, t, a)	__typeof__(t) __a##n = (a);
#define EVAL_NAME(n, t, a)	__a##n
#define EVAL_SLOTS(n, t, a)	+ (PEER_SIZE(t) + 7) / 8
#define EVAL_TYPE(n, t, a)	t
/* clang-format on */

#endif /* TESTS_BENCH_PEERS_H */
