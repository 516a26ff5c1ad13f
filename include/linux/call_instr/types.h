/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): which types may be passed by value.
 *
 * The preprocessor cannot look at a type, but it can paste its first word to a prefix.
 * C's own words have a row in the table below. If a word has one, its commas move the
 * default, which is for typedefs, away from the place of @is. A name is known by a second
 * struct, which the DEFINE_ macros make complete. sizeof() asks for it in the place of the
 * name: so it is C that refuses an unknown type, takes a pointer to one, and says what to write.
 */
#ifndef _LINUX_CALL_INSTR_TYPES_H
#define _LINUX_CALL_INSTR_TYPES_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stddef.h>
#include <stdint.h>
#endif

/**
 * DEFINE_CALL_INSTR_TYPE() - let call_instr() pass a typedef by value
 * @name: the typedef's name, one word; its type must be complete, and not an array
 *
 * Goes to file scope, after the typedef, once a translation unit. Declares no data.
 */
#define DEFINE_CALL_INSTR_TYPE(name)	__call_instr_define(TYPE, name, name)

/**
 * DEFINE_CALL_INSTR_STRUCT() - let call_instr() pass what is spelled struct @name
 * @name: the struct's tag; as for DEFINE_CALL_INSTR_TYPE()
 */
#define DEFINE_CALL_INSTR_STRUCT(name)	__call_instr_define(STRUCT, name, struct name)

/**
 * DEFINE_CALL_INSTR_UNION() - let call_instr() pass what is spelled union @name
 * @name: the union's tag; as for DEFINE_CALL_INSTR_TYPE()
 */
#define DEFINE_CALL_INSTR_UNION(name)	__call_instr_define(UNION, name, union name)

#define __call_instr_define(kind, name, type)					\
	struct DEFINE_CALL_INSTR_##kind##_is_needed_for_##name {		\
		char __call_instr_size[sizeof(__call_instr_no_array(type))];	\
	}

/* A value of a known type. Nobody computes it; @n makes no two look like aliases. */
#define __call_instr_value(n, i, t, a)	\
	__call_instr_pick(n, t, __call_instr_word_##t, __call_instr_is_name, t, )
#define __call_instr_pick(...)				__call_instr_pick_(__VA_ARGS__)
#define __call_instr_pick_(n, t, word, is, rest, ...)	is(n, t, rest)

/* The words that start a type, and what each is. */
#define __call_instr_word_const			, __call_instr_is_const,
#define __call_instr_word___const		, __call_instr_is_const,
#define __call_instr_word___const__		, __call_instr_is_const,
#define __call_instr_word_volatile		, __call_instr_is_volatile,
#define __call_instr_word___volatile		, __call_instr_is_volatile,
#define __call_instr_word___volatile__		, __call_instr_is_volatile,
#define __call_instr_word__Bool			, __call_instr_is_scalar,
#define __call_instr_word_bool			, __call_instr_is_scalar,
#define __call_instr_word_char			, __call_instr_is_scalar,
#define __call_instr_word_short			, __call_instr_is_scalar,
#define __call_instr_word_int			, __call_instr_is_scalar,
#define __call_instr_word_long			, __call_instr_is_scalar,
#define __call_instr_word_signed		, __call_instr_is_scalar,
#define __call_instr_word___signed		, __call_instr_is_scalar,
#define __call_instr_word___signed__		, __call_instr_is_scalar,
#define __call_instr_word_unsigned		, __call_instr_is_scalar,
#define __call_instr_word___int128		, __call_instr_is_scalar,
#define __call_instr_word___int128_t		, __call_instr_is_scalar,
#define __call_instr_word___uint128_t		, __call_instr_is_scalar,
#define __call_instr_word__BitInt		, __call_instr_is_scalar,
#define __call_instr_word_enum			, __call_instr_is_scalar,
#define __call_instr_word_void			, __call_instr_is_void,
#define __call_instr_word_typeof		, __call_instr_is_typeof,
#define __call_instr_word___typeof		, __call_instr_is_typeof,
#define __call_instr_word___typeof__		, __call_instr_is_typeof,
#define __call_instr_word_typeof_unqual		, __call_instr_is_typeof,
#define __call_instr_word_struct		, __call_instr_is_struct,
#define __call_instr_word_union			, __call_instr_is_union,
#define __call_instr_word_			, __call_instr_is_missing,
#define __call_instr_word_float			, __call_instr_is_real,
#define __call_instr_word_double		, __call_instr_is_real,
#define __call_instr_word__Complex		, __call_instr_is_real,

/* The values; @rest is the type without its first word. */
#define __call_instr_is_scalar(n, t, rest)	(t)n
#define __call_instr_is_typeof(n, t, rest)	__call_instr_no_array(t)
#define __call_instr_is_name(n, t, rest)	__call_instr_known(n, t, TYPE, rest)
#define __call_instr_is_struct(n, t, rest)	__call_instr_known(n, t, STRUCT, rest)
#define __call_instr_is_union(n, t, rest)	__call_instr_known(n, t, UNION, rest)
#define __call_instr_is_missing(n, t, rest)	\
	*(struct call_instr_needs_a_type_before_each_argument *)0
#define __call_instr_is_void(n, t, rest)	*(__typeof__(t) *)(n +		\
	sizeof(__typeof__(struct call_instr_cannot_pass_void_by_value rest)[1]))
#ifdef __KERNEL__
#define __call_instr_is_real(n, t, rest)	*(__typeof__(t) *)(n +		\
	sizeof(struct call_instr_cannot_pass_floating_point_in_the_kernel rest))
#else
#define __call_instr_is_real(n, t, rest)	(t)n
#endif
#define __call_instr_known(n, t, kind, rest)	\
	*(__typeof__(t) *)(n + sizeof(struct DEFINE_CALL_INSTR_##kind##_is_needed_for_##rest))

/* The comma turns an array into a pointer. */
#define __call_instr_no_array(type) *__builtin_choose_expr(			\
	__builtin_types_compatible_p(type, __typeof__((void)0, *(__typeof__(type) *)0)), \
	(__typeof__(type) *)0, (struct call_instr_cannot_pass_an_array_by_value *)0)

/* Looks up what follows a qualifier. No macro expands within itself: one for each. */
#define __call_instr_is_const(n, t, rest)	__call_instr_const(n, rest)
#define __call_instr_const(n, t)	\
	__call_instr_pick_const(n, t, __call_instr_word_##t, __call_instr_is_name, t, )
#define __call_instr_pick_const(...)			__call_instr_pick_const_(__VA_ARGS__)
#define __call_instr_pick_const_(n, t, word, is, rest, ...)	is(n, t, rest)
#define __call_instr_is_volatile(n, t, rest)	__call_instr_volatile(n, rest)
#define __call_instr_volatile(n, t)	\
	__call_instr_pick_vol(n, t, __call_instr_word_##t, __call_instr_is_name, t, )
#define __call_instr_pick_vol(...)			__call_instr_pick_vol_(__VA_ARGS__)
#define __call_instr_pick_vol_(n, t, word, is, rest, ...)	is(n, t, rest)

/* Typedefs whose home knows nothing of call_instr(). */
DEFINE_CALL_INSTR_TYPE(uint8_t);
DEFINE_CALL_INSTR_TYPE(uint16_t);
DEFINE_CALL_INSTR_TYPE(uint32_t);
DEFINE_CALL_INSTR_TYPE(uint64_t);
DEFINE_CALL_INSTR_TYPE(int8_t);
DEFINE_CALL_INSTR_TYPE(int16_t);
DEFINE_CALL_INSTR_TYPE(int32_t);
DEFINE_CALL_INSTR_TYPE(int64_t);
DEFINE_CALL_INSTR_TYPE(uintptr_t);
DEFINE_CALL_INSTR_TYPE(intptr_t);
DEFINE_CALL_INSTR_TYPE(size_t);
DEFINE_CALL_INSTR_TYPE(ptrdiff_t);
#ifdef __KERNEL__
DEFINE_CALL_INSTR_TYPE(u8);
DEFINE_CALL_INSTR_TYPE(u16);
DEFINE_CALL_INSTR_TYPE(u32);
DEFINE_CALL_INSTR_TYPE(u64);
DEFINE_CALL_INSTR_TYPE(s8);
DEFINE_CALL_INSTR_TYPE(s16);
DEFINE_CALL_INSTR_TYPE(s32);
DEFINE_CALL_INSTR_TYPE(s64);
DEFINE_CALL_INSTR_TYPE(__u8);
DEFINE_CALL_INSTR_TYPE(__u16);
DEFINE_CALL_INSTR_TYPE(__u32);
DEFINE_CALL_INSTR_TYPE(__u64);
DEFINE_CALL_INSTR_TYPE(__s8);
DEFINE_CALL_INSTR_TYPE(__s16);
DEFINE_CALL_INSTR_TYPE(__s32);
DEFINE_CALL_INSTR_TYPE(__s64);
DEFINE_CALL_INSTR_TYPE(__le16);
DEFINE_CALL_INSTR_TYPE(__le32);
DEFINE_CALL_INSTR_TYPE(__le64);
DEFINE_CALL_INSTR_TYPE(__be16);
DEFINE_CALL_INSTR_TYPE(__be32);
DEFINE_CALL_INSTR_TYPE(__be64);
DEFINE_CALL_INSTR_TYPE(ssize_t);
DEFINE_CALL_INSTR_TYPE(loff_t);
DEFINE_CALL_INSTR_TYPE(pid_t);
DEFINE_CALL_INSTR_TYPE(umode_t);
DEFINE_CALL_INSTR_TYPE(gfp_t);
DEFINE_CALL_INSTR_TYPE(dma_addr_t);
DEFINE_CALL_INSTR_TYPE(phys_addr_t);
#else
DEFINE_CALL_INSTR_TYPE(uintmax_t);
DEFINE_CALL_INSTR_TYPE(intmax_t);
DEFINE_CALL_INSTR_TYPE(wchar_t);
#endif

#endif /* _LINUX_CALL_INSTR_TYPES_H */
