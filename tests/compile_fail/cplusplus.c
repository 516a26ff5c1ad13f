// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* C++ has not what the checks are made of. Suite examples runs a shim with a
 * caller in C++. */
/* flags: -x c++ -std=gnu++17 */
/* compiler: clang */
/* expect: C++ calls a shim in C, as in examples/shim.c */
#ifdef FAIL
#include <linux/call_instr.h>
#endif
