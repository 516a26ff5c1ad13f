// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A type whose name is a macro is known by what that expands to. */
#include <linux/call_instr.h>
#define pgoff_t	 unsigned long
#define my_state state_t
typedef struct {
	int x;
} state_t;
DEFINE_CALL_INSTR_TYPE(my_state);
void fn(pgoff_t v);
void fs(state_t v);
void test(my_state s);

void test(my_state s)
{
	call_instr(fn, pgoff_t, 1);
	call_instr(fs, state_t, s);
	call_instr(fs, my_state, s);
}
