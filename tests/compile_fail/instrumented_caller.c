// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* In an instrumented function call_instr() is of no use; the compiler knows
 * from clang 22 on, where it optimises. */
/* only: kmsan */
/* compiler: clang-22 */
/* flags: -fsanitize=kernel-memory */
/* expect: the caller is instrumented; write the plain call */
#include <linux/call_instr.h>

int fn(int v);

#ifndef FAIL
__attribute__((no_sanitize("kernel-memory")))
#endif
int test(int v)
{
	return call_instr(fn, int, v);
}
