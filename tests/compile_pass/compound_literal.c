// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Arguments with literals and tags of their own, evaluated and declared once.
 */
#include <linux/call_instr_va.h>

struct pair {
	int a, b;
};
DEFINE_CALL_INSTR_STRUCT(pair);
int fn(const struct pair *p, struct pair v);
int pr(const char *fmt, ...);
int test(int x);

int test(int x)
{
	int a = call_instr(fn, const struct pair *, (&(struct pair){x, 1}),
			   struct pair, ((struct pair){x, 2}));

	a += call_instr(fn, const struct pair *, ({
				enum tag { HERE };
				(void)HERE;
				(struct pair *)0;
			}),
			struct pair, ((struct pair){x, 2}));
	return a +
	       call_instr_va(pr, (const char *, "x"), (&(struct pair){x, 1}));
}
