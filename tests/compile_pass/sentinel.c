// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A callee that looks for the null at the end. */
/* also: msan */
#include <linux/call_instr_va.h>

void run(const char *path, ...) __attribute__((sentinel));
void test(void);

void test(void)
{
	call_instr_va(run, (const char *, "true"), (char *)0);
}
