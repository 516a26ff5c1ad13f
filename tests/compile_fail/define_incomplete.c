// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An incomplete struct cannot be made known. */
/* expect: incomplete type */
#include <linux/call_instr.h>

struct foo;
struct bar {
	struct foo *p;
};
DEFINE_CALL_INSTR_STRUCT(bar);
#ifdef FAIL
DEFINE_CALL_INSTR_STRUCT(foo);
#endif
