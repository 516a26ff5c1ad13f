# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Writes C files of random signatures, from a seed.

Each signature is a callee that looks at members of every argument, up to three, and
functions that call it: one that is instrumented, and one that is not, by a plain call
and through call_instr(). For one in five, another one that is not instrumented
passes variables of these types by reference. The program that comes of it prints a line a
signature; see HEAD for what is in it.
"""

import random

SCALARS = ["char", "signed char", "unsigned char", "short", "unsigned short",
           "int", "unsigned int", "long", "unsigned long", "long long",
           "unsigned long long", "_Bool", "enum colour", "uint8_t", "int16_t",
           "uint32_t", "int64_t", "size_t", "uintptr_t", "const int *",
           "int *", "const struct followed *", "callback_t *"]
SIZES = {"char": 1, "signed char": 1, "unsigned char": 1, "_Bool": 1, "uint8_t": 1,
         "short": 2, "unsigned short": 2, "int16_t": 2, "int": 4, "unsigned int": 4,
         "enum colour": 4, "uint32_t": 4, "float": 4}
REALS = ["float", "double"]
WIDE = [*REALS, "long double", "__int128", "unsigned __int128"]

HEAD = """\
// Made by tests/signatures.py: {origin}
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <linux/call_instr_va.h>
#include "runtime.h"

#define noinline __attribute__((noinline))
#define noinstr noinline __attribute__((disable_sanitizer_instrumentation))

enum colour {{ RED }};
typedef void callback_t(void);
struct followed {{ int value; }};
static int pointed = 3;
static struct followed followed = {{ 5 }};
static unsigned long got;

/* What callees find at their entry: the compiler adds nothing before. */
static unsigned char seen[1600];
static unsigned long seen_overflow;

static noinstr void snapshot(void)
{{
	/* And retval_tls, which stands behind param_tls. */
	memcpy(seen, &kmsan_context, sizeof(seen));
	seen_overflow = kmsan_context.va_arg_overflow_size_tls;
}}

static noinstr void make_stale(unsigned long overflow, const void *frame)
{{
	memset(kmsan_context.param_tls, 0xff, 800);
	memset(kmsan_context.retval_tls, 0xff, 800);
	memset(kmsan_context.va_arg_tls, 0xff, 800);
	kmsan_context.va_arg_overflow_size_tls = overflow;
	/* The caller's, where some have copies of structs. */
	kmsan_poison(__builtin_frame_address(0),
		     (const char *)frame - (char *)__builtin_frame_address(0));
	kmsan_reports = 0;
	got = 0;
}}
#define stale(overflow) make_stale(overflow, __builtin_frame_address(0))

/* Bytes cleared at the start of param_tls, or -1 when others are too. */
static noinstr int cleared(void)
{{
	int n = 0, i;

	while (n < 1600 && !seen[n])
		n++;
	for (i = n; i < 1600; i++)
		if (seen[i] != 0xff)
			return -1;
	return n;
}}

/* The most that a variadic argument takes on the stack. */
#define ON_STACK(v) ((sizeof(v) + 7) / 8 * 8 + (__alignof__(v) - 1) / 8 * 8)

/* Each value counts with a weight of its own. */
#define LOOK(value, weight) (sum += (unsigned long)(value) * (weight))
/* What goes into an asm is reported for any of its bits. */
#define READ(sum) asm volatile("" : : "r"(sum))

/* One report for each byte that is not initialised. */
typedef const volatile unsigned char bytes_t;
static volatile int sink;

static noinline void look_at_bytes(bytes_t *p, unsigned long size)
{{
	while (size--)
		if (*p++)
			sink++;
}}

static noinstr int reports_of(bytes_t *p, unsigned long size)
{{
	kmsan_reports = 0;
	call_instr(look_at_bytes, bytes_t *, p, unsigned long, size);
	return kmsan_reports;
}}
"""

# Prints: number, reports of the plain call, of the wrapped one, of an instrumented
# caller's, whether values were right, bytes cleared, size on the stack as of the compiler,
# as of ours, and of all variadic arguments, how many variables were right by reference.
REPORT = 'printf("%d %u %u %u %d %d %lu %lu %lu", {n}, plain, kmsan_reports, compilers, ' \
    'values && got == {sum}UL{ret}, cleared(), own, seen_overflow, {all}UL); ' \
    'printf(" %d\\n", references{n}());'


class Type:
    """A type: its spelling, and members that have a value."""

    def __init__(self, spelling, members, declare=""):
        self.spelling = spelling
        self.declare = declare
        # Those that are looked at: (spelling, how to get at it from the value)
        self.members = members

    def size_is_known(self):
        """Whether there may be an array of it."""
        return "[];" not in self.declare


def scalar_value(rng, spelling):
    """A value every such type can hold: (as a number, in C)."""
    if spelling == "const int *" or spelling == "int *":
        return 3, "&pointed"
    if spelling == "const struct followed *":
        return 5, "&followed"
    if spelling == "callback_t *":
        return 0, "0"
    if spelling in ("_Bool",):
        return 1, "1"
    if spelling == "enum colour":
        return 0, "RED"
    value = rng.randint(1, 100)
    return value, str(value)


def promoted(spelling):
    """What a variadic argument of a type is passed as."""
    if spelling == "float":
        return "double"
    return "int" if SIZES.get(spelling, 8) < 4 else spelling


def some(rng, members):
    """The first, the last and one between: a callee of 12 structs has many."""
    between = members[1:-1]
    return members[:1] + rng.sample(between, min(1, len(between))) + members[1:][-1:]


def look(spelling, path, weight):
    """Looks at a scalar; follows it if it is a pointer."""
    if spelling in ("const int *", "int *"):
        return (f"if ({path}) LOOK(*{path}, {weight}UL);")
    if spelling == "const struct followed *":
        return (f"if ({path}) LOOK({path}->value, {weight}UL);")
    if spelling == "callback_t *":
        return f"LOOK({path}, {weight}UL);"
    if "int128" in spelling:
        return f"LOOK({path}, {weight}UL); LOOK({path} >> 64, {weight}UL);"
    if spelling.startswith("bytes"):
        return (f"for (int i = 0; i < {spelling[5:]}; i++) "
                f"LOOK({path}[i], {weight}UL);")
    return f"LOOK({path}, {weight}UL);"


class Generator:
    def __init__(self, rng, by_value=None):
        self.rng = rng
        # The sizes in bytes that are passed by value, where not all are.
        self.by_value = by_value
        self.records = []
        self.count = 0

    def scalar(self):
        rng = self.rng
        if rng.random() >= 0.15:
            return rng.choice(SCALARS)
        return rng.choice(REALS if self.by_value else WIDE)

    def scalar_of(self, size):
        """A scalar of 1, 2, 4 or 8 bytes."""
        return self.rng.choice([name for name in SCALARS + REALS
                                if SIZES.get(name, 8) == size])

    def sized_record(self, name):
        """As record(), of a size that is passed by value."""
        rng = self.rng
        size = rng.choice(self.by_value)
        shape = rng.random()
        last = self.scalar_of(size)
        if shape < 0.3 or size == 1:
            fields, members = [f"{last} m0;"], [(last, ".m0")]
        elif shape < 0.5:
            fields = [f"unsigned char m0[{size}];"]
            members = [(f"bytes{size}", ".m0")]
        elif shape < 0.6:
            return f"union {name} {{ {last} m0; char m1; }}", [(last, ".m0")]
        else:
            # The second half is aligned to its size, and the first is up to as large.
            first = self.scalar_of(rng.choice([n for n in self.by_value if n < size]))
            last = self.scalar_of(size // 2)
            fields = [f"{first} m0;", f"{last} m1;"]
            members = [(first, ".m0"), (last, ".m1")]
        return f"struct {name} {{ {' '.join(fields)} }}", members

    def record(self, depth=0, name=None):
        """A struct or union: (its definition, its members)."""
        rng = self.rng
        if self.by_value:
            return self.sized_record(name)
        union = rng.random() < 0.2
        attributes = []
        if rng.random() < 0.2:
            attributes.append("packed")
        if rng.random() < 0.15:
            attributes.append(f"aligned({rng.choice([2, 4, 8, 16, 32, 64])})")
        fields, members = [], []
        shape = rng.random()
        if shape < 0.04:
            fields = []
        elif shape < 0.30:
            # Bytes: any size from 1 to 900, mostly small.
            size = rng.randint(1, 40) if rng.random() < 0.8 \
                else rng.randint(1, 900)
            fields.append(f"unsigned char m0[{size}];")
            members.append((f"bytes{size}", ".m0"))
        else:
            for i in range(rng.randint(1, 6)):
                kind = rng.random()
                if kind < 0.15:
                    width = rng.randint(1, 31)
                    fields.append(f"unsigned int m{i} : {width};")
                    members.append((f"bits{width}", f".m{i}"))
                elif kind < 0.30:
                    spelling, size = self.scalar(), rng.randint(1, 5)
                    fields.append(f"{spelling} m{i}[{size}];")
                    members += [(spelling, f".m{i}[{j}]") for j in range(size)]
                elif kind < 0.42 and depth < 2:
                    text, inner = self.record(depth + 1)
                    fields.append(f"{text} m{i};")
                    members += [(t, f".m{i}{p}") for t, p in inner]
                else:
                    spelling = self.scalar()
                    fields.append(f"{spelling} m{i};")
                    members.append((spelling, f".m{i}"))
                if union and members:
                    # One member has a value; the others give it its size.
                    first = members[0][1][:3]
                    members = [m for m in members if m[1][:3] == first]
            if not union and not depth and rng.random() < 0.08 and members:
                fields.append("char last[];")
        attribute = f" __attribute__(({', '.join(attributes)}))" \
            if attributes else ""
        keyword = "union" if union else "struct"
        tag = f" {name}" if name else ""
        text = f"{keyword}{tag} {{ {' '.join(fields)} }}{attribute}"
        return text, members

    def new_record(self):
        self.count += 1
        name = f"r{self.count}"
        text, members = self.record(0, name)
        keyword = text.split()[0]
        declare = f"{text};\nDEFINE_CALL_INSTR_{keyword.upper()}({name});\n"
        spelling = f"{keyword} {name}"
        if self.rng.random() < 0.2:
            declare += f"typedef {spelling} {name}_t;\n" \
                       f"DEFINE_CALL_INSTR_TYPE({name}_t);\n"
            spelling = f"{name}_t"
        return Type(spelling, some(self.rng, members), declare)

    def type(self, records=0.45):
        if self.rng.random() >= records:
            spelling = self.scalar()
            return Type(spelling, [(spelling, "")])
        if self.records and self.rng.random() < 0.5:
            return self.rng.choice(self.records)
        new = self.new_record()
        self.records.append(new)
        return new


def member_value(rng, spelling):
    """The value of a member: (what it adds to the sum, in C)."""
    if spelling.startswith("bits"):
        value = rng.randint(1, min(100, (1 << int(spelling[4:])) - 1))
        return value, str(value)
    return scalar_value(rng, spelling)


class Signature:
    """One signature: the C text of its functions, and what is known of it."""

    def __init__(self, number, generator, variadic_allowed=True):
        rng = generator.rng
        self.number = number
        self.generator = generator
        known = len(generator.records)
        self.variadic = variadic_allowed and rng.random() < 0.2
        if self.variadic:
            self.args = [generator.type(0.2)
                         for _ in range(rng.randint(1, 5))]
            more = [generator.type(0.2) for _ in range(rng.randint(0, 12))]
            # Plain calls pass these where va_arg() does not look: clang 19 and older an
            # __int128, clang 14 what is aligned to more than 16.
            self.more = [arg for arg in more if "int128" not in arg.spelling
                         and "aligned(" not in arg.declare]
        else:
            self.args = [generator.type() for _ in range(rng.randint(0, 12))]
            self.more = []
        self.ret = None if rng.random() < 0.2 else generator.type(0.5)
        self.declare = "".join(r.declare for r in generator.records[known:])
        self.kind = rng.choice(["external", "static", "pointer"])
        self.rng = rng

    def splits_int128(self):
        """A fixed __int128 may take the last register to MSan and none to clang."""
        return self.variadic and any("int128" in a.spelling for a in self.args)

    def references(self):
        """The C text of a function that passes variables of its own by reference, in a
        frame that is stale: each has a report for each of its bytes when it is passed
        plainly, none by call_instr_ref(), and what is beside it still has them."""
        rng, declare, checks = self.rng, [], []
        known = [arg for arg in self.args if arg.size_is_known()]
        self.referred = known[:3] if self.number % 5 == 0 else []
        for i, arg in enumerate(self.referred):
            name, shape = f"l{i}", rng.random()
            if shape < 0.3:
                declare.append(f"{arg.spelling} {name};")
                pointer, ref = f"&{name}", f"call_instr_ref(&{name})"
            elif shape < 0.5:
                declare.append(f"{arg.spelling} {name}[{rng.randint(1, 4)}];")
                pointer, ref = name, f"call_instr_ref({name})"
            elif shape < 0.8:
                declare.append(f"struct {{ char before[{rng.randint(0, 9)}]; "
                               f"{arg.spelling} it; char behind[{rng.randint(0, 9)}]; "
                               f"}} {name};")
                pointer, ref = f"&{name}.it", f"call_instr_ref(&{name}.it)"
            else:
                size, start = rng.randint(1, 60), rng.randint(0, 9)
                declare.append(f"unsigned char {name}[{start + size + 9}];")
                pointer = f"{name} + {start}"
                ref = f"call_instr_ref_bytes({pointer}, {size})"
            looked = f"sizeof({name})" if pointer in (name, f"&{name}") else \
                f"sizeof({name}.it)" if pointer.startswith("&") else size
            beside = f"sizeof({name}) - {looked}"
            checks.append(
                f"memset(&{name}, 0, sizeof({name})); stale(0);\n"
                f"\tright += reports_of((bytes_t *){pointer}, {looked}) == {looked} &&\n"
                f"\t\t!reports_of((bytes_t *){ref}, {looked}) &&\n"
                f"\t\treports_of((bytes_t *)&{name}, sizeof({name})) == {beside};")
        return (f"static noinstr int references{self.number}(void)\n{{\n\t"
                + "\n\t".join([*declare, "int right = 0;\n", *checks, "return right;"])
                + "\n}")

    def only_bool(self):
        return all(spelling == "_Bool" for a in self.args + self.more
                   for spelling, _ in a.members)

    def text(self):
        n, rng = self.number, self.rng
        fills, looks, total, weight = [], [], 0, 1
        for i, arg in enumerate(self.args + self.more):
            if i >= len(self.args):
                looks.append(f"{arg.spelling} v{i} = "
                             f"va_arg(va, {promoted(arg.spelling)});")
            fills.append(f"memset(&a{n}_{i}, 0, sizeof(a{n}_{i}));")
            for spelling, path in arg.members:
                value, text = member_value(rng, spelling)
                if spelling.startswith("bytes"):
                    fills.append(f"memset(a{n}_{i}{path}, {text}, "
                                 f"{spelling[5:]});")
                    value *= int(spelling[5:])
                else:
                    fills.append(f"a{n}_{i}{path} = {text};")
                looks.append(look(spelling, f"v{i}{path}", weight))
                total += value * weight
                weight += 1
        ret = self.ret.spelling if self.ret else "void"
        back, make, check = "", "", ""
        if self.ret:
            make = f"memset(&r{n}, 0, sizeof(r{n}));"
            for j, (spelling, path) in enumerate(self.ret.members[:8]):
                value, text = member_value(rng, spelling)
                at = path + ("[0]" if spelling.startswith("bytes") else "")
                make += f" r{n}{at} = {text};"
                check += f" && r{at} == {text}"
            back = f"return r{n};"
        parameters = ", ".join(f"{a.spelling} v{i}"
                               for i, a in enumerate(self.args))
        if self.variadic:
            parameters += ", ..."
            looks = ["va_list va;", f"va_start(va, v{len(self.args) - 1});",
                     *looks, "va_end(va);"]
        static = "" if self.kind == "external" else "static "
        callee = f"callee{n}"
        out = [self.declare]
        out += [f"static {a.spelling} a{n}_{i};"
                for i, a in enumerate(self.args + self.more)]
        if self.ret:
            out.append(f"static {ret} r{n};")
        out.append(f"{static}noinline {ret} callee{n}({parameters or 'void'})")
        out.append("{\n\tunsigned long sum = 0;\n\n\tsnapshot();\n\t"
                   + "\n\t".join(looks) + "\n\tREAD(sum);\n"
                   f"\tgot = sum;\n\t{back}\n}}")
        if self.kind == "pointer":
            out.append(f"static __typeof__(callee{n}) *volatile p{n} = "
                       f"callee{n};")
            callee = f"p{n}"
        values = ", ".join(f"a{n}_{i}"
                           for i in range(len(self.args + self.more)))
        keep = f"{ret} r = " if self.ret else ""
        pairs = [f"{a.spelling}, a{n}_{i}" for i, a in enumerate(self.args)]
        more = range(len(self.args), len(self.args + self.more))
        if self.variadic:
            wrapped = ", ".join([f"call_instr_va({callee}, ({', '.join(pairs)})",
                                 *(f"a{n}_{i}" for i in more)]) + ")"
        else:
            wrapped = ", ".join([f"call_instr({callee}", *pairs]) + ")"
        again = "r = " if self.ret else ""
        out.append(self.references())
        # An instrumented caller says what the compiler itself does.
        out.append(f"static noinline void own{n}(void)\n{{\n"
                   f"\t{callee}({values});\n}}")
        out.append(f"static noinstr void test{n}(void)\n{{\n"
                   "\tunsigned int plain, compilers;\n\tunsigned long own = 0;\n"
                   "\tint values;\n\n\t" + "\n\t".join(fills) + f"\n\t{make}\n"
                   + f"\tstale(0);\n\town{n}();\n\tcompilers = kmsan_reports;\n"
                   + ("\town = seen_overflow;\n" if self.variadic else "")
                   + f"\tstale(own);\n\t{keep}{callee}({values});\n"
                   f"\tplain = kmsan_reports;\n"
                   f"\tvalues = got == {total % 2**64}UL{check};\n"
                   f"\tstale({rng.choice([0, 8, 200]) if self.variadic else 0});"
                   f"\n\t{again}{wrapped};\n"
                   + ("" if self.variadic else "\tseen_overflow = own;\n")
                   + "\t" + REPORT.format(
                       n=n, sum=total % 2**64, ret=check,
                       all="".join(f"ON_STACK(a{n}_{i}) + " for i in more) + "0")
                   + "\n}")
        return "\n".join(out) + "\n"


def prototypes(seed, numbers, by_value):
    """Signatures to be compiled for any architecture, without a libc.

    For each: its callee's prototype and a caller.
    """
    generator = Generator(random.Random(f"{seed} {numbers[0]}"), by_value)
    signatures = [Signature(n, generator, False) for n in numbers]
    out = ["#include <linux/call_instr_va.h>\nenum colour { RED };\n"
           "struct followed;\ntypedef void callback_t(void);\n"]
    for s in signatures:
        n = s.number
        out.append(s.declare)
        out += [f"extern {a.spelling} a{n}_{i};\n" for i, a in enumerate(s.args)]
        ret = s.ret.spelling if s.ret else "void"
        out.append(f"{ret} callee{n}("
                   + (", ".join(a.spelling for a in s.args) or "void") + ");\n")
        pairs = "".join(f", {a.spelling}, a{n}_{i}"
                        for i, a in enumerate(s.args))
        out.append("__attribute__((disable_sanitizer_instrumentation))\n"
                   f"void test{n}(void)\n{{\n\tcall_instr(callee{n}{pairs});\n}}\n")
    return "".join(out), signatures


def program(seed, numbers, origin, variadic=True, by_value=None):
    """The C text of some signatures of a seed, and the signatures."""
    generator = Generator(random.Random(f"{seed} {numbers[0]}"), by_value)
    signatures = [Signature(n, generator, variadic) for n in numbers]
    body = "".join(s.text() for s in signatures)
    calls = "\n".join(f"\ttest{n}();" for n in numbers)
    return (HEAD.format(origin=origin) + body
            + "\nnoinstr int main(void)\n{\n\tkmsan_runtime_init();\n"
            + calls + "\n\treturn 0;\n}\n"), signatures
