# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# The series as a maintainer's tools see it: sparse, kernel-doc, checkpatch.pl,
# get_maintainer.pl. To be sourced behind build.sh.

# The objects of the series' C files, the suite's too.
c_objects() {
	sed -n 's/\.c$/.o/p' "$states/series"
}

run_sparse() {
	enter 4
	# shellcheck disable=SC2046
	kmake "$series" C=2 "$sparse" $(sparse_objects)
}

# Beside them, where the header of the entry code is used, and KMSAN's own suite.
sparse_objects() {
	c_objects
	echo kernel/entry/common.o
	echo mm/kmsan/kmsan_test.o
}

# sparse_says FILES: of them, FILE|FILE..., each sentence once.
sparse_says() {
	sed -nE "s,.*($1):[0-9:]+ ((warning|error): ),\2,p" "$work/sparse.log" | sort -u
}

# silent_sparse: of the series' files, but for what it says of KMSAN's suite too; and
# it looked at each.
silent_sparse() {
	local object new
	step sparse.log "running sparse" run_sparse
	for object in $(sparse_objects); do
		grep -q "CHECK .*${object%.o}.c" "$work/sparse.log" || {
			not_ok "sparse did not look at ${object%.o}.c, see $work/sparse.log"
			return
		}
	done
	new=$(comm -13 <(sparse_says mm/kmsan/kmsan_test.c) \
		<(sparse_says "$(paste -sd '|' "$states/series")"))
	if [ -n "$new" ]; then
		not_ok "sparse has something to say: $new; see $work/sparse.log"
	else
		ok "sparse is silent on the series' files"
	fi
}

# kernel_doc STATE: what it says of the series' headers, without the lines' numbers.
kernel_doc() {
	local headers
	enter "$1"
	mapfile -t headers < <(cd "$tree" && grep '^include/' "$states/series" |
		xargs ls 2>/dev/null)
	(cd "$tree" && scripts/kernel-doc -none -Wall "${headers[@]}" 2>&1) |
		sed -E 's/:[0-9]+/:/' | sort >"$work/kernel-doc-$1.log"
}

silent_kernel_doc() {
	local new
	kernel_doc 0
	kernel_doc 4
	new=$(comm -13 "$work"/kernel-doc-[04].log)
	if ! "$tree/scripts/kernel-doc" -rst "$tree/include/linux/call_instr.h" \
		2>/dev/null | grep 'c:macro:: call_instr' >/dev/null; then
		not_ok "kernel-doc finds no call_instr() in include/linux/call_instr.h"
	elif [ -z "$new" ]; then
		ok "kernel-doc has nothing more to say of the series' headers"
	else
		not_ok "kernel-doc has something to say: $new"
	fi
}

# words_of_checkpatch: the types of what it says, each once.
words_of_checkpatch() {
	(cd "$tree" && scripts/checkpatch.pl --strict --terse --show-types --no-summary \
		"$work"/patches/000[1-9]-*.patch) >"$work/checkpatch.log" 2>&1 || true
	sed -nE 's/.*: (ERROR|WARNING|CHECK):([A-Z_]+):.*/\2/p' "$work/checkpatch.log" |
		sort -u
}

# The cover letter names each as "  TYPE: why".
answers() {
	sed -nE '/checkpatch/,$s/^  ([A-Z_]+): .*/\1/p' "$work"/patches/0000-*.patch | sort -u
}

answered_checkpatch() {
	local words rest
	enter 0
	words=$(words_of_checkpatch)
	rest=$(comm -3 <(echo "$words") <(answers))
	if [ -z "$rest" ] && grep -q . "$work/checkpatch.log"; then
		ok "checkpatch: the cover letter answers what it says, $(grep -c . <<<"$words") types"
	else
		not_ok "checkpatch: said and not answered, or answered and not said: $rest; see $work/checkpatch.log"
	fi
}

# finds_people PATCH NAME...: by get_maintainer.pl.
finds_people() {
	local found name
	found=$(cd "$tree" && scripts/get_maintainer.pl --no-git --no-git-fallback \
		--no-rolestats "$work"/patches/"$1"-*.patch)
	for name in "${@:2}"; do
		grep -q "$name" <<<"$found" || {
			not_ok "get_maintainer: patch $1 does not find $name: $found"
			return
		}
	done
	ok "get_maintainer: patch $1 finds $(grep -c . <<<"$found") people and lists, with ${*:2}"
}

review() {
	silent_sparse
	silent_kernel_doc
	answered_checkpatch
	enter 4
	finds_people 0001 glider@google.com kasan-dev@googlegroups.com
	finds_people 0002 tglx@kernel.org linux-kernel@vger.kernel.org
	finds_people 0003 x86@kernel.org
	finds_people 0004 glider@google.com kasan-dev@googlegroups.com
}
