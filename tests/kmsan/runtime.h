/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * A runtime for -fsanitize=kernel-memory in user space, with shadow memory that
 * is real: what the compiler's instrumentation calls is here, and each report
 * is counted instead of printed.
 */
#ifndef TESTS_KMSAN_RUNTIME_H
#define TESTS_KMSAN_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

/* As in the kernel's include/linux/kmsan_types.h. */
struct kmsan_context_state {
	char param_tls[800];
	char retval_tls[800];
	char va_arg_tls[800];
	char va_arg_origin_tls[800];
	uint64_t va_arg_overflow_size_tls;
	char param_origin_tls[800];
	uint32_t retval_origin_tls;
};

/* The one context; a program that uses it has one thread. */
struct kmsan_context_state *__msan_get_context_state(void);
#define kmsan_context (*__msan_get_context_state())

/* How many reports there were. */
extern unsigned int kmsan_reports;

/* To be called once, and first. Stops the program when there is no shadow. */
void kmsan_runtime_init(void);

/*
 * Makes the caller's frame uninitialised, from the stack pointer to @top, which
 * is its __builtin_frame_address(0).
 */
void kmsan_poison_frame(const void *top);

/* Makes @size bytes at @address uninitialised, or initialised. */
void kmsan_poison(const void *address, size_t size);
void kmsan_unpoison_memory(const void *address, size_t size);

#endif /* TESTS_KMSAN_RUNTIME_H */
