// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * KMSAN's part: the ways of clearing by hand, over the stand-in runtime of
 * tests/kmsan. Its __msan_get_context_state() takes 2 instructions, and
 * memset() is the C library's with its vector registers: in a kernel both cost
 * more.
 */
#include <string.h>
#include "../kmsan/runtime.h"
#include "ways.h"

struct kmsan_context_state *__msan_get_context_state(void);

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
	kmsan_unpoison(arg, 8);
}

void __kmsan_fixup_arg_40(const struct state *arg)
{
	kmsan_unpoison(arg, 40);
}

void prepare(void)
{
	kmsan_runtime_init();
}

void set_shadow(int byte)
{
	memset(kmsan_context.param_tls, byte, 800);
	memset(kmsan_context.va_arg_tls, byte, 800);
	kmsan_context.va_arg_overflow_size_tls = 0;
}

int reports(void (*call)(void))
{
	unsigned int before = kmsan_reports;

	set_shadow(0xff);
	call();
	return kmsan_reports > before;
}
