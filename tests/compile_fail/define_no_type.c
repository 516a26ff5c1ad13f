// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A name that is no type cannot be made known. */
/* expect: foo_t */
#include <linux/call_instr.h>

typedef int bar_t;
DEFINE_CALL_INSTR_TYPE(bar_t);
#ifdef FAIL
DEFINE_CALL_INSTR_TYPE(foo_t);
#endif
