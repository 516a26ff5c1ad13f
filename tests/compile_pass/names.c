// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Variables of the caller's whose type is asked for. */
/* also: msan */
#include <linux/call_instr.h>

long fn(long a, __int128 b);
long test(__int128 __r, long fn_, long arg1);

long test(__int128 __r, long fn_, long arg1)
{
	return call_instr(fn, typeof(fn_), fn_, typeof(__r), __r) +
	       call_instr(fn, typeof(arg1), arg1, typeof(__r), __r);
}
