/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * For callers in user space that have no C types to name, as assembly and what a JIT makes:
 *
 *	void wipe(void)			in C that is not instrumented
 *	{
 *		call_instr_wipe();
 *	}
 *
 *	call wipe			in assembly, and then the arguments into their
 *	mov $3, %edi			registers, and the call
 *	call callee
 *
 * Who has live registers, as a trampoline, saves them around it, or jumps to a shim instead, a
 * C function of one call_instr().
 */
#ifndef _LINUX_CALL_INSTR_WIPE_H
#define _LINUX_CALL_INSTR_WIPE_H

#include <linux/call_instr_va.h>

/**
 * call_instr_wipe() - mark all arguments of the next call as initialised, whatever they are
 *
 * Unpoisons all of param_tls and va_arg_tls, and says that as many bytes of variadic arguments
 * are on the stack as va_arg_tls has room for. Memory that an argument points to stays as it is.
 * Variadic callees are proven on x86-64 and s390x. Without a sanitizer it is nothing.
 *
 * With MSan it takes some 400 instructions, and a variadic callee 300 more: call_instr() takes
 * about one an argument. No types are compared. It loses the true reports that call_instr()
 * loses, and those of 608 bytes of stack from a variadic callee's arguments on.
 */
#define call_instr_wipe()	__ci_wipe()

#if defined(CONFIG_KMSAN) || defined(__ci_msan)
/* In va_arg_tls registers are first: 192 bytes of them on aarch64, elsewhere fewer. */
#define __ci_wipe()								\
({										\
	__builtin_memset(__ci_va_arg_tls(), 0, 800);				\
	__ci_va_overflow_size() = 800 - 192;					\
	kmsan_unpoison_params(800);						\
})
#else
#define __ci_wipe()	((void)0)
#endif

#endif /* _LINUX_CALL_INSTR_WIPE_H */
