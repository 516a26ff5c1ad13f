// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Complex numbers. */
#include <linux/call_instr.h>

double _Complex fn(double _Complex v, float _Complex w);
double _Complex test(double _Complex v);

double _Complex test(double _Complex v)
{
	return call_instr(fn, _Complex double, v, float _Complex, 1);
}
