// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An argument that is missing behind its type. */
/* expect: expected expression */
#include <linux/call_instr.h>

int fn(int v);

int test(void);
int test(void)
{
#ifdef FAIL
	return call_instr(fn, int, );
#else
	return call_instr(fn, int, 1);
#endif
}
