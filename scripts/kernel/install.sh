#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: scripts/kernel/install.sh [--check] KDIR
#
# Puts call_instr.h and call_instr_va.h into the kernel tree KDIR, include/linux,
# without the lines for user space, what they need of KMSAN into kmsan-checks.h there,
# and the KUnit suites beside KMSAN's own, mm/kmsan, with their lines in Kconfig and
# Makefile. A second run changes nothing more. --check only says what would be done.
#
# Reads  KDIR, include/, tests/kernel/call_instr_*test*, kmsan_unpoison_params.h here
# Writes KDIR: include/linux, mm/kmsan, lib/Kconfig.kmsan
# Needs  a tree of Linux 6.1 or newer that can be written to, unifdef; no root, no build
# Takes  a second
# Exit   0, 1 when KDIR is no tree for it and nothing is written, 2 for other arguments

set -eu

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/../usage.sh"
top=$(dirname "$0")/../..

check=
while [ $# -gt 1 ]; do
	case $1 in
	--check) check=yes ;;
	*) usage ;;
	esac
	shift
done
[ $# -eq 1 ] || usage
case $1 in -*) usage ;; esac
kdir=$1

# All that could go wrong is looked at before anything is written.
[ -d "$kdir" ] || stop "there is no folder $kdir; name a kernel tree."
if [ ! -f "$kdir/Kbuild" ] || [ ! -f "$kdir/MAINTAINERS" ]; then
	stop "$kdir is no kernel tree; name the folder that has MAINTAINERS."
fi
for file in mm/kmsan/Makefile lib/Kconfig.kmsan include/linux/kmsan_types.h \
	include/linux/kmsan-checks.h; do
	[ -f "$kdir/$file" ] ||
		stop "$kdir has no $file; KMSAN is in Linux since 6.1."
done
grep -q '^config KMSAN_KUNIT_TEST' "$kdir/lib/Kconfig.kmsan" ||
	stop "$kdir/lib/Kconfig.kmsan has no KMSAN_KUNIT_TEST to stand beside."
[ "$(grep -c "^endif" "$kdir/lib/Kconfig.kmsan")" = 1 ] ||
	stop "$kdir/lib/Kconfig.kmsan does not end as it used to, with one endif."
[ "$(grep -c '^#else$' "$kdir/include/linux/kmsan-checks.h")" = 1 ] ||
	stop "$kdir/include/linux/kmsan-checks.h has not one #else, as it used to."
command -v unifdef >/dev/null ||
	stop "there is no unifdef, which leaves user space's lines out; install it."
[ -n "$check" ] || [ -w "$kdir/mm/kmsan" ] || stop "$kdir cannot be written to."

# copy FROM TO: unless it is there already.
copy() {
	if cmp -s "$1" "$kdir/$2"; then
		return
	fi
	echo "$2: ${check:+would be }written"
	if [ -z "$check" ]; then
		mkdir -p "$(dirname "$kdir/$2")"
		cp "$1" "$kdir/$2.new"
		mv "$kdir/$2.new" "$kdir/$2"
	fi
}

# add FILE MARK AWK: the lines that AWK adds, unless the file has MARK.
add() {
	if grep -q "$2" "$kdir/$1"; then
		return
	fi
	echo "$1: ${check:+would be }changed"
	if [ -z "$check" ]; then
		# A new file, as the old one may be a link to another tree's.
		cp -p "$kdir/$1" "$kdir/$1.new"
		awk "$3" "$kdir/$1" >"$kdir/$1.new"
		mv "$kdir/$1.new" "$kdir/$1"
	fi
}

# kernel_lines HEADER: without what is for user space. unifdef exits with 1 for that.
kernel_lines() {
	unifdef -D__KERNEL__ -U__ci_msan -U__ci_slots -U__ci_hidden -U__ci_call \
		"$top/include/$1" || [ $? -eq 1 ]
}

lines=$(mktemp)
chmod 644 "$lines"
trap 'rm -f "$lines"' EXIT
for header in linux/call_instr.h linux/call_instr_va.h; do
	kernel_lines "$header" >"$lines"
	copy "$lines" "include/$header"
done
for test in call_instr_test.c call_instr_test_calls.c call_instr_test.h \
	call_instr_va_test.c; do
	copy "$top/tests/kernel/$test" "mm/kmsan/$test"
done

# The function, and one that is empty where there is no KMSAN.
add include/linux/kmsan-checks.h kmsan_unpoison_params "
/^#include <linux\/types.h>/ {
	print \"#include <linux/compiler.h>\"
	print \"#include <linux/kmsan_types.h>\"
}
/^#else\$/ {
	while ((getline line <\"$top/scripts/kernel/kmsan_unpoison_params.h\") > 0)
		if (++n > 1)
			print line
	print \"\"
	stub = 1
}
/^#endif/ && stub {
	print \"static inline void kmsan_unpoison_params(size_t size)\"
	print \"{\"
	print \"}\"
	print \"\"
	stub = 0
}
{ print }"

# Make expands what is in single quotes here.
# shellcheck disable=SC2016
add mm/kmsan/Makefile call_instr_test '
{ print }
END {
	print ""
	print "obj-$(CONFIG_CALL_INSTR_KUNIT_TEST) += call_instr_test.o"
	print "obj-$(CONFIG_CALL_INSTR_KUNIT_TEST) += call_instr_test_calls.o"
	print "KMSAN_SANITIZE_call_instr_test.o := y"
	print "obj-$(CONFIG_CALL_INSTR_KUNIT_TEST) += call_instr_va_test.o"
	print "KMSAN_SANITIZE_call_instr_va_test.o := y"
}'

add lib/Kconfig.kmsan CALL_INSTR_KUNIT_TEST '
/^endif/ {
	print "config CALL_INSTR_KUNIT_TEST"
	print "\tbool \"call_instr() integration test suite\" if !KUNIT_ALL_TESTS"
	print "\tdefault KUNIT_ALL_TESTS"
	print "\tdepends on TRACEPOINTS && KUNIT=y"
	print "\thelp"
	print "\t  Test suite for call_instr(), which noinstr code calls"
	print "\t  instrumented code with: that KMSAN does not report by-value"
	print "\t  arguments passed that way, and does report true bugs."
	print ""
	print "\t  Say N if you are unsure."
	print ""
}
{ print }'
