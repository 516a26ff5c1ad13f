// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Functions, pointers to them and expressions. */
#include <linux/call_instr.h>
typedef int fn_t(int);
struct ops {
	fn_t *fn;
	int (*const *table)(int);
};
extern fn_t fn;
fn_t *get(void);
int test(const struct ops *ops, fn_t *p);

int test(const struct ops *ops, fn_t *p)
{
	return call_instr(fn, int, 1) + call_instr(&fn, int, 2) +
	       call_instr(*fn, int, 3) + call_instr(p, int, 4) +
	       call_instr(ops->fn, int, 5) + call_instr(ops->table[1], int, 6) +
	       call_instr(get(), int, 7) + call_instr(p ? p : fn, int, 8) +
	       call_instr(({ &fn; }), int, 9);
}
