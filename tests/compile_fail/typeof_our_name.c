// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A name of ours, reserved: behind the first pair it means another thing. */
/* only: kmsan */
/* flags: -Wno-shadow */
/* expect: call_instr(): write the callee's own types. It cannot be variadic. */
#include <linux/call_instr.h>

void fn(int a, long b);

void test(int a, long __x0);
void test(int a, long __x0)
{
	call_instr(fn, int, a, long, __x0);
#ifdef FAIL
	call_instr(fn, int, a, typeof(__x0), __x0);
#endif
}
