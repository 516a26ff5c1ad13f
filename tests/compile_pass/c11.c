// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Without the GNU keywords. */
/* flags: -std=c11 */
/* also: msan */
#include <linux/call_instr_va.h>

void none(void);
void fn(int v);
int pr(const char *fmt, ...);
void test(void);

void test(void)
{
	call_instr(none);
	call_instr(fn, int, 1);
	call_instr(fn, __typeof__(1), 1);
	call_instr_va(pr, (const char *, "x"), 3);
	call_instr_va(pr, (const char *, "x"));
}
