// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A callee without prototype takes any types. */
/* flags: -w */
/* expect: write the callee's own types. */
#include <linux/call_instr.h>

int old();
int known(int a, long b);
int test(void);

int test(void)
{
#ifdef FAIL
	return call_instr(old, int, 1, long, 2);
#else
	return call_instr(known, int, 1, long, 2);
#endif
}
