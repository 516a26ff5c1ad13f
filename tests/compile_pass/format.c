// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A format that is a literal is one in each build. */
/* flags: -Wformat=2 -Wformat-security */
/* also: msan */
#include <stdio.h>
#include <linux/call_instr_va.h>

void test(int x);

void test(int x)
{
	call_instr_va(printf, (const char *, "hello\n"));
	if (call_instr_va(printf, (const char *, "%d"), x))
		call_instr_va(fprintf, (FILE *, stdout, const char *, "%s"),
			      "text");
}
