/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): which types may be passed by value, and how large they are.
 *
 * The preprocessor cannot look at a type, but it can paste the first word of
 * its spelling to a prefix. A keyword has a row in the table below; the row is
 * macro text with commas in it, and these push the default out of the place
 * that __call_instr_pick() returns. Any other word is the name of a typedef.
 *
 * A typedef, struct or union is known by a second struct, its tag, which the
 * DEFINE_CALL_INSTR_ macros make complete and whose name is the cure for the
 * error: "incomplete ... struct DEFINE_CALL_INSTR_TYPE_is_needed_for_foo_t".
 * The tag takes the place of the name wherever it stands in the type. So a
 * type passed by value needs it complete, and a pointer to anything is one to
 * an incomplete struct, of which C knows the size.
 *
 * Adding a type: a row of the table of words, or of the typedefs at the end;
 * tests/test_expansion.c says what each makes.
 */
#ifndef _LINUX_CALL_INSTR_TYPES_H
#define _LINUX_CALL_INSTR_TYPES_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stddef.h>
#include <stdint.h>
#endif

/* sparse does not know it; there all types are integers. */
#ifdef __CHECKER__
#define __builtin_classify_type(value) 1
#endif

/* clang-format off */

/**
 * DEFINE_CALL_INSTR_TYPE() - let call_instr() pass a typedef by value
 * @name: the typedef's name, one word; its type must be complete
 *
 * Goes to file scope, behind the typedef, once. Expands to the definition of a
 * struct of which there is never an object. A @name that is no type, or an
 * incomplete one, fails to compile in the compiler's own words; an array does
 * with "... is an array, which C does not pass by value".
 */
#define DEFINE_CALL_INSTR_TYPE(name)	__call_instr_define(TYPE, name, name)

/**
 * DEFINE_CALL_INSTR_STRUCT() - let call_instr() pass a struct by value
 * @name: the struct's tag, as in struct @name, which must be complete
 *
 * As DEFINE_CALL_INSTR_TYPE(), for a struct that is not spelled as a typedef.
 */
#define DEFINE_CALL_INSTR_STRUCT(name)	__call_instr_define(STRUCT, name, struct name)

/**
 * DEFINE_CALL_INSTR_UNION() - let call_instr() pass a union by value
 * @name: the union's tag, as in union @name, which must be complete
 *
 * As DEFINE_CALL_INSTR_TYPE(), for a union that is not spelled as a typedef.
 */
#define DEFINE_CALL_INSTR_UNION(name)	__call_instr_define(UNION, name, union name)

#define __call_instr_define(kind, name, type)				\
	struct DEFINE_CALL_INSTR_##kind##_is_needed_for_##name {	\
		char size[__call_instr_encoded_size(type)];		\
		_Static_assert(__call_instr_is_no_array(type),		\
			"call_instr(): " #type " is an array, which C does not pass by value"); \
	}

/*
 * A tag has the size of its type. A struct of up to 16 bytes may turn out to have
 * a slot less than its size says, when it is padded, or none at all, so all its
 * slots are in doubt: for each the tag has 65528 bytes more, which moves it, in
 * the number of slots, to bit 13 and above. What has more than the 800 bytes of
 * param_tls has no slot, however large it is.
 */
#define __call_instr_encoded_size(type)					\
	(sizeof(type) <= 16 && __builtin_classify_type(__call_instr_dummy(type)) > 11 ? \
	 sizeof(type) + 65528 * ((sizeof(type) + 7) / 8) :		\
	 sizeof(type) < 816 ? sizeof(type) : 816)

/*
 * __call_instr_sizeof(type): the above when @type may be passed by value, and
 * an error when it may not.
 */
#define __call_instr_sizeof(type)					\
	sizeof(__call_instr_pick(type, __call_instr_word_##type, __call_instr_is_name, type, ))
#define __call_instr_pick(...)		__call_instr_pick_(__VA_ARGS__)
#define __call_instr_pick_(type, word, is, rest, ...)	is(type, rest)

/* The words that start a type, and what each is looked up as. */
#define __call_instr_word_const		, __call_instr_is_qualified,
#define __call_instr_word_volatile	, __call_instr_is_qualified,
#define __call_instr_word__Bool		, __call_instr_is_integer,
#define __call_instr_word_bool		, __call_instr_is_integer,
#define __call_instr_word_char		, __call_instr_is_integer,
#define __call_instr_word_short		, __call_instr_is_integer,
#define __call_instr_word_int		, __call_instr_is_integer,
#define __call_instr_word_signed	, __call_instr_is_integer,
#define __call_instr_word___signed__	, __call_instr_is_integer,
#define __call_instr_word_unsigned	, __call_instr_is_integer,
#define __call_instr_word_long		, __call_instr_is_long,
#define __call_instr_word___int128	, __call_instr_is_integer,
#define __call_instr_word_enum		, __call_instr_is_integer,
#define __call_instr_word_float		, __call_instr_is_real,
#define __call_instr_word_double	, __call_instr_is_real,
#define __call_instr_word_struct	, __call_instr_is_struct,
#define __call_instr_word_union		, __call_instr_is_union,
#define __call_instr_word_void		, __call_instr_is_void,
#define __call_instr_word_typeof	, __call_instr_is_typeof,
#define __call_instr_word___typeof	, __call_instr_is_typeof,
#define __call_instr_word___typeof__	, __call_instr_is_typeof,
#define __call_instr_word_		, __call_instr_is_missing,

/*
 * What sizeof() gets to see. There are no arrays of functions, and a cast is an
 * error for an array, a function, a struct and a union. The kernel's of a long
 * takes a second one, as there is no pointer made of a long double; what else
 * starts with the word has the size of a slot.
 */
#define __call_instr_is_name(type, rest)	__typeof__(struct DEFINE_CALL_INSTR_TYPE_is_needed_for_##rest)[1]
#define __call_instr_is_struct(type, rest)	__typeof__(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_##rest)[1]
#define __call_instr_is_union(type, rest)	__typeof__(struct DEFINE_CALL_INSTR_UNION_is_needed_for_##rest)[1]
#define __call_instr_is_void(type, rest)	__typeof__(struct call_instr_cannot_pass_void_by_value rest)[1]
#define __call_instr_is_missing(type, rest)	struct call_instr_needs_a_type_before_each_argument
#define __call_instr_is_integer(type, rest)	(type)0
#ifdef __KERNEL__
#define __call_instr_is_long(type, rest)	(void *)(type)0
#define __call_instr_is_real(type, rest)	struct call_instr_cannot_pass_floating_point_in_the_kernel rest
#else
#define __call_instr_is_long(type, rest)	(type)0
#define __call_instr_is_real(type, rest)	__call_instr_is_typeof(type, rest)
#endif
#define __call_instr_is_typeof(type, rest)				\
	struct {							\
		__typeof__(type) value;					\
		_Static_assert(__call_instr_is_no_array(type) &&	\
			       __call_instr_is_scalar(type),		\
			"call_instr(): " #type " is no scalar and no pointer; write the name of its type"); \
	}

/*
 * "const foo_t" is looked up as foo_t, and so is "const volatile foo_t". A
 * macro does not expand within itself, so here is a second set of the above.
 */
#define __call_instr_is_qualified(type, rest)				\
	__call_instr_lookup_again(__call_instr_unqualified(rest))
#define __call_instr_lookup_again(type)	__call_instr_lookup_again_(type)
#define __call_instr_lookup_again_(type)				\
	__call_instr_pick_again(type, __call_instr_word_##type, __call_instr_is_name, type, )
#define __call_instr_pick_again(...)	__call_instr_pick_again_(__VA_ARGS__)
#define __call_instr_pick_again_(type, word, is, rest, ...)	is(type, rest)

#define __call_instr_unqualified(type)					\
	__call_instr_pick_rest(__call_instr_qualifier_##type, type, )
#define __call_instr_pick_rest(...)	__call_instr_pick_rest_(__VA_ARGS__)
#define __call_instr_pick_rest_(qualifier, rest, ...)	rest
#define __call_instr_qualifier_const	,
#define __call_instr_qualifier_volatile	,

/* An lvalue of the type, never evaluated. */
#define __call_instr_dummy(type)	(*(__typeof__(type) *)0)

/* The comma operator turns an array into a pointer, and nothing else. */
#define __call_instr_is_no_array(type)					\
	__builtin_types_compatible_p(type, __typeof__((void)0, __call_instr_dummy(type)))

/*
 * By GCC's typeclass.h integers are 1 to 4, pointers 5 and reals 8. A vector is
 * 19 or, with older compilers, -1, which makes the shift itself an error.
 */
#ifdef __KERNEL__
#define __call_instr_is_scalar(type)	(0x03e >> __builtin_classify_type(__call_instr_dummy(type)) & 1)
#else
#define __call_instr_is_scalar(type)	(0x13e >> __builtin_classify_type(__call_instr_dummy(type)) & 1)
#endif

/* What C's promotions leave as it is, and of 8 bytes at most. */
#define __call_instr_is_variadic(type)					\
	(__call_instr_is_scalar(type) && (sizeof(type) == 8 ||		\
	 (sizeof(type) == 4 && __builtin_classify_type(__call_instr_dummy(type)) != 8)))

/* clang-format on */

/* Typedefs whose home knows nothing of call_instr(). */
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
#ifdef __SIZEOF_INT128__
DEFINE_CALL_INSTR_TYPE(u128);
DEFINE_CALL_INSTR_TYPE(s128);
DEFINE_CALL_INSTR_TYPE(__u128);
DEFINE_CALL_INSTR_TYPE(__s128);
#endif
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
DEFINE_CALL_INSTR_TYPE(ssize_t);
DEFINE_CALL_INSTR_TYPE(ptrdiff_t);
DEFINE_CALL_INSTR_TYPE(__le16);
DEFINE_CALL_INSTR_TYPE(__le32);
DEFINE_CALL_INSTR_TYPE(__le64);
DEFINE_CALL_INSTR_TYPE(__be16);
DEFINE_CALL_INSTR_TYPE(__be32);
DEFINE_CALL_INSTR_TYPE(__be64);
DEFINE_CALL_INSTR_TYPE(__sum16);
DEFINE_CALL_INSTR_TYPE(__wsum);
DEFINE_CALL_INSTR_TYPE(__poll_t);
DEFINE_CALL_INSTR_TYPE(u_char);
DEFINE_CALL_INSTR_TYPE(u_short);
DEFINE_CALL_INSTR_TYPE(u_int);
DEFINE_CALL_INSTR_TYPE(u_long);
DEFINE_CALL_INSTR_TYPE(unchar);
DEFINE_CALL_INSTR_TYPE(ushort);
DEFINE_CALL_INSTR_TYPE(uint);
DEFINE_CALL_INSTR_TYPE(ulong);
DEFINE_CALL_INSTR_TYPE(dev_t);
DEFINE_CALL_INSTR_TYPE(ino_t);
DEFINE_CALL_INSTR_TYPE(mode_t);
DEFINE_CALL_INSTR_TYPE(umode_t);
DEFINE_CALL_INSTR_TYPE(nlink_t);
DEFINE_CALL_INSTR_TYPE(off_t);
DEFINE_CALL_INSTR_TYPE(loff_t);
DEFINE_CALL_INSTR_TYPE(pid_t);
DEFINE_CALL_INSTR_TYPE(uid_t);
DEFINE_CALL_INSTR_TYPE(gid_t);
DEFINE_CALL_INSTR_TYPE(key_t);
DEFINE_CALL_INSTR_TYPE(clock_t);
DEFINE_CALL_INSTR_TYPE(clockid_t);
DEFINE_CALL_INSTR_TYPE(timer_t);
DEFINE_CALL_INSTR_TYPE(mqd_t);
DEFINE_CALL_INSTR_TYPE(ktime_t);
DEFINE_CALL_INSTR_TYPE(sector_t);
DEFINE_CALL_INSTR_TYPE(blkcnt_t);
DEFINE_CALL_INSTR_TYPE(dma_addr_t);
DEFINE_CALL_INSTR_TYPE(phys_addr_t);
DEFINE_CALL_INSTR_TYPE(resource_size_t);
DEFINE_CALL_INSTR_TYPE(gfp_t);
DEFINE_CALL_INSTR_TYPE(slab_flags_t);
DEFINE_CALL_INSTR_TYPE(fmode_t);
DEFINE_CALL_INSTR_TYPE(irq_hw_number_t);
#else
DEFINE_CALL_INSTR_TYPE(uint8_t);
DEFINE_CALL_INSTR_TYPE(uint16_t);
DEFINE_CALL_INSTR_TYPE(uint32_t);
DEFINE_CALL_INSTR_TYPE(uint64_t);
DEFINE_CALL_INSTR_TYPE(int8_t);
DEFINE_CALL_INSTR_TYPE(int16_t);
DEFINE_CALL_INSTR_TYPE(int32_t);
DEFINE_CALL_INSTR_TYPE(int64_t);
DEFINE_CALL_INSTR_TYPE(uint_least8_t);
DEFINE_CALL_INSTR_TYPE(uint_least16_t);
DEFINE_CALL_INSTR_TYPE(uint_least32_t);
DEFINE_CALL_INSTR_TYPE(uint_least64_t);
DEFINE_CALL_INSTR_TYPE(int_least8_t);
DEFINE_CALL_INSTR_TYPE(int_least16_t);
DEFINE_CALL_INSTR_TYPE(int_least32_t);
DEFINE_CALL_INSTR_TYPE(int_least64_t);
DEFINE_CALL_INSTR_TYPE(uint_fast8_t);
DEFINE_CALL_INSTR_TYPE(uint_fast16_t);
DEFINE_CALL_INSTR_TYPE(uint_fast32_t);
DEFINE_CALL_INSTR_TYPE(uint_fast64_t);
DEFINE_CALL_INSTR_TYPE(int_fast8_t);
DEFINE_CALL_INSTR_TYPE(int_fast16_t);
DEFINE_CALL_INSTR_TYPE(int_fast32_t);
DEFINE_CALL_INSTR_TYPE(int_fast64_t);
DEFINE_CALL_INSTR_TYPE(uintptr_t);
DEFINE_CALL_INSTR_TYPE(intptr_t);
DEFINE_CALL_INSTR_TYPE(uintmax_t);
DEFINE_CALL_INSTR_TYPE(intmax_t);
DEFINE_CALL_INSTR_TYPE(size_t);
DEFINE_CALL_INSTR_TYPE(ptrdiff_t);
DEFINE_CALL_INSTR_TYPE(wchar_t);
#ifdef __SIZEOF_INT128__
DEFINE_CALL_INSTR_TYPE(__uint128_t);
DEFINE_CALL_INSTR_TYPE(__int128_t);
#endif
#endif

#endif /* _LINUX_CALL_INSTR_TYPES_H */
