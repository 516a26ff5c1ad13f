/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Stands in for the kernel's own header, with what install.sh puts into it. */
#ifndef _LINUX_KMSAN_CHECKS_H
#define _LINUX_KMSAN_CHECKS_H

#include <linux/kmsan_types.h>

#ifdef CONFIG_KMSAN
#define __always_inline inline __attribute__((__always_inline__))
#define barrier()	__asm__ volatile("" : : : "memory")
void kmsan_unpoison_memory(const void *address, size_t size);
#include "../../../scripts/kernel/kmsan_unpoison_params.h"
#endif

#endif /* _LINUX_KMSAN_CHECKS_H */
