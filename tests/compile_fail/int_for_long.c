// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* int for a long parameter would truncate. */
/* expect: write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fn(long v);

void test(void)
{
	call_instr(fn, long, 1);
#ifdef FAIL
	call_instr(fn, int, 1);
#endif
}
