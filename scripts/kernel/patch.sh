#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: scripts/kernel/patch.sh KDIR
#
# Writes a series for the kernel tree KDIR that git am takes to build/patches: the
# headers, the KUnit suite, the documentation, the entry in MAINTAINERS. The
# tree itself is not changed. Author and maintainer are who git says you are.

set -eu
cd "$(dirname "$0")/../.."
top=$PWD

stop() {
	echo "$0: $1" >&2
	exit 1
}

[ $# -eq 1 ] || {
	echo "usage: $0 KDIR" >&2
	exit 2
}
# Says what is wrong with the folder, if anything is.
scripts/kernel/install.sh --check "$1" >/dev/null
kdir=$(cd "$1" && pwd)
[ ! -f "$kdir/include/linux/call_instr.h" ] ||
	stop "$kdir has call_instr.h already; name a tree without it."
git var GIT_AUTHOR_IDENT >/dev/null 2>&1 ||
	stop "git does not know who you are; set user.name and user.email."
ident=$(git var GIT_AUTHOR_IDENT | sed 's/>.*/>/')

# A tree of those files that the series changes.
repo=$(mktemp -d)
trap 'rm -rf "$repo"' EXIT
for file in Kbuild MAINTAINERS mm/kmsan/Makefile lib/Kconfig.kmsan \
	include/linux/kmsan_types.h Documentation/dev-tools/index.rst; do
	mkdir -p "$repo/$(dirname "$file")"
	cp "$kdir/$file" "$repo/$file"
done
cd "$repo"
git init -q
git add .
git -c commit.gpgsign=false commit -q -m base

# commit MESSAGE PATH...
commit() {
	message=$1
	shift
	git add "$@"
	git -c commit.gpgsign=false commit -q -s -m "$message"
}

"$top/scripts/kernel/install.sh" "$repo" >/dev/null

commit "call_instr: call instrumented code from noinstr code

KMSAN's instrumentation passes the shadow of by-value arguments in
param_tls. A noinstr caller does not store it, so that the callee reads
what an earlier call has left there, and reports a use of an
uninitialised value that is none:

  BUG: KMSAN: uninit-value in irqentry_exit_to_kernel_mode_preempt

Unpoisoning the argument does not help, as it is not memory that is
looked at.

Add call_instr(fn, type, arg, ...), which makes the call and clears the
slots of param_tls that the callee will read before it. The types say
what they are, and are checked against the prototype of the callee.
Unknown types fail to compile, DEFINE_CALL_INSTR_TYPE() and friends make
them known. Without CONFIG_KMSAN the object code is that of the plain
call.

call_instr_va() is the same for variadic functions." include/linux

commit "kmsan: add a KUnit suite for call_instr()

Each case leaves the shadow of uninitialised memory in param_tls, and
calls an instrumented function from noinstr code: the plain call is
reported, the one through call_instr() is not, and a true bug behind a
pointer still is." \
	mm/kmsan lib/Kconfig.kmsan

cp "$top/scripts/kernel/call_instr.rst" Documentation/dev-tools/
sed 's/^   kmsan$/&\n   call_instr/' Documentation/dev-tools/index.rst >index.new
mv index.new Documentation/dev-tools/index.rst
commit "Documentation: dev-tools: describe call_instr()

Say what the false reports of KMSAN in code called from noinstr functions
come from, and what to write." Documentation

awk -v ident="$ident" '
/^C(A[M-Z]|[B-Z])/ && !done && list && !length(before) {
	print "CALL_INSTR (CALLS FROM NOINSTR TO INSTRUMENTED CODE)"
	print "M:\t" ident
	print "L:\tkasan-dev@googlegroups.com"
	print "S:\tMaintained"
	print "F:\tDocumentation/dev-tools/call_instr.rst"
	print "F:\tinclude/linux/call_instr.h"
	print "F:\tinclude/linux/call_instr/"
	print "F:\tmm/kmsan/call_instr_test*"
	print ""
	done = 1
}
/^Maintainers List/ { list = 1 }
{ print; before = $0 }' MAINTAINERS >MAINTAINERS.new
mv MAINTAINERS.new MAINTAINERS
grep -q '^CALL_INSTR' MAINTAINERS ||
	stop "found no place for the entry in MAINTAINERS."
commit "MAINTAINERS: add an entry for call_instr()

The headers, the documentation and the KUnit suite belong together." \
	MAINTAINERS

rm -rf "$top/build/patches"
mkdir -p "$top/build/patches"
git format-patch -q --cover-letter -o "$top/build/patches" HEAD~4
sed -i "s/\*\*\* SUBJECT HERE \*\*\*/call_instr: calls from noinstr to instrumented code/
s/\*\*\* BLURB HERE \*\*\*/A noinstr function that calls an instrumented one does not tell KMSAN about the\nshadow of by-value arguments. call_instr() does, and is the plain call without\nCONFIG_KMSAN./" "$top/build/patches/0000-cover-letter.patch"
ls "$top"/build/patches/*.patch
