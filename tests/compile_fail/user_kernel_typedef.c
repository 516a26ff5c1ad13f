// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* And the other way round. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_gfp_t */
#include <linux/call_instr.h>

typedef unsigned int gfp_t;
void fn(gfp_t v);
void known(uint32_t v);

void test(void)
{
	call_instr(known, uint32_t, 1);
#ifdef FAIL
	call_instr(fn, gfp_t, 1);
#endif
}
