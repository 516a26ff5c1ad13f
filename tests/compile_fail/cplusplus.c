// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* C++ has not what the checks are made of. */
/* flags: -x c++ -std=gnu++17 */
/* compiler: clang */
/* expect: call_instr() is for C, compiled by gcc or clang */
#ifdef FAIL
#include <linux/call_instr.h>
#endif
