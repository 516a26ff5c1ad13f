// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Variadic callees whose attributes ask for something, or say that they do not
 * return. */
/* flags: -Wformat=2 -Wmissing-noreturn */
/* also: msan */
#include <linux/call_instr_va.h>

void die(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));
int not_null(const char *text, ...) __attribute__((nonnull));
int ends(const char *text, ...) __attribute__((sentinel(1)));
int print(const char *const format, ...) __attribute__((format(printf, 1, 2)));
int test(int x, char *p);
void end(int x) __attribute__((noreturn));

void end(int x)
{
	call_instr_va(die, (const char *, "%d"), x);
}

int test(int x, char *p)
{
	if (x)
		return call_instr_va(not_null, (const char *, "a"), p) +
		       call_instr_va(ends, (const char *, "a"), p, NULL, p) +
		       call_instr_va(print, (const char *const, "%d\n"), x);
	call_instr_va(die, (const char *, "%s"), p);
}
