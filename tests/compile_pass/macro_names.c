// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Macros of the caller's, before and behind the header. */
/* also: msan */
#define size  10
#define value 42
#define rest  43
#define type  44
#define word  45
#define is    46
#define id    47
#define count 48
#define bytes 49
#define slots 50
#define call  51
#define odd   52
#define many  53
#include <linux/call_instr_va.h>
#define end    11
#define g      12
#define stack  13
#define vector 14
#define slot   15
#define fn     16
#define m      17
#define n      18
#define s      19
#define i      20
#define t      21
#define a      22
#define fixed  23
#define list   24
#define name   25
#define ret    26
#define kind   27

double f(double d);
int pr(const char *fmt, ...);
struct foo {
	long x[4];
};
DEFINE_CALL_INSTR_STRUCT(foo);
struct foo by_value(struct foo v, double d);
double test(double d, struct foo v);

double test(double d, struct foo v)
{
	call_instr(by_value, struct foo, v, typeof(d), d);
	call_instr_va(pr, (const char *, "x"), 1, &v);
	return call_instr(f, double, d);
}
