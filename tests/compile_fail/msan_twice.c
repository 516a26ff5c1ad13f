// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A shim that is instrumented by mistake. */
/* expect: -DCALL_INSTR_MSAN is for a file that MSan does not instrument */
/* flags: -fsanitize=memory */
/* compiler: clang */
/* only: off */
#ifdef FAIL
#define CALL_INSTR_MSAN
#endif
#include <linux/call_instr.h>

void fn(int v);
void test(void);

__attribute__((no_sanitize("memory"))) void test(void)
{
	call_instr(fn, int, 1);
}
