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
	struct {
		unsigned int bits : 3;
		short numbers[4];
	} v = {5, {6}};
	const volatile float f = 1;

	call_instr_va(pr, (const char *, "x"));
	/* A format that is a literal stays one. */
	call_instr_va(printf, (const char *, "hello\n"));
	call_instr_va(printf, (const char *, "%s %d\n"), "x", 1);
	call_instr_va(fn, (const char *, "x"), 1, 2u, 3L, 'c', (short)4,
		      (_Bool)1, f, RED, NULL, v.numbers, test, __func__);
	call_instr_va(fn, (const char *, "x"), *s, *l, v, 1.0L,
		      (unsigned __int128)2, 3.0f, v.bits);
	call_instr_va(nothing, (struct large, *l, double, 1, __int128, 2), 1,
		      l);
	if (s)
		call_instr_va(pr, (const char *, "x"), 1.5);
	else
		*s = call_instr_va(returns_small, (struct small, *s), 1);
	return call_instr_va(returns_large, (int, 1, const char *, "x"),
			     call_instr_va(pr, (const char *, "z"), 2))
		.a[0];
}
