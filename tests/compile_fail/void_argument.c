// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* void is no argument. */
/* expect: declared void|incomplete type 'void'|incomplete type */
#include <linux/call_instr.h>

void fn(void);
void by_pointer(void *v);

void test(void)
{
	call_instr(fn);
	call_instr(by_pointer, void *, 0);
#ifdef FAIL
	call_instr(fn, void, (void)0);
#endif
}
