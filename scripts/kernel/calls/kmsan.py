# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What KMSAN calls its functions, and the bytes of its context.

A byte of the context is a bit, as in struct kmsan_context_state: param_tls is from 0 on,
va_arg_tls from 1600, va_arg_overflow_size_tls at 3200. One more bit is of the caller's
frame, where some architectures put copies of arguments.
"""

import re

# An instrumented function asks for it at its entry.
CONTEXT = "__msan_get_context_state"
# As a fixup does with the frame.
UNPOISON = "__msan_unpoison_alloca"
UNPOISONS = {UNPOISON, "kmsan_unpoison_memory"}
# As much as its argument's type has.
UNPOISON_REGS = "kmsan_unpoison_entry_regs"
METADATA = re.compile(r"__msan_metadata_ptr_for_(load|store)_(\d+|n)")
METADATA_SIZE = 16  # Of the struct that it returns.
REPORT = "kmsan_report"
# These run with ctx->kmsan_in_runtime set, where KMSAN does not report.
RUNTIME = re.compile(r"\b(mm/kmsan/(core|hooks|init|instrumentation|report|shadow)|"
                     r"lib/stackdepot)\.c$")


def bits(offset, size):
    return ((1 << max(size, 0)) - 1) << max(offset, 0)


def rest(offset):
    """How many bytes of an array there are from an offset on."""
    return 800 - offset % 800


PARAM = bits(0, 800)
SIZE_ON_STACK = bits(3200, 8)
FRAME_OFFSET = 4096
FRAME = bits(FRAME_OFFSET, 1)
ARGUMENTS = PARAM | bits(1600, 800) | SIZE_ON_STACK | FRAME
EVERYTHING = bits(0, 4096)
