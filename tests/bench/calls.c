// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * usage: calls count|NAME
 *
 * Makes the call of that name while all shadow is stale, and exits with 77 when
 * the callee reports, as MSan's runtime does by itself. With "count" it makes
 * each call 100 times instead, for callgrind to count what it sees called from
 * count(). The shadow is clear then: it is the plain call that is to be
 * counted, and not its report.
 *
 * KMSAN's ways of clearing by hand are here too, over the stand-in runtime of
 * tests/kmsan. Its __msan_get_context_state() takes 2 instructions, and
 * memset() is the C library's with its vector registers: in a kernel both cost
 * more.
 */
#include <string.h>
#include "ways.h"

#ifdef CONFIG_KMSAN
#include "../kmsan/runtime.h"
#define PARAM_TLS     kmsan_context.param_tls
#define VA_ARG_TLS    kmsan_context.va_arg_tls
#define OVERFLOW_SIZE kmsan_context.va_arg_overflow_size_tls

void kmsan_init_arg(unsigned long bytes)
{
	memset(__msan_get_context_state(), 0, bytes);
}

void kmsan_wipe(void)
{
	memset(__msan_get_context_state(), 0, 800);
}

void __kmsan_fixup_arg_8(const unsigned long *arg)
{
	kmsan_unpoison_memory(arg, 8);
}

void __kmsan_fixup_arg_40(const struct state *arg)
{
	kmsan_unpoison_memory(arg, 40);
}
#else
/* As in compiler-rt/lib/msan/msan.cpp, whose runtime counts nothing. */
#define MSAN_TLS      extern __thread __attribute__((tls_model("initial-exec")))
MSAN_TLS unsigned long long __msan_param_tls[100];
MSAN_TLS unsigned long long __msan_va_arg_tls[100];
MSAN_TLS unsigned long long __msan_va_arg_overflow_size_tls;
#define PARAM_TLS     __msan_param_tls
#define VA_ARG_TLS    __msan_va_arg_tls
#define OVERFLOW_SIZE __msan_va_arg_overflow_size_tls
#define kmsan_reports 0
#define kmsan_runtime_init()
#endif

__attribute__((noinline)) static void set_shadow(int byte)
{
	memset(PARAM_TLS, byte, 800);
	memset(VA_ARG_TLS, byte, 800);
	OVERFLOW_SIZE = 0;
}

__attribute__((noinline)) static void count(void (*call)(void))
{
	int n;

	for (n = 0; n < 100; n++) {
		set_shadow(0);
		call();
	}
}

int main(int argc, char **argv)
{
	const struct call *c;

	if (argc != 2)
		return 2;
	kmsan_runtime_init();
	for (c = calls; c->name; c++) {
		if (!strcmp(argv[1], "count")) {
			count(c->call);
		} else if (!strcmp(argv[1], c->name)) {
			set_shadow(0xff);
			c->call();
			return kmsan_reports ? 77 : 0;
		}
	}
	return strcmp(argv[1], "count") ? 2 : 0;
}
