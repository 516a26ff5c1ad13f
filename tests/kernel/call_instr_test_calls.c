// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The part of the call_instr() test suite that is not instrumented as a file:
 * KMSAN_SANITIZE is n for all of mm/kmsan.
 */
#include "call_instr_test.h"

void call_instr_uninstrumented_plain(void)
{
	struct call_instr_state state = {.exit_rcu = false};

	call_instr_leave_stale();
	plain_call(call_instr_callee, 1, state);
}

void call_instr_uninstrumented_wrapped(void)
{
	struct call_instr_state state = {.exit_rcu = false};

	call_instr_leave_stale();
	call_instr(call_instr_callee, long, 1, struct call_instr_state, state);
}
