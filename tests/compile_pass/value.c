// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A value, wherever one can stand. */
#include <linux/call_instr.h>
struct foo {
	long x[3];
};
int fn(int v);
struct foo fs(void);
const char *fp(void);
int test(int c);

int test(int c)
{
	int a[3] = {call_instr(fn, int, 1)};
	const char *s = call_instr(fp);

	switch (call_instr(fn, int, c)) {
	case 1:
		return call_instr(fn, int, 2) ? a[0] : s[0];
	default:
		return !call_instr(fn, int, 3) + (int)call_instr(fs).x[1];
	}
}
