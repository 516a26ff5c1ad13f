// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* call_instr_ref() has the value and the type of a pointer to any complete
 * object. */
/* also: msan */
#include <linux/call_instr.h>

struct pair {
	int a, b;
};
struct opaque;
int *next(void);
void take(const void *p);
void pair(struct pair *p, const char *s);
void nested(int (*p)[4]);
void test(int n, char parameter[16], struct opaque *opaque);

#define is_of(type, p) \
	_Static_assert(_Generic((p), type : 1, default : 0), "another type")

void test(int n, char parameter[16], struct opaque *opaque)
{
	int number = n, length[n + 1], (*of_length)[n + 1] = &length;
	int table[3][4] = {{0}}, *const constant = &number;
	const volatile int both = 0;
	char text[12] = "";
	struct pair s = {1, 2};
	void (*callee)(const void *) = take;

	is_of(int *, call_instr_ref(&number));
	is_of(int *, call_instr_ref(constant));
	is_of(const volatile int *, call_instr_ref(&both));
	is_of(char *, call_instr_ref(text));
	is_of(char(*)[12], call_instr_ref(&text));
	is_of(char *, call_instr_ref(parameter));
	is_of(int(*)[4], call_instr_ref(table));
	is_of(int *, call_instr_ref(length));
	is_of(void *, call_instr_ref_bytes((void *)text, 5));
	is_of(struct opaque *, call_instr_ref_bytes(opaque, 5));

	take(call_instr_ref(next()));
	take(call_instr_ref(of_length));
	take(call_instr_ref(&callee));
	take(call_instr_ref((int *)0));
	take(call_instr_ref("text"));
	take(call_instr_ref(table[1]));
	take(call_instr_ref(n ? &s.a : &s.b));
	take(call_instr_ref((n++, &s)));
	pair(call_instr_ref(&(struct pair){1, 2}),
	     call_instr_ref_bytes(text, n));
	call_instr(pair, struct pair *, call_instr_ref(&s), const char *,
		   call_instr_ref(text));
	call_instr(nested, int(*)[4], call_instr_ref(table));
	take(call_instr_ref(call_instr_ref(&s)));
	take(call_instr_ref(call_instr(next)));
}
