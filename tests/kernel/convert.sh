# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154
#
# What scripts/kernel/convert makes of a kernel, compared with what it was: warnings,
# object code without KMSAN, KUnit, and the reports of the worst case, which
# mm/kmsan/call_instr_stale.c describes. Starts from nothing each time, as the tree
# does not stay what it was; all it sees goes to convert/ in that kernel's folder. To be
# sourced by run.sh.

# shellcheck source=tests/kernel/source.sh
. tests/kernel/source.sh
[ "$arch" = x86_64 ] || stop "it converts a kernel for x86-64 only; leave out ARCH=."
work=$work/convert
tree=$work/linux
kmsan=$work/kmsan
stale=$work/stale
rm -rf "$work"
mkdir -p "$work"

# What makes the worst case: all of param_tls stale, and callees that look at it.
worst=(KCFLAGS=-DCALL_INSTR_STALE
	"CFLAGS_KMSAN=-fsanitize=kernel-memory -fno-sanitize-memory-param-retval")

prepare() {
	take_source "$tree"
	patch -s -d "$tree" -p1 <tests/kernel/stale.patch
	cp tests/kernel/call_instr_stale.c "$tree/mm/kmsan/"
	scripts/kernel/install.sh "$tree"
	configure "$kmsan"
	configure "$stale"
}
step prepare.log "unpacking and configuring ${kernel:-Linux $version}" prepare

# Warnings of the worst case are its own: it is built for its reports only.
step before.log "building it with KMSAN" kmake "$kmsan" bzImage
step stale-before.log "building the worst case" \
	kmake "$stale" "${worst[@]}" bzImage
cp "$stale/arch/x86/boot/bzImage" "$work/stale-before"

# What is converted, and what stays. The audit exits with 1 while something is at
# risk.
status=0
scripts/kernel/audit --all "$kmsan/vmlinux" >"$work/audit-before.log" || status=$?
[ $status -eq 1 ] || {
	echo "$0: nothing is at risk in $kmsan/vmlinux, not even the mail's call." >&2
	exit 1
}
scripts/kernel/audit --json "$kmsan/vmlinux" >"$work/audit.json" || true
if agreed=$(tests/kernel/agree.py "llvm-objdump-$llvm" "$kmsan/vmlinux" "$work/audit.json"); then
	ok "audit: at risk are those that load their arguments' shadow, $agreed"
else
	not_ok "audit: the code does not agree with it: $agreed"
fi
step patch.log "what convert will do" bash -c \
	"scripts/kernel/convert --guarded --diff '$kmsan' >'$work/convert.patch'"
mapfile -t files < <(sed -n 's,^+++ b/,,p' "$work/convert.patch")

# Without --guarded it makes patches 4 and 5 of the series, and more, without a comment.
step default.log "what it does by default" bash -c \
	"scripts/kernel/convert --diff '$kmsan' >'$work/default.patch'"
changes() {
	grep -h '^[-+]' "$@" | grep -v -e '^---$' -e '^.[[:space:]]*/\*' | LC_ALL=C sort
}
LC_ALL=C comm -13 <(changes "$work/default.patch") \
	<(changes scripts/kernel/series/0[45]-*.patch) >"$work/default.diff"
if [ -s "$work/default.diff" ]; then
	not_ok "by default it does not make patches 4 and 5 of the series, see $work/default.diff"
else
	ok "by default it makes patches 4 and 5 of the series, of $(grep -c '^+++' "$work/default.patch") files"
fi

# objects FILE...: those that are made of these files; of a header, and of a C file
# that another one includes, all that include it.
objects() {
	local file
	for file in "$@"; do
		if [ -f "$kmsan/${file%.c}.o" ]; then
			echo "${file%.c}.o"
		else
			(cd "$kmsan" && grep -rl --include='.*.o.cmd' "/$file\b" .) |
				sed -E 's,^\./,,; s,\.([^/]*)\.cmd$,\1,'
		fi
	done | grep -vE '^(\.?vmlinux|arch/x86/boot/)' | sort -u
}

# The same kernel without KMSAN, those objects of it. All lines have one number,
# as it is in the code of some and an include moves it. objects_off STAGE NAME
# [LLVM=]
objects_off() {
	local stage=$1 out=$work/off-$2 object
	local make=(make -C "$tree" O="$work/off-$2" -j"$jobs"
		"KCFLAGS=-D__LINE__=1 -Wno-builtin-macro-redefined" "${@:3}")
	if [ ! -f "$out/.config" ]; then
		start_config "$out" "${@:3}"
		(cd "$tree" && scripts/kconfig/merge_config.sh -m -O "$out" \
			"$out/.config" "${configs[@]}")
		"$tree/scripts/config" --file "$out/.config" -d KMSAN
		"${make[@]}" -s olddefconfig
	fi
	# Some are of KMSAN itself, or of what this kernel has not, and do not compile
	# before. The others have to, after.
	if [ "$stage" = before ]; then
		mapfile -t wanted < <(objects "${files[@]}" | grep -v '^mm/kmsan/')
		"${make[@]}" -k "${wanted[@]}" || true
		printf '%s\n' "${wanted[@]}" | (cd "$out" && xargs ls 2>/dev/null) \
			>"$work/off-$2.objects" || true
	fi
	mapfile -t wanted <"$work/off-$2.objects"
	"${make[@]}" "${wanted[@]}"
	for object in "${wanted[@]}"; do
		mkdir -p "$work/$stage-$2/$(dirname "$object")"
		text_of "$out/$object" "$work/$stage-$2/$object"
	done
}
step off-gcc-before.log "building those objects without KMSAN, gcc" \
	objects_off before gcc
step off-clang-before.log "and with clang" objects_off before clang "LLVM=-$llvm"

# What sparse says of the converted files.
mapfile -t c_files < <(printf '%s\n' "${files[@]}" | grep '\.c$')
mapfile -t c_objects < <(objects "${c_files[@]}")
run_sparse() {
	(cd "$kmsan" && rm -f "${c_objects[@]}")
	kmake "$kmsan" C=1 "$sparse" "${c_objects[@]}"
	grep -q '^  CHECK ' "$work/$1"
}
step sparse-before.log "running sparse" run_sparse sparse-before.log

step convert.log "converting it" scripts/kernel/convert --guarded "$kmsan"
grep -E ': call_instr(_va|_ref)?\(\)$' "$work/convert.log" >"$work/converted.log" || true
if [ -s "$work/converted.log" ]; then
	ok "$(wc -l <"$work/converted.log") calls in ${#files[@]} files became call_instr(), _va() or _ref()"
else
	not_ok "no call was converted, see $work/convert.log"
fi
if grep -q '^DEFINE_CALL_INSTR_TYPE(irqentry_state_t);$' \
	"$tree/include/linux/irq-entry-common.h"; then
	ok "irqentry_state_t is made known where it is defined"
else
	not_ok "include/linux/irq-entry-common.h has no DEFINE_CALL_INSTR_TYPE(irqentry_state_t)"
fi

step sparse-after.log "running sparse" run_sparse sparse-after.log
step after.log "building it with KMSAN" kmake "$kmsan" bzImage
step stale-after.log "building the worst case" \
	kmake "$stale" "${worst[@]}" bzImage
step off-gcc-after.log "building the objects without KMSAN, gcc" \
	objects_off after gcc
step off-clang-after.log "and with clang" objects_off after clang "LLVM=-$llvm"

# Of compiler, objtool and sparse.
for build in "" off-gcc- off-clang- sparse-; do
	for stage in before after; do
		warnings "$work/$build$stage.log" >"$work/$build$stage.warnings"
	done
	if new=$(comm -13 "$work/${build}before.warnings" \
		"$work/${build}after.warnings") && [ -z "$new" ]; then
		ok "no new warning in ${build}after.log"
	else
		not_ok "new warnings, see $work/${build}after.log: $new"
	fi
done

for compiler in gcc clang; do
	bytes=$(cd "$work/before-$compiler" && find . -name '*text' -exec cat {} + | wc -c)
	if [ "$bytes" -gt 0 ] && diff -r "$work/before-$compiler" \
		"$work/after-$compiler" >"$work/off-$compiler.diff"; then
		ok "KMSAN off, $compiler: .text and .noinstr.text of $(find "$work/after-$compiler" -name '*.o.text' | wc -l) objects are as before, $bytes bytes"
	else
		not_ok "KMSAN off, $compiler: code differs, see $work/off-$compiler.diff"
	fi
done

# A second run finds the rest, and has nothing to do.
step convert-again.log "converting it again" bash -c \
	"scripts/kernel/convert --guarded --diff '$kmsan' >'$work/again.patch'"
if [ -s "$work/again.patch" ]; then
	not_ok "a second run changes something, see $work/again.patch"
else
	ok "a second run changes nothing"
fi

status=0
scripts/kernel/audit --all "$kmsan/vmlinux" >"$work/audit-after.log" || status=$?
# plain FILE: "file line callee" of each call with arguments not wrapped.
plain() {
	sed -nE 's/^([^:]+):([0-9]+): .* -> (\w+)\(.*: (at-risk|by-reference|guarded)$/\1 \2 \3/p' "$1" |
		sed "s,^$tree/,," | sort -u
}
# Line 0 is of calls that the compiler has merged; convert knows where they are.
listed() {
	sed -nE 's/^([^:]+):([0-9]+): (\w+)\(\): left alone: .+/\1 \2 \3\n\1 0 \3/p' \
		"$work/convert-again.log" | sort -u
}
rest=$(comm -23 <(plain "$work/audit-after.log") <(listed))
if [ -z "$rest" ] && grep -q ': wrapped$' "$work/audit-after.log"; then
	ok "the audit finds no call that is neither wrapped nor left alone for a reason"
	for stage in before after; do
		echo "   $stage:"
		sed -n '/^ *at-risk /p; $s/^/   /p' "$work/audit-$stage.log"
	done
else
	not_ok "neither wrapped nor left alone for a reason: $rest"
fi

make_initramfs
step boot.log "booting it: KUnit" boot 300 "$kmsan/arch/x86/boot/bzImage" \
	kunit.enable=1
suite boot.log kmsan
suite boot.log call_instr

# The worst case. Each report takes its time.
step stale-before-boot.log "booting the worst case as it was" \
	boot 600 "$work/stale-before" kunit.enable=0
step stale-after-boot.log "booting the worst case converted" \
	boot 600 "$stale/arch/x86/boot/bzImage" kunit.enable=0
plain "$work/audit-before.log" | sed 's/.* //' | sort -u >"$work/callees"

# reports LOG: the functions that were reported, one a line.
reports() {
	sed -nE 's/.*BUG: KMSAN: uninit-value in (\w+)[.+].*/\1/p' "$work/$1"
}
in_callees() {
	reports "$1" | grep -cxFf "$work/callees" || true
}
if ended stale-before-boot.log && [ "$(in_callees stale-before-boot.log)" -ge 1000 ]; then
	ok "worst case as it was: $(reports stale-before-boot.log | wc -l) reports, $(in_callees stale-before-boot.log) in callees of noinstr code"
else
	not_ok "worst case as it was: $(in_callees stale-before-boot.log) reports in callees of noinstr code, and not thousands"
fi
if ended stale-after-boot.log && [ "$(in_callees stale-after-boot.log)" -eq 0 ]; then
	ok "worst case converted: $(reports stale-after-boot.log | wc -l) reports, none in callees of noinstr code"
else
	not_ok "worst case converted: $(in_callees stale-after-boot.log) reports in callees of noinstr code, see $work/stale-after-boot.log"
fi

summary
