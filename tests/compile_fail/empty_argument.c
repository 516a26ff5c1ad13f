// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Without a prototype the callee would take a call of no argument. */
/* flags: -w */
/* expect: expected expression */
#include <linux/call_instr.h>

int old();

int test(void);
int test(void)
{
#ifdef FAIL
	return call_instr(old, int, );
#else
	return call_instr(old, int, 1);
#endif
}
