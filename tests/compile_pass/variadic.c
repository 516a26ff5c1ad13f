// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Variadic callees, with each kind of argument. */
#include <stdio.h>
#include <linux/call_instr_va.h>

struct small {
	int a;
};
struct large {
	long a[5];
};
enum colour { RED };
DEFINE_CALL_INSTR_STRUCT(small);
DEFINE_CALL_INSTR_STRUCT(large);
int pr(const char *fmt, ...);
struct large returns_large(int a, const char *fmt, ...);
struct small returns_small(struct small a, ...);
void nothing(struct large a, double b, __int128 c, ...);
int test(int (*fn)(const char *, ...), struct small *s, struct large *l);

int test(int (*fn)(const char *, ...), struct small *s, struct large *l)
{
	call_instr_va(pr, (const char *, "x"));
	/* A format that is a literal stays one. */
	call_instr_va(printf, (const char *, "hello\n"));
	call_instr_va(printf, (const char *, "%s %d\n"), const char *, "x", int,
		      1);
	call_instr_va(fn, (const char *, "x"), int, 1, unsigned int, 2, long, 3,
		      unsigned long, 4, long long, 5, void *, s, const char *,
		      "y", size_t, 6, int64_t, 7, enum colour, RED,
		      struct unknown *, 0, void (*)(int), 0);
	call_instr_va(nothing, (struct large, *l, double, 1, __int128, 2), int,
		      1, typeof(l), l);
	if (s)
		call_instr_va(pr, (const char *, "x"), double, 1.5);
	else
		*s = call_instr_va(returns_small, (struct small, *s), int, 1);
	return call_instr_va(returns_large, (int, 1, const char *, "x"), int,
			     call_instr_va(pr, (const char *, "z"), int, 2))
		.a[0];
}
