// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Nor are they null. */
#include <linux/call_instr.h>

void fn(const char *a, int *b) __attribute__((nonnull));
void test(char *a, int *b);

void test(char *a, int *b)
{
	call_instr(fn, const char *, a, int *, b);
}
