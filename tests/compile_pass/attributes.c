// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Attributes of the callee do not change its type. */
#include <linux/call_instr.h>
int pure(int v) __attribute__((pure));
int constant(int v) __attribute__((const));
int cold(int v) __attribute__((cold, noinline));
void *alloc(size_t n) __attribute__((malloc, alloc_size(1)));
int test(int c);

int test(int c)
{
	return call_instr(pure, int, c) + call_instr(constant, int, c) +
	       call_instr(cold, int, c) + !call_instr(alloc, size_t, 1);
}
