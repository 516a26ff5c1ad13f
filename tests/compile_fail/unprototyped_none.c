// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Nor may it be called without arguments. */
/* flags: -w */
/* expect: write the callee's own types. */
#include <linux/call_instr.h>

int old();
int known(void);
int test(void);

int test(void)
{
#ifdef FAIL
	return call_instr(old);
#else
	return call_instr(known);
#endif
}
