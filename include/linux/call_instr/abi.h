/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * call_instr(): how an architecture passes arguments, as LLVM's
 * MemorySanitizer.cpp sees it: it counts the arguments of the LLVM function
 * that clang has made of the C one.
 *
 * Only for builds with a sanitizer. Adding an architecture: the three macros
 * below, and a line in tests/suite_arch.py, which compares them with the
 * compiler's own output.
 *
 * __call_instr_slots(type)		slots of 8 bytes an argument takes
 * __call_instr_hidden_slots(type)	slots before all others for the address
 *					of a value of @type that is returned
 * __call_instr_variadic_abi		set where variadic callees are known
 */
#ifndef _LINUX_CALL_INSTR_ABI_H
#define _LINUX_CALL_INSTR_ABI_H

#include <linux/call_instr/types.h>

/* clang-format off */

/* param_tls has 800 bytes: kParamTLSSize in MemorySanitizer.cpp. */
#define __call_instr_max_slots		100

/*
 * Whether a struct or a union is returned, in registers or in memory. gcc, which
 * builds files without MSan that call into one with it, does not tell the class
 * of void.
 */
#ifdef __clang__
#define __call_instr_returns_record(type)				\
	(__builtin_classify_type(((type (*)(void))0)()) > 11)
#else
#define __call_instr_returns_record(type)				\
	(__builtin_classify_type(__builtin_choose_expr(			\
		!__builtin_types_compatible_p(type, void), ((type (*)(void))0)(), 0)) > 11)
#endif

/*
 * Slots that are in doubt are counted from bit 13 on, the others below it: see
 * __call_instr_encoded_size(). An argument is past the end of param_tls when it
 * is even with no doubtful slot before it, and with the second half of 16 bytes,
 * which take 2 slots, passed on its own.
 */
#define __call_instr_is_past(end, start)				\
	end % 8192 - (end - start == 2) > __call_instr_max_slots

/* An argument that is in no slot, but in a copy somewhere on the stack. */
#define __call_instr_hidden_copy					\
	"call_instr(): this architecture passes this type by a hidden pointer to a copy, and no one can clear its shadow; pass a pointer to it"

#if defined(__x86_64__) && defined(__LP64__)
/*
 * psABI, 3.2.3: what is not passed in registers is passed on the stack, all its
 * bytes. A struct or union is returned in memory when it has more than 16
 * bytes, or, with clang, a flexible array at its end, or a member at an address that is no multiple of its alignment, as
 * packed ones have from 3 bytes on; C cannot tell these from others, so their
 * slot is in doubt. So it is of up to 64 bytes, which may be a vector's.
 */
#define __call_instr_slots(type)	(__call_instr_sizeof(type) + 7) / 8
#define __call_instr_hidden_slots(type)					\
	__call_instr_returns_record(type) * (__extension__ sizeof(type) > 64 ?: 8192)
#define __call_instr_variadic_abi
#elif defined(__s390x__)
/*
 * ELF ABI s390x Supplement, 1.2.3: a value of 1, 2, 4 or 8 bytes is passed, one
 * of any other size is copied. All structs and unions are returned in memory,
 * and all scalars of more than 8 bytes.
 */
#define __call_instr_slots(type)					\
	sizeof(struct {							\
		char slot;						\
		_Static_assert(0x116 >> __call_instr_sizeof(type) % 65528 & 1, \
			       __call_instr_hidden_copy);		\
	})
#define __call_instr_hidden_slots(type)					\
	__call_instr_returns_record(type) || __extension__ sizeof(type) > 8
#elif defined(__aarch64__) && defined(__LP64__)
/*
 * AAPCS64, 6.8.2: a struct or union of more than 16 bytes is copied, unless it
 * is made of up to four floats or doubles, which C cannot tell.
 */
#define __call_instr_slots(type)					\
	(sizeof(struct {						\
		char size[__call_instr_sizeof(type) % 65528];		\
		_Static_assert(__call_instr_sizeof(type) % 65528 <= 16,	\
			       __call_instr_hidden_copy);		\
	}) + 7) / 8
#define __call_instr_hidden_slots(type)					\
	__call_instr_returns_record(type) && __extension__ sizeof(type) > 16
#else
#error "call_instr(): nobody has proven how this architecture passes arguments; build this file without CONFIG_KMSAN, CALL_INSTR_MSAN and MSan."
#endif

/*
 * Variadic callees: VarArgAMD64Helper in MemorySanitizer.cpp. The shadow of
 * variadic arguments is in an array of its own, va_arg_tls: at 8 bytes each what
 * could be in the 6 general registers, from 48 on at 16 bytes each what could
 * be in the 8 vector registers, and behind that what is on the stack, at 8 bytes
 * each. Fixed arguments take registers, but no space on this stack. A build
 * without vector registers, as the kernel's, has no place for them.
 */
#ifdef __call_instr_variadic_abi
#define __call_instr_general_registers	6
#ifdef __SSE__
#define __call_instr_vector_registers	8
#else
#define __call_instr_vector_registers	0
#endif
#define __call_instr_va_vector_offset	48
#define __call_instr_va_stack_offset	\
	(__call_instr_va_vector_offset + 16 * __call_instr_vector_registers)

/*
 * What a fixed argument takes: a general register, a vector register, or none.
 * Of a struct of up to 16 bytes C cannot tell, nor, by the compilers' ways with
 * the last register, of a 16 byte integer.
 */
#define __call_instr_takes_general(v)					\
	(__builtin_classify_type(v) - 1U < 5 && sizeof(v) <= 8)
#define __call_instr_takes_vector(v)					\
	(__builtin_classify_type(v) == 8 && sizeof(v) <= 8)
#define __call_instr_takes_unknown(v)					\
	(!__call_instr_takes_general(v) && !__call_instr_takes_vector(v) && \
	 !__builtin_types_compatible_p(__typeof__(v), long double) &&	\
	 sizeof(v) - 1 < (__builtin_classify_type(v) > 11 ? 16 : -1UL))
#define __call_instr_return_takes_general(type)				\
	__call_instr_returns_record(type) && __extension__ sizeof(type) > 16
#define __call_instr_return_takes_unknown(type)				\
	__call_instr_returns_record(type) && __extension__ sizeof(type) <= 16

/*
 * Where something is unknown, all arguments must find a register, whatever it
 * turns out to be; two are the most that it can take.
 */
#define __call_instr_va_is_certain(general, vector, unknown, integers, reals) \
	(!(unknown) ||							\
	 ((general) + 2 * (unknown) + (integers) <= __call_instr_general_registers && \
	  (vector) + 2 * (unknown) + (reals) <= __call_instr_vector_registers + \
	  2 * (unknown) * !__call_instr_vector_registers))
#endif

/* clang-format on */

#endif /* _LINUX_CALL_INSTR_ABI_H */
