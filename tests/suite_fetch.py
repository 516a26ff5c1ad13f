# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Which source of Linux tests/kernel/fetch.sh takes, by an apt that is a script; and what
run.sh says of what it is given, before that.

It offers what stands in a file, a line a package as "apt-cache madison" has it, and a
deb of it is a tar. What fetch.sh asks apt for is in another file.
"""

import pathlib

import harness
from harness import TOP

FETCH = TOP / "tests/kernel/fetch.sh"
KEYRING = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")
APT = {
    "apt-get": r"""
        echo "$*" >>"$FAKE/asked"
        case $* in
        *indextargets*) echo "Debian Debian http://mirror.invalid/debian/" ;;
        *" update") [ -s "$FAKE/offers" ] ;;
        *" download "*)
            package=${*##* download }
            name=${package%%=*}
            mkdir -p usr/src
            echo "$package" >usr/src/$name.tar.xz
            tar -cf ${name}_1_all.deb ./usr/src/$name.tar.xz
            rm -r usr
            case $FAULT in
            half) truncate -s 700 ${name}_1_all.deb ;;
            refused) exit 100 ;;
            esac ;;
        esac""",
    "apt-cache": r"""
        case $* in
        *" pkgnames linux-source-") sed 's/ .*//' "$FAKE/offers" | sort -u ;;
        *) for name in ${*##* madison }; do
            grep "^$name " "$FAKE/offers"
        done ;;
        esac""",
    "dpkg-deb": 'cat "$2"',
}


def offer(name, version, suite):
    return f"{name} | {version:>10} | http://mirror.invalid/debian {suite}/main amd64 Packages\n"


OFFERS = {
    "7.9": offer("linux-source-7.9", "7.9.3-1", "sid")
           + offer("linux-source-7.9", "7.9.12-1~bpo13+1", "trixie-backports")
           + offer("linux-source-7.9", "7.9.12-1", "forky"),
    "7.10": offer("linux-source-7.10", "7.10.1-1~bpo13+1", "trixie-backports"),
    "candidate": offer("linux-source-7.11", "7.11~rc3-1~exp1", "sid"),
    "others": offer("linux-source", "8.0.1-1", "sid")
              + offer("linux-source-7.12-rt", "7.12.1-1", "sid")
              + offer("linux-source-7.12.1", "7.12.1-1", "sid"),
}


def fetch(offers, wanted="", there=(), fault="", before=""):
    """(exit status, what it said, what is in its folder, what apt-get was asked)"""
    if not KEYRING.exists():
        raise harness.Skip("debian-archive-keyring is not installed")
    with harness.temporary() as folder:
        path = pathlib.Path(folder)
        for name, text in APT.items():
            (path / name).write_text(f"#!/bin/sh\n{text}\n")
            (path / name).chmod(0o755)
        (path / "offers").write_text("".join(OFFERS[name] for name in offers))
        (path / "asked").touch()
        cache = path / "cache"
        cache.mkdir()
        for version in there:
            (cache / f"linux-source-{version}.tar.xz").write_text("of an earlier run\n")
        result = harness.run([FETCH, cache], {
            "PATH": f"{folder}:/usr/bin:/bin", "FAKE": folder, "FAULT": fault,
            "VERSION": wanted, "BEFORE": before})
        return (result.returncode, result.stdout.replace(folder, ""),
                {file.name: file.read_text() for file in cache.iterdir()},
                (path / "asked").read_text())


def takes(version, text, told, *how):
    """It tells of that version, and ends with its file, which has that text."""
    status, output, files, _ = fetch(*how)
    name = f"linux-source-{version}.tar.xz"
    if status or not output.endswith(f"/cache/{name}\n") or told not in output:
        raise harness.Fail(f"expected: {told}\nseen: exit status {status}: {output}")
    if files.get(name) != text + "\n" or any(not file.endswith(".tar.xz") for file in files):
        raise harness.Fail(str(files))


def refuses(told, *how):
    """It says so, and leaves its folder as it was: empty, or with 7.8."""
    status, output, files, _ = fetch(*how)
    if status != 1 or told not in output or set(files) - {"linux-source-7.8.tar.xz"}:
        raise harness.Fail(f"expected: {told}\n"
                           f"seen: exit status {status}: {output}\n{sorted(files)}")


def asks_nobody():
    """A version that is named and there needs no mirror."""
    _, output, _, asked = fetch(OFFERS, "7.9", ["7.9"])
    if output != "/cache/linux-source-7.9.tar.xz\n" or asked:
        raise harness.Fail(output + asked)


def stops(told, status=1, word="load", **given):
    """run.sh says so, and has fetched nothing."""
    with harness.temporary() as folder:
        result = harness.run([TOP / "tests/kernel/run.sh", word],
                             {**given, "CALL_INSTR_CACHE": folder})
        if result.returncode != status or told not in result.stdout \
                or any(pathlib.Path(folder).iterdir()):
            raise harness.Fail(f"exit status {result.returncode}: {result.stdout}")


def cases():
    yield "no word", stops, "usage: [VARIABLE=VALUE...] tests/kernel/run.sh check|", 2, "lod"
    for told, name, value in (
            ("ARCH=mips; name one of these: s390 x86_64.", "ARCH", "mips"),
            ("is no version of clang; write LLVM=19.", "LLVM", "new"),
            ("there is no file nowhere; name a kernel's configuration", "CONFIG", "nowhere"),
            ("write SECONDS_OF_LOAD=100.", "SECONDS_OF_LOAD", "0")):
        yield f"{name}={value}", lambda t=told, n=name, v=value: stops(t, **{n: v})
    nine = "linux-source-7.9=7.9.12-1"
    ten = "linux-source-7.10=7.10.1-1~bpo13+1"
    old = "of an earlier run"
    yield ("7.10 is newer than 7.9", takes, "7.10", ten,
           "downloading linux-source-7.10, 7.10.1-1~bpo13+1 of trixie-backports.",
           ["7.10", "7.9"])
    yield ("no release candidate", takes, "7.10", ten, "7.10.1", ["candidate", "7.10"])
    yield ("no package of another name", takes, "7.10", ten, "7.10.1", ["others", "7.10"])
    yield ("the newest of one version", takes, "7.9", nine, "7.9.12-1 of forky", ["7.9"])
    yield ("the one that is named", takes, "7.9", nine, "7.9.12-1 of forky", OFFERS, "7.9")
    yield ("the newest, which is there", takes, "7.10", old, "is Debian's newest, and is in",
           OFFERS, "", ["7.10", "7.9"])
    yield ("the newest, beside another", takes, "7.10", ten, "7.10.1", OFFERS, "", ["7.9"])
    yield ("the newest before another", takes, "7.9", nine, "7.9.12-1 of forky", OFFERS, "",
           ["7.10"], "", "7.10")
    yield ("none before it", refuses, "there is no linux-source before 7.9 in", ["7.9", "7.10"],
           "", (), "", "7.9")
    yield ("no mirror, and one before", refuses, "name a kernel's source", [], "", ["7.8"], "",
           "7.9")
    yield "before no version", refuses, "write it as BEFORE=7.3.", OFFERS, "", (), "", "7"
    yield "the one that is named and there", asks_nobody
    yield ("no mirror, and some there", takes, "7.10", old,
           "no mirror answers that has a linux-source-N.N which apt verifies, in "
           "trixie-backports forky sid of http://mirror.invalid/debian/; "
           "taking linux-source-7.10, which is in", [], "", ["7.9", "7.10"])
    yield "no mirror", refuses, "name a kernel's source, a folder or a tarball", []
    yield "no mirror, and another there", refuses, "no mirror answers", [], "7.9", ["7.8"]
    yield ("no such version", refuses, "there is no linux-source-7.1 in trixie-backports "
           "forky sid; name one of these with VERSION=: 7.9 7.10.", ["7.9", "7.10"], "7.1")
    yield "no version", refuses, "write it as VERSION=7.3.", OFFERS, "7.9.12"
    yield ("refused by apt", refuses, "could not download linux-source-7.10", OFFERS, "",
           ["7.8"], "refused")
    yield "half a package", refuses, "could not unpack linux-source-7.10", OFFERS, "", (), "half"
