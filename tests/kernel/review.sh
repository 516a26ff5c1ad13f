# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# The series as a maintainer's tools see it: sparse, kernel-doc, checkpatch.pl,
# get_maintainer.pl; and what its flags make of a callee. To be sourced behind build.sh.

# sparse_objects STATE: of the series' C files those that it has and that are built in
# this configuration, and our suites. Beside them, where the header of the entry code is
# used.
sparse_objects() {
	local file
	grep '\.c$' "$states/series" | while read -r file; do
		[ ! -f "$states/$1/$file" ] || [ ! -f "$series/${file%.c}.o" ] ||
			echo "${file%.c}.o"
	done
	echo kernel/entry/common.o
	[ "$1" = 0 ] || printf 'mm/kmsan/%s.o\n' call_instr_test call_instr_test_calls call_instr_va_test
}

# run_sparse STATE BUILD
run_sparse() {
	enter "$1"
	# shellcheck disable=SC2046
	kmake "$2" C=2 "$sparse" $(sparse_objects "$1")
}

# sparse_says STATE: of the series' files and our suites, each sentence once: these have
# KUnit's macros from KMSAN's suite.
sparse_says() {
	sed -nE "s,.*($(paste -sd '|' "$states/series")|mm/kmsan/call_instr[a-z_]*.c):[0-9:]+ ((warning|error): ),\2,p" \
		"$work/sparse-$1.log" | sort -u
}

# silent_sparse: nothing that it does not say of the tree as it comes; and it looked at
# each.
silent_sparse() {
	local state object new
	step sparse-0.log "running sparse on the tree as it comes" run_sparse 0 "$kmsan"
	step "sparse-$last.log" "running sparse with the series" run_sparse "$last" "$series"
	for state in 0 "$last"; do
		for object in $(sparse_objects "$state"); do
			grep -q "CHECK .*${object%.o}.c" "$work/sparse-$state.log" || {
				not_ok "sparse did not look at ${object%.o}.c, see $work/sparse-$state.log"
				return
			}
		done
	done
	new=$(comm -13 <(sparse_says 0) <(sparse_says "$last"))
	if [ -n "$new" ]; then
		not_ok "sparse has something to say: $new; see $work/sparse-$last.log"
	else
		ok "sparse has nothing more to say of the series' files"
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
	kernel_doc "$last"
	new=$(comm -13 "$work"/kernel-doc-{0,"$last"}.log)
	if ! "$tree/scripts/kernel-doc" -rst "$tree/include/linux/call_instr.h" \
		2>/dev/null | grep 'c:macro:: call_instr' >/dev/null; then
		not_ok "kernel-doc finds no call_instr() in include/linux/call_instr.h"
	elif [ -z "$new" ]; then
		ok "kernel-doc has nothing more to say of the series' headers"
	else
		not_ok "kernel-doc has something to say: $new"
	fi
}

# few_complaints: how many checkpatch.pl has of patch 2: what a table of macros cannot do
# without, as an argument that a row does not use.
few_complaints() {
	local said
	enter 0
	(cd "$tree" && scripts/checkpatch.pl --strict --terse --show-types \
		"$work"/patches/0002-*.patch) >"$work/checkpatch.log" 2>&1 || true
	said=$(grep -cE ': (ERROR|WARNING|CHECK):[A-Z_]+:' "$work/checkpatch.log")
	if grep -q '^total: ' "$work/checkpatch.log" && [ "$said" -lt 20 ]; then
		ok "checkpatch: $said complaints of patch 2"
	else
		not_ok "checkpatch: $said complaints of patch 2, and fewer than 20 are allowed; see $work/checkpatch.log"
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

# checks_arguments [CONFIG_KMSAN_CHECK_PARAM_RETVAL=y]: whether a callee looks at its
# argument's shadow, as the flags of scripts/Makefile.kmsan want it.
checks_arguments() {
	local flags
	# It is make's variable.
	# shellcheck disable=SC2016
	flags=$(printf 'include scripts/Makefile.kmsan\nall:\n\t@echo $(CFLAGS_KMSAN)\n' |
		make -s -C "$tree" -f - "$@")
	# shellcheck disable=SC2086
	"clang-$llvm" $flags -O2 -S -emit-llvm -x c -o - - \
		<<<'void g(void); void f(int a) { if (a) g(); }' >"$work/argument.ll"
	grep -q 'call void @__msan_warning' "$work/argument.ll"
}

param_retval() {
	if checks_arguments CONFIG_KMSAN_CHECK_PARAM_RETVAL=y; then
		not_ok "KMSAN_CHECK_PARAM_RETVAL: a callee looks at its argument, and its caller has"
	elif checks_arguments; then
		ok "KMSAN_CHECK_PARAM_RETVAL=n: a callee looks at its argument"
	else
		not_ok "KMSAN_CHECK_PARAM_RETVAL=n: a callee does not look at its argument, see $work/argument.ll"
	fi
}

review() {
	silent_sparse
	silent_kernel_doc
	few_complaints
	enter "$last"
	param_retval
	finds_people 0001 glider@google.com kasan-dev@googlegroups.com
	finds_people 0002 glider@google.com kasan-dev@googlegroups.com
	finds_people 0003 glider@google.com kasan-dev@googlegroups.com
	finds_people 0004 tglx@kernel.org linux-kernel@vger.kernel.org
	finds_people 0005 x86@kernel.org
	finds_people 0006 x86@kernel.org
	finds_people 0007 pmladek@suse.com rostedt@goodmis.org
	finds_people 0008 x86@kernel.org
	finds_people 0009 jgross@suse.com x86@kernel.org
	finds_people 0010 hca@linux.ibm.com linux-s390@vger.kernel.org
	finds_people 0011 glider@google.com kasan-dev@googlegroups.com
	finds_people 0013 glider@google.com kasan-dev@googlegroups.com
}
