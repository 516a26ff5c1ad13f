// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Two arguments of one type are no aliases. */
#include <linux/call_instr.h>

void copy(char *restrict to, char *restrict from, size_t size);
void test(char *a, char *b);

void test(char *a, char *b)
{
	call_instr(copy, char *, a, char *, b, size_t, 3);
}
