#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Makes random spellings of callees and types, and compares with the plain call.

Each is a prototype, with any attributes, and a call that spells the same types in
another way. By call_instr() there is no diagnostic where the plain call has none, in
any build of the headers. In every fourth one type is made another, too: that must
not compile. A failure prints the C text, the compiler and what it says.

Reads   include/
Needs   gcc or clang; no root
Takes   a minute or two for 1000 spellings; says every 1000 how far it is
Exit    0, 1 when a spelling failed, 2 for other arguments
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import re
import sys
import time
from typing import NamedTuple

import harness
from c_types import (ARRAYS, ATTRIBUTES, BEHIND, CALLEES, HEAD, IN, INCOMPLETE, INTEGERS,
                     KERNEL, KNOWN, OTHERS, OUT, PARAMETER_ATTRIBUTES, RARE, UNKNOWN, USER,
                     VARIANTS)
from harness import BACK_ENDS, CLANGS, GCC

BATCH = 100


class Type(NamedTuple):
    """Its declarator is from the name on: ("*", qualifiers), ("[", size), ("(", args, end)."""
    base: object    # a name, or (typeof, Type)
    quals: frozenset = frozenset()
    parts: tuple = ()

    def to(self, part):
        return self._replace(parts=(part, *self.parts))

    def qualified(self, quals):
        if not self.parts:
            return self._replace(quals=self.quals | quals)
        if self.parts[0][0] != "*":
            return self
        return self._replace(parts=(("*", self.parts[0][1] | quals), *self.parts[1:]))

    def is_pointer(self):
        return self.parts[:1] and self.parts[0][0] == "*"

    def is_asked_for(self):
        """Whether its size needs the base's, and that only a qualifier in front tells."""
        return self.base in UNKNOWN and (not self.parts or self.parts[-1][0] == "[")


class Spelling(NamedTuple):
    number: int
    lines: str      # what is declared, with the head of the function that calls
    plain: str
    ours: str
    wrong: str


class Maker:
    """Makes spellings at random."""

    def __init__(self, rng, kernel):
        self.rng = rng
        self.kernel = kernel
        self.values = [*INTEGERS, *INTEGERS, *KNOWN, *UNKNOWN, *(KERNEL if kernel else USER)]

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def some(self, percent, *quals):
        return frozenset(qual for qual in quals if self.chance(percent))

    # Types.

    def value(self, depth):
        """A type that an argument may have."""
        if depth and self.chance(50):
            return self.pointer(depth - 1)
        if depth and self.chance(12):
            word = "typeof" if self.kernel or self.chance(80) else "typeof_unqual"
            return Type((word, self.value(depth - 1)))
        atomic = frozenset() if self.kernel else self.some(3, "_Atomic")
        rare = not self.kernel and self.chance(3)
        base = self.rng.choice(RARE if rare else self.values)
        return Type(base, atomic if base in INTEGERS else frozenset())

    def pointer(self, depth):
        chance, quals = self.rng.random(), self.some(20, "const", "volatile")
        if depth and chance < 0.15:
            to = self.value(depth - 1).qualified(quals)
            to = to.qualified({"const"}) if to.base in UNKNOWN and not to.parts else to
            to = to.to(("[", self.rng.randint(1, 5)))
        elif depth and chance < 0.3:
            args = [self.value(depth - 1) for _ in range(self.rng.randint(0, 3))]
            result = self.value(depth - 1) if self.chance(70) else Type("void")
            to = result.to(("(", tuple(args), bool(args) and self.chance(20)))
        elif chance < 0.35:
            to = Type("function_t")
        elif chance < 0.5:
            to = Type(self.rng.choice([*INCOMPLETE, *ARRAYS]), quals)
        else:
            to = self.value(depth).qualified(quals)
        if not to.parts and to.base != "function_t":
            to = to.qualified(self.some(2, *BEHIND))
        function = to.base == "function_t" or to.parts[:1] and to.parts[0][0] == "("
        return to.to(("*", self.some(15, "const", "volatile") if function else
                      self.some(15, "const", "volatile", "restrict")))

    # How they are spelled.

    def word(self, word):
        return VARIANTS[word][0 if self.kernel else self.rng.randrange(len(VARIANTS[word]))] \
            if word in VARIANTS else word

    def words(self, type_):
        """What is in front of the declarator."""
        if isinstance(type_.base, tuple):
            word, inner = type_.base
            text = self.declare(inner)
            if self.chance(30):
                text = f"*({self.declare(inner.to(('*', frozenset())))})0"
            words = [f"{self.word(word)}({text})"]
        else:
            text = self.rng.choice(INTEGERS.get(type_.base, [type_.base]))
            words = [text] if " " in text and text.split()[0] in ("struct", "union", "enum") \
                else [self.word(word) for word in text.split()]
        self.rng.shuffle(words)
        # As the last qualifier const may be the first word.
        for qual in sorted(type_.quals, key=lambda qual: (qual == "const", qual)):
            first = qual == "const" and type_.is_asked_for()
            words.insert(0 if first else self.rng.randint(qual in BEHIND, len(words)),
                         self.word(qual))
        return " ".join(words)

    def declare(self, type_, name=""):
        """A declaration of @name, or the name of the type."""
        for part, outer in zip(type_.parts, [*type_.parts[1:], "*"]):
            if part[0] == "*":
                quals = [self.word(qual) for qual in sorted(part[1])]
                self.rng.shuffle(quals)
                name = "*" + " ".join([*quals, name] if name else quals)
                name = f"({name})" if outer[0] in "[(" else name
            elif part[0] == "[":
                name += f"[{part[1]}]"
            else:
                args = [self.parameter(arg) for arg in part[1]] + ["..."] * part[2]
                name += f"({', '.join(args) or 'void'})"
        words = self.words(type_)
        if name.startswith("(") and words.endswith("_Atomic"):
            # C takes what stands behind it in parentheses for its type.
            words = f"_Atomic {words.removesuffix('_Atomic')}".strip()
        return f"{words} {name}".strip()

    def parameter(self, type_, name=""):
        """In a prototype: qualifiers of it are as good as none, an array as a pointer."""
        if self.chance(20):
            type_ = type_.qualified(self.some(50, "const", "volatile"))
        elif self.chance(20) and type_.is_pointer() and not type_.parts[0][1] and (
                type_.parts[1:] or type_.base not in [*INCOMPLETE, "function_t"]):
            rest = type_.parts[1:]
            type_ = type_._replace(parts=rest if rest and rest[0][0] == "(" else
                                   (("[", 4), *rest))
        text = self.declare(type_, name)
        if name and self.chance(5):
            text += f" __attribute__(({self.rng.choice(PARAMETER_ATTRIBUTES)}))"
        return text

    # What is another type.

    def other(self, type_):
        i = self.rng.randint(0, len(type_.parts))
        parts = list(type_.parts)
        # The qualifiers of what a function returns, or takes, are not a part of its type.
        behind = i and parts[i - 1][0] != "("
        if i < len(parts) and parts[i][0] == "[":
            parts[i] = ("[", parts[i][1] + 1)
        elif i < len(parts) and parts[i][0] == "(":
            parts[i] = ("(", (*parts[i][1], Type("int")), parts[i][2])
        elif i < len(parts) and behind:
            parts[i] = ("*", parts[i][1] ^ {self.rng.choice(["const", "volatile"])})
        elif i < len(parts):
            parts.insert(i, ("*", frozenset()))
        elif behind and self.chance(50) and isinstance(type_.base, str) and \
                type_.base not in ("constant_t", "function_t"):
            return type_._replace(quals=type_.quals ^ {"const"})
        elif type_.base in OTHERS:
            return type_._replace(base=self.rng.choice(
                [base for base in OTHERS if base != type_.base]), quals=frozenset())
        else:
            parts.insert(i, ("*", frozenset()))
        return type_._replace(parts=tuple(parts))

    # A callee, and its call.

    def spelling(self, n):
        rng = self.rng
        args = [self.value(rng.randint(0, 4))
                for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3, 4, 6, 12]))]
        args = [arg.qualified({"const"}) if arg.is_asked_for() else arg for arg in args]
        result = Type("void") if self.chance(30) else self.value(rng.randint(0, 3))
        # What a call's type does not have: see LIMITS.
        while not result.parts and isinstance(result.base, tuple):
            result = result.base[1]
        if result.is_pointer():
            result = Type(result.base, result.quals, (("*", frozenset()), *result.parts[1:]))
        elif result.base == "constant_t" or result.quals:
            result = Type("int")
        attributes = ATTRIBUTES + IN * 3 * bool(args and args[0].is_pointer()) + \
            OUT * 3 * bool(result.is_pointer())
        attributes = [f"__attribute__(({text}))" for text in rng.sample(
            attributes, rng.choice([0, 0, 0, 1, 1, 2]))]
        kind = rng.choice([*CALLEES])
        form, declarator, callee = CALLEES[kind]
        name = f"callee{n}"
        prototype = ", ".join(self.parameter(arg, f"p{i}") for i, arg in enumerate(args))
        words = [*attributes, self.declare(
            result, f"{declarator.format(name)}({prototype or 'void'})")]
        if kind != "static":
            rng.shuffle(words)
        callee = callee.format(name)

        values = ["0" if self.chance(10) and (arg.is_pointer() or arg in map(Type, INTEGERS))
                  else f"a{i}" for i, arg in enumerate(args)]
        types = [self.declare(arg.qualified(self.some(5, "const", "volatile")))
                 for arg in args]
        params = ", ".join(self.declare(arg, f"a{i}") for i, arg in enumerate(args))
        use = rng.choice(["{};", "(void){};", "return {};", "{} = {{}}; (void)r;".format(
            self.declare(result, "r"))] if result != Type("void") else ["{};"])
        back = result if use == "return {};" else Type("void")
        test = self.declare(back, f"test{n}({params or 'void'})")

        def ours():
            pairs = "".join(f", {type_}, {value}" for type_, value in zip(types, values))
            return use.format(f"call_instr({callee}{pairs})")
        spelling = Spelling(
            n, f"{form.format(' '.join(words), name=name)}\n{test};\n{test}",
            use.format(f"({callee})({', '.join(values)})"), ours(), "")
        if not args or not self.chance(25):
            return spelling
        i = rng.randrange(len(args))
        types[i] = self.declare(self.other(args[i]))
        return spelling._replace(wrong=ours())


def make(seed, batch):
    """The spellings of a batch; every fourth is of a kernel's words."""
    maker = Maker(random.Random(f"{seed} {batch}"), batch % 4 == 3)
    return [maker.spelling(batch * BATCH + i) for i in range(BATCH)]


# Compilers, and what they say.

def compile_text(compiler, batch, text, *flags):
    """What the compiler says of a text, or "" when that is nothing."""
    flags = ["-Wall", "-Wextra", "-Wshadow", "-Wno-unused-parameter", "-Wno-attributes",
             "-Wno-psabi", "-Werror", ["-O0", "-O1", "-O2", "-Os"][batch // 4 % 4], *flags]
    if batch % 4 == 3:
        flags += ["-D__KERNEL__", "-I", "tests/kernel_types"]
    if batch % 2:
        flags += ["-fcf-protection=branch"]
    if "clang" in compiler:
        flags += ["-ferror-limit=0", "-Wno-duplicate-decl-specifier"]
    with harness.temporary() as folder:
        path = pathlib.Path(folder, "spellings.c")
        path.write_text(HEAD + text)
        result = harness.run(harness.command(compiler, *flags, "-S", path, "-o",
                                             path.with_suffix(".s")), {"LC_ALL": "C"})
    return result.stdout if result.returncode else ""


def compile_calls(compiler, batch, spellings, field, *flags):
    """What it says of @field of the spellings, and the numbers of those that it names."""
    output = compile_text(compiler, batch, "".join(
        f'#line 1 "spelling{s.number}"\n{s.lines}\n{{\n\t{getattr(s, field)}\n}}\n'
        for s in spellings), *flags)
    return output, set(map(int, re.findall(r'\bspelling(\d+)[:"]', output)))


def silent(compiler, batch, spellings, field, *flags):
    """Those of which the compiler says nothing."""
    while spellings:
        output, named = compile_calls(compiler, batch, spellings, field, *flags)
        if not output:
            break
        # Where it names none, it has crashed.
        spellings = [s for s in spellings if s.number not in named] if named else [
            s for s in spellings
            if not compile_calls(compiler, batch, [s], field, *flags)[0]]
    return spellings


def check(seed, batch, compiler, count=BATCH):
    """Compiles the first of a batch: what was counted, and the failures as texts."""
    total, failed = collections.Counter(), []
    made = make(seed, batch)[:count]
    plain = silent(compiler, batch, made, "plain")
    total["dropped"] += len(made) - len(plain)
    for back_end, flags in BACK_ENDS.items():
        # No kernel has MSan, or KMSAN by gcc.
        if batch % 4 == 3 and (back_end == "msan" or back_end == "kmsan" and compiler == GCC):
            continue

        def fail(s, text, field):
            text = "\n".join(re.findall(r"(?:error|warning): .*", text)) or text
            failed.append(f"seed {seed}, spelling {s.number}, {compiler}, {back_end}: {text}\n"
                          f"{s.lines}\n{{\n\t{getattr(s, field)}\n}}\n")
        ours = silent(compiler, batch, plain, "ours", *flags)
        for s in plain:
            if s not in ours:
                fail(s, compile_calls(compiler, batch, [s], "ours", *flags)[0], "ours")
        # Only what compiles when it is right says anything when it is wrong.
        wrong = [s for s in ours if s.wrong]
        _, named = compile_calls(compiler, batch, wrong, "wrong", *flags, "-w", "-Wno-error",
                                 "-fsyntax-only")
        for s in wrong:
            if s.number not in named:
                fail(s, "it compiles, and a type is wrong", "wrong")
        total.update(calls=len(ours), wrong=len(wrong))
    return total, failed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--count", type=int, default=1000,
                        help="how many spellings; default: 1000")
    args = parser.parse_args()
    if args.count < 1:
        parser.error("--count is 1 or more")
    start, total, failed = time.monotonic(), collections.Counter(), 0
    compilers = [name for name in [GCC, *CLANGS] if harness.have(name)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for batch in range(-(-args.count // BATCH)):
            end = min((batch + 1) * BATCH, args.count)
            for count, texts in pool.map(
                    lambda name: check(args.seed, batch, name, end - batch * BATCH),
                    compilers):
                total += count
                failed += len(texts)
                # What is broken altogether fails everywhere.
                for text in texts[:20]:
                    print(f"not ok {text}", flush=True)
            if end % 1000 == 0 or end == args.count:
                print(f"{end} spellings, {failed} failed, {time.monotonic() - start:.0f} s",
                      flush=True)
    print("compilers:", ", ".join(f"{name} ({harness.version(name)})" for name in compilers))
    print(f"{args.count} spellings of seed {args.seed}: {total['calls']} calls and "
          f"{total['wrong']} wrong ones refused, {total['dropped']} left out, whose "
          f"plain call has a diagnostic, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
