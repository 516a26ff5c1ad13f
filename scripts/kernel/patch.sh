#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: scripts/kernel/patch.sh KDIR [OUT]
#
# Writes the series for the kernel tree KDIR, Linux 7.2, 7.3 or one close to them,
# that git am takes: call_instr(), its uses, cases for KMSAN's KUnit suite, a cover
# letter. It goes to the folder OUT, else build/patches, all of it or nothing. The tree
# itself is not changed. The author is who git says you are. What the patches say is in
# scripts/kernel/series.
#
# Reads  KDIR, include/, scripts/kernel/
# Writes OUT, which it replaces
# Needs  git with user.name and user.email, awk, unifdef; no root, no build
# Takes  seconds
# Exit   0, 1 when KDIR is no tree for it and OUT is as it was, 2 for other arguments

set -euo pipefail

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/../usage.sh"
top=$(realpath "$(dirname "$0")/../..")
series=$top/scripts/kernel/series

[ $# -eq 1 ] || [ $# -eq 2 ] || usage
case $1 in -*) usage ;; esac
# Says what is wrong with the folder, if anything is.
"$top/scripts/kernel/install.sh" --check "$1" >/dev/null
kdir=$(realpath "$1")
out=$(realpath -m "${2:-$top/build/patches}")
[ ! -f "$kdir/include/linux/call_instr.h" ] ||
	stop "$kdir has call_instr.h already; name a tree without it."
[ -z "$(find "$out" ! -name '*.patch' ! -path "$out" 2>/dev/null)" ] ||
	stop "$out has more than patches, and would be replaced; name another folder."
git var GIT_AUTHOR_IDENT >/dev/null 2>&1 ||
	stop "git does not know who you are; set user.name and user.email."

# A repository of those files that the series changes.
repo=$(mktemp -d)
trap 'rm -rf "$repo"' EXIT
for file in Kbuild MAINTAINERS mm/kmsan/Makefile mm/kmsan/instrumentation.c lib/Kconfig.kmsan \
	include/linux/kmsan_types.h include/linux/kmsan-checks.h Documentation/dev-tools/kmsan.rst \
	$(sed -n 's,^+++ b/,,p' "$series"/*.patch); do
	[ -f "$kdir/$file" ] ||
		stop "$kdir has no $file; the series is for Linux 7.2 and 7.3."
	mkdir -p "$repo/$(dirname "$file")"
	cp "$kdir/$file" "$repo/$file"
done
cd "$repo"
git init -q
git add .
git -c commit.gpgsign=false commit -q -m base
git tag base

# commit FILE PATH...: with what FILE says, behind its licence.
commit() {
	git add "${@:2}"
	sed -e '1,/^$/d' -e '/^---$/,$d' "$1" |
		git -c commit.gpgsign=false commit -q -s -F -
}

# apply PATCH: lines that moved are found, lines that changed are not.
apply() {
	local error
	error=$(git apply --index "$1" 2>&1) ||
		stop "${1##*/} does not apply to $kdir, whose lines are not those of Linux 7.2 and 7.3: $error"
	commit "$1" .
}

# edit FILE WHAT AWK: AWK has to find the place, and say so by exit status 0.
edit() {
	awk "$3" "$1" >"$1.new" ||
		stop "found no place for $2 in $kdir/$1, whose lines are not those of Linux 7.2 and 7.3."
	mv "$1.new" "$1"
}

apply "$series"/01-*.patch
"$top/scripts/kernel/install.sh" "$repo" >/dev/null

edit Documentation/dev-tools/kmsan.rst "the section" "
/^As a rule of thumb, avoid using ..__no_sanitize_memory../ {
	while ((getline line <\"$top/scripts/kernel/call_instr.rst\") > 0)
		if (++n > 2)
			print line
	found = 1
}
/^Support\$/ && found {
	print \".. kernel-doc:: include/linux/call_instr.h\"
	print \"\"
}
{ print }
END { exit !found }"
edit MAINTAINERS "the lines of call_instr()" '
/^KMSAN$/ { kmsan = 1 }
kmsan && /^F:\tinclude\/linux\/kmsan/ {
	print "F:\tinclude/linux/call_instr*.h"
	kmsan = 0
	found = 1
}
{ print }
END { exit !found }'

edit mm/kmsan/instrumentation.c "the prototype that kmsan-checks.h has now" '
/^struct kmsan_context_state \*__msan_get_context_state\(void\);$/ { found = 1; next }
{ print }
END { exit !found }'

commit "$series/02-call_instr.txt" include/linux/call_instr.h \
	include/linux/kmsan-checks.h mm/kmsan/instrumentation.c Documentation MAINTAINERS

# The text is of reStructuredText.
# shellcheck disable=SC2016
edit Documentation/dev-tools/kmsan.rst "call_instr_va()" '
{ print }
/^a union or a typedef is made known by ..DEFINE_CALL_INSTR_TYPE/ {
	print "``call_instr_va()`` is for variadic callees, of which any argument is affected."
	said = 1
}
/^\.\. kernel-doc:: include\/linux\/call_instr.h$/ && said {
	print ""
	print ".. kernel-doc:: include/linux/call_instr_va.h"
	found = 1
}
END { exit !found }'
commit "$series/03-call_instr_va.txt" include/linux/call_instr_va.h Documentation
# Our own suites are not for it.
git checkout -q .
git clean -q -f
for patch in "$series"/*.patch; do
	[[ $patch == */01-* ]] || apply "$patch"
done

# Of which tree it is: a commit, or a release where there is no repository.
if [ -e "$kdir/.git" ] && base=$(git -C "$kdir" rev-parse HEAD 2>/dev/null); then
	base="base-commit: $base"
else
	base="base: Linux $(sed -nE 's/^(VERSION|PATCHLEVEL|SUBLEVEL) = //p' "$kdir/Makefile" | paste -sd .)"
fi

git format-patch -q --cover-letter -o patches \
	--to="Alexander Potapenko <glider@google.com>" --to="Thomas Gleixner <tglx@kernel.org>" \
	--to="Andrew Morton <akpm@linux-foundation.org>" \
	--cc="Marco Elver <elver@google.com>" --cc="Dmitry Vyukov <dvyukov@google.com>" \
	--cc="Peter Zijlstra <peterz@infradead.org>" --cc="Andy Lutomirski <luto@kernel.org>" \
	--cc="Mark Rutland <mark.rutland@arm.com>" \
	--cc=kasan-dev@googlegroups.com --cc=x86@kernel.org \
	--cc=linux-mm@kvack.org --cc=linux-kernel@vger.kernel.org base
{
	sed '/^\*\*\* BLURB HERE \*\*\*$/,$d' patches/0000-cover-letter.patch |
		sed "s/\*\*\* SUBJECT HERE \*\*\*/$(sed -n 3p "$series/00-cover.txt")/"
	sed 1,4d "$series/00-cover.txt"
	sed '1,/^\*\*\* BLURB HERE \*\*\*$/d' patches/0000-cover-letter.patch |
		sed "s,^-- \$,$base\n-- ,"
} >cover
mv cover patches/0000-cover-letter.patch
rm -rf "$out"
mkdir -p "$(dirname "$out")"
mv patches "$out"
ls "$out"/*.patch
