# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What audit and convert share: the calls from code that KMSAN does not instrument to
code that it does, and what becomes of them in the source.
"""
