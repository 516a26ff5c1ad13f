// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Constants and other rvalues, converted as by a prototype. */
#include <linux/call_instr.h>
#include <stdbool.h>
void fn(long a, const char *b, bool c, char d, double e, void *f);
void test(char *s, int n);

void test(char *s, int n)
{
	call_instr(fn, long, 1, const char *, "text", bool, n > 1, char, 'c',
		   double, 1, void *, s + n);
	call_instr(fn, long, n, const char *, s, bool, true, char, s[0], double,
		   1.5f, void *, 0);
}
