// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Nor can an array typedef be made known. */
/* expect: an array is passed by a pointer; write typeof(&a[0]) */
#include <linux/call_instr.h>

typedef int v4_t[4];
typedef struct {
	v4_t v;
} s4_t;
DEFINE_CALL_INSTR_TYPE(s4_t);
#ifdef FAIL
DEFINE_CALL_INSTR_TYPE(v4_t);
#endif
