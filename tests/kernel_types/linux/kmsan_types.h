/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Stands in for the kernel's own header, as linux/types.h beside it does. */
#ifndef _LINUX_KMSAN_TYPES_H
#define _LINUX_KMSAN_TYPES_H

#include <linux/types.h>

struct kmsan_context_state {
	char param_tls[800];
	char retval_tls[800];
	char va_arg_tls[800];
	char va_arg_origin_tls[800];
	u64 va_arg_overflow_size_tls;
	char param_origin_tls[800];
	u32 retval_origin_tls;
};

#endif /* _LINUX_KMSAN_TYPES_H */
