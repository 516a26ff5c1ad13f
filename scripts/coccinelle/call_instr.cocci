// SPDX-License-Identifier: GPL-2.0-only OR MIT
/// Calls from noinstr to instrumented code pass no shadow for their by-value
/// arguments, which KMSAN then reports. Use call_instr().
///
/// Only a built kernel tells which calls these are: scripts/kernel/audit --json
/// writes them to a file, whose name goes into -D audit=, as in
///   make coccicheck MODE=report COCCI=/.../scripts/coccinelle/call_instr.cocci \
///        SPFLAGS="-D audit=/.../calls.json"
/// A call is taken from there by file, line and name. In a function that has an
/// instrumentation_begin() all ways to the call have to lead past that, and not
/// past instrumentation_end() behind it; one that has none is always inline and
/// ends up there, as objtool has seen to that (CONFIG_NOINSTR_VALIDATION).
///
/// Lines are not broken as a maintainer would, and variadic calls are not written:
/// scripts/kernel/convert does that.
///
// Confidence: High
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@

import json
import sys

# (name of the callee, line): [(file, function, types)]; line 0 is one that the
# compiler does not tell, as it has merged calls of one function.
boundary = {}
is_read = False
regions = set()
insiders = set()
outsiders = set()


def stop(text):
    print(f"call_instr.cocci: {text}", file=sys.stderr, flush=True)
    sys.exit(1)


def is_file(name, full):
    name = name.removeprefix("./")
    return full == name or full.endswith("/" + name)


def functions(p):
    """What the function around p may be called. Coccinelle has DEFINE_IDTENTRY
    for that of "DEFINE_IDTENTRY(exc_divide_error)"; the name is that in the
    parentheses, or the macro has put __exc_divide_error() there."""
    name = p[0].current_element
    if not name.isupper():
        return [name]
    with open(p[0].file) as file:
        line = file.readlines()[int(p[0].current_element_line) - 1]
    name = line.partition("(")[2].partition(")")[0]
    return [name, "__" + name]


def find(p, f):
    """The types of the callee's parameters and the caller, or None when the call
    is not one that the audit has."""
    if not is_read:
        stop("write -D audit=FILE, with a FILE that scripts/kernel/audit --json "
             "VMLINUX has written.")
    for file, caller, types in boundary.get((f, int(p[0].line)), []):
        if is_file(p[0].file, file):
            return types, caller
    for file, caller, types in boundary.get((f, 0), []):
        if is_file(p[0].file, file) and caller in functions(p):
            return types, caller
    return None


def types_of(p, f):
    return find(p, f)[0]


def place(p):
    return p[0].file, p[0].line, p[0].column


def region(p):
    return p[0].file, p[0].current_element, p[0].current_element_line


def why_not(p, f, n):
    """Why the call cannot become call_instr(); None if it can."""
    types = types_of(p, f)
    if region(p) in regions and (place(p) not in insiders or
                                 place(p) in outsiders):
        return "it is outside of instrumentation_begin() and _end()"
    if types == ["?"]:
        return "several functions have its name, with other types"
    fixed = [t for t in types if t != "..."]
    variadic = int(n) - len(fixed)
    if max(len(fixed), variadic) > 12:
        return "it has more than 12 arguments"
    if variadic < 0 or variadic and fixed == types:
        return "it is a macro here, with other arguments than the function"
    return None


def message(p, f, n):
    types, caller = find(p, f)
    if reason := why_not(p, f, n):
        return f"{f}() in {caller}() is left alone: {reason}"
    if types[-1] == "...":
        return (f"{f}() in {caller}(): opportunity for "
                f"call_instr_va({f}, ({', '.join(types[:-1])}), ...)")
    return (f"{f}() in {caller}(): opportunity for "
            f"call_instr({', '.join([f] + types)})")

@initialize:python@
audit << virtual.audit;
@@

try:
    with open(audit) as file:
        for call in json.load(file)["calls"]:
            if call["verdict"] in ("at-risk", "guarded"):
                boundary.setdefault((call["callee"], call["line"]), []).append(
                    (call["file"], call["function"], call["types"]))
except (OSError, ValueError, KeyError, TypeError):
    stop(f"{audit} is not what scripts/kernel/audit --json writes.")
is_read = True

@region@
position p;
@@

instrumentation_begin@p()

@script:python@
p << region.p;
@@

regions.add(region(p))

@call@
identifier f;
position p : script:python(f) { find(p, f) is not None };
expression list[n] es;
@@

f@p(es)

@inside exists@
identifier f;
position p : script:python(f) { find(p, f) is not None };
expression list es;
@@

instrumentation_begin();
... when != instrumentation_end();
    when any
f@p(es)

@script:python@
p << inside.p;
@@

insiders.add(place(p))

// From the start of the function, or the end of a region, and not through one.
@outside exists@
identifier fn, f;
position p : script:python(f) { find(p, f) is not None };
expression list es;
@@

fn(...) {
... when != instrumentation_begin();
    when any
f@p(es)
... when any
}

@script:python@
p << outside.p;
@@

outsiders.add(place(p))

@behind exists@
identifier f;
position p : script:python(f) { find(p, f) is not None };
expression list es;
@@

instrumentation_end();
... when != instrumentation_begin();
    when any
f@p(es)

@script:python@
p << behind.p;
@@

outsiders.add(place(p))

// ---------------------------------------------------------------------

@script:python types depends on patch@
f << call.f;
p << call.p;
n << call.n;
T1;
T2;
T3;
T4;
T5;
T6;
T7;
T8;
T9;
T10;
T11;
T12;
@@

if why_not(p, f, n) or types_of(p, f)[-1] == "...":
    cocci.include_match(False)
else:
    # Those that are not needed have to be some type all the same.
    known = types_of(p, f)
    coccinelle.T1, coccinelle.T2, coccinelle.T3, coccinelle.T4, \
    coccinelle.T5, coccinelle.T6, coccinelle.T7, coccinelle.T8, \
    coccinelle.T9, coccinelle.T10, coccinelle.T11, coccinelle.T12 = \
        [cocci.make_type(t) for t in known + ["int"] * (12 - len(known))]

// A row an arity.
@depends on patch@
identifier call.f;
position call.p;
expression e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12;
type types.T1, types.T2, types.T3, types.T4, types.T5, types.T6;
type types.T7, types.T8, types.T9, types.T10, types.T11, types.T12;
@@

(
- f@p(
+ call_instr(f, T1,
  e1)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6,
+ T7,
  e7)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6,
+ T7,
  e7,
+ T8,
  e8)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6,
+ T7,
  e7,
+ T8,
  e8,
+ T9,
  e9)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6,
+ T7,
  e7,
+ T8,
  e8,
+ T9,
  e9,
+ T10,
  e10)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6,
+ T7,
  e7,
+ T8,
  e8,
+ T9,
  e9,
+ T10,
  e10,
+ T11,
  e11)
|
- f@p(
+ call_instr(f, T1,
  e1,
+ T2,
  e2,
+ T3,
  e3,
+ T4,
  e4,
+ T5,
  e5,
+ T6,
  e6,
+ T7,
  e7,
+ T8,
  e8,
+ T9,
  e9,
+ T10,
  e10,
+ T11,
  e11,
+ T12,
  e12)
)

// ---------------------------------------------------------------------

@depends on context@
identifier call.f;
position call.p;
expression list es;
@@

* f@p(es)

@script:python depends on org@
f << call.f;
p << call.p;
n << call.n;
@@

cocci.print_main(message(p, f, n), p)

@script:python depends on report@
f << call.f;
p << call.p;
n << call.n;
@@

coccilib.report.print_report(p[0], message(p, f, n))
