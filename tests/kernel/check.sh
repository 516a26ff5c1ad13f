#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: tests/kernel/check.sh
#
# Puts the headers into Linux 6.12, builds it with KMSAN, looks at what the audit
# and convert say of it, and boots it in QEMU. All it sees goes to build/kernel/,
# or $CALL_INSTR_CACHE, as logs. Ends with "N passed, N failed", and exit status 1
# unless all passed.

set -euo pipefail
cd "$(dirname "$0")/../.."

[ $# -eq 0 ] || {
	echo "usage: $0" >&2
	exit 2
}

# shellcheck source=tests/kernel/lib.sh
. tests/kernel/lib.sh
tree=$work/linux
kmsan=$work/kmsan
mkdir -p "$work"

# The tree as it comes, for its warnings; once.
if [ ! -f "$work/baseline.done" ]; then
	step unpack.log "unpacking $source" unpack "$tree"
	cp "$tree/kernel/entry/common.c" "$work/common.c.orig"
	rm -rf "$kmsan"
	step configure-baseline.log "configuring it with KMSAN" configure "$kmsan"
	step baseline.log "building it as it comes (about 5 minutes)" \
		kmake "$kmsan" bzImage
	touch "$work/baseline.done"
fi

install_and_patch() {
	scripts/kernel/install.sh "$tree"
	cp "$work/common.c.orig" "$work/common.c"
	patch -s "$work/common.c" "$top/tests/kernel/mail.patch"
	patch -s "$work/common.c" "$top/tests/kernel/irqentry.patch"
	cmp -s "$work/common.c" "$tree/kernel/entry/common.c" ||
		cp "$work/common.c" "$tree/kernel/entry/common.c"
	configure "$kmsan"
}

step install.log "installing call_instr, and the mail's case" install_and_patch
grep -q '^CONFIG_CALL_INSTR_KUNIT_TEST=y' "$kmsan/.config" || {
	echo "$0: CALL_INSTR_KUNIT_TEST did not get into $kmsan/.config." >&2
	exit 1
}
step build.log "building it" kmake "$kmsan" bzImage
cat "$work/build.log" >>"$work/builds.log"

# A cached build prints no warnings; so all builds since the first count.
warnings "$work/baseline.log" >"$work/baseline.warnings"
warnings "$work/builds.log" >"$work/build.warnings"
if new=$(comm -13 "$work/baseline.warnings" "$work/build.warnings") &&
	[ -z "$new" ]; then
	ok "no compiler or objtool warning that the tree does not have itself"
else
	not_ok "new warnings, see $work/builds.log: $new"
fi

# The audit of the image: 1 is its exit status, as plain calls are in there. The
# mail's case counts as at-risk, as the plain way leads to the same instruction.
run_audit() {
	local status=0
	scripts/kernel/audit "$kmsan/vmlinux.o" || status=$?
	[ $status -eq 1 ]
}

# Without the folder, and the numbers of lines: those change with every release.
without_lines() {
	sed -E "s,^$tree/,,; s/:[0-9]+:/:/" "$1" | LC_ALL=C sort -u
}

# as_listed NAME LOG: whether it has the lines of tests/kernel/NAME.list, of which
# the first is the licence.
as_listed() {
	without_lines "$work/$2" >"$work/$1.list"
	if diff "$work/$1.list" <(sed 1d "tests/kernel/$1.list") \
		>"$work/$1.diff"; then
		ok "$1: the $(wc -l <"$work/$1.list") lines of tests/kernel/$1.list"
	else
		not_ok "$1: its lines are not those of tests/kernel/$1.list, see $work/$1.diff"
	fi
}

step audit.log "auditing its calls from .noinstr.text" run_audit
as_listed audit audit.log

# How many calls each function has: by the audit, and by the relocations.
audited() {
	sed -nE 's/.*: (\w+)\(\) -> .*/\1/p' "$work/audit.log" | sort
}
relocated() {
	llvm-objdump-19 -t "$kmsan/vmlinux.o" |
		awk 'NF > 3 && $(NF - 2) == ".noinstr.text" { print $NF }' >"$work/noinstr"
	llvm-objdump-19 -dr --no-show-raw-insn --section=.noinstr.text \
		"$kmsan/vmlinux.o" |
		awk -v noinstr="$work/noinstr" '
		BEGIN {
			while ((getline name <noinstr) > 0)
				inside[name] = 1
			inside[".noinstr.text"] = 1
			# What call_instr() asks for, and a piece of the caller.
			inside["__msan_get_context_state"] = 1
			inside[".altinstr_aux"] = 1
		}
		/^[0-9a-f]+ <.*>:$/ { function_ = substr($2, 2, length($2) - 3) }
		/^ +[0-9a-f]+:/ { branch = $2 ~ /^(call|j)/ }
		/^ +[0-9a-f]+:/ && branch && $3 ~ /^\*/ {
			print function_
			branch = 0
		}
		branch && /R_X86_64_P(LT|C)32/ {
			sub(/[-+]0x[0-9a-f]+$/, "", $NF)
			if (!($NF in inside))
				print function_
		}' | sort
}
if calls=$(relocated) && [ -n "$calls" ] && [ "$calls" = "$(audited)" ]; then
	ok "audit: it names as many calls of each function as there are relocations, $(wc -l <<<"$calls")"
else
	diff <(audited) <(relocated) >"$work/relocations.diff" || true
	not_ok "audit: it does not agree with the relocations, see $work/relocations.diff"
fi

# What convert would make of it. The tree stays as it is.
run_convert() {
	scripts/kernel/convert --diff "$kmsan" >"$work/convert.patch"
	(cd "$tree" && patch -s -p1 --dry-run <"$work/convert.patch")
}
step convert.log "converting its calls" run_convert
as_listed convert convert.log

# The boots: one image, the command line chooses.
step initramfs.log "making the initramfs" make_initramfs tests/kernel/init
step boot-kunit.log "booting it: KUnit" boot 300 "$kmsan/arch/x86/boot/bzImage" kunit.enable=1
step boot-plain.log "booting it: plain call" \
	boot 300 "$kmsan/arch/x86/boot/bzImage" "kunit.enable=0 call_instr_test=plain"
step boot-wrapped.log "booting it: wrapped call" \
	boot 300 "$kmsan/arch/x86/boot/bzImage" "kunit.enable=0 call_instr_test=wrapped"

suite boot-kunit.log kmsan
suite boot-kunit.log call_instr

report='BUG: KMSAN: uninit-value in irqentry_exit_to_kernel_mode_preempt'
reports=$(grep -c "$report" "$work/boot-plain.log" || true)
if ended boot-plain.log && [ "$reports" -gt 0 ]; then
	ok "plain call: $reports times '$report'"
else
	not_ok "plain call: no '$report', see $work/boot-plain.log"
fi
reports=$(grep -c 'BUG: ' "$work/boot-wrapped.log" || true)
if ended boot-wrapped.log && [ "$reports" -eq 0 ]; then
	ok "wrapped call: the same boot, and no report at all"
else
	not_ok "wrapped call: $reports reports, see $work/boot-wrapped.log"
fi

# Each call that the audit finds at risk is one that these boots execute.
while read -r callee; do
	if grep -q "BUG: KMSAN: uninit-value in $callee" "$work/boot-kunit.log" \
		"$work/boot-plain.log"; then
		ok "audit: $callee() is at risk, and was reported"
	else
		not_ok "audit: $callee() is at risk, and was not reported"
	fi
done < <(sed -nE 's/.* -> (\w+)\(.*: at-risk$/\1/p' "$work/audit.log" | sort -u)

# With KMSAN off: kernel/entry/common.o, plain and wrapped.
# object_without_kmsan NAME [LLVM=...]
object_without_kmsan() {
	local out=$work/off-$1
	shift
	local make=(make -C "$tree" O="$out" -j"$jobs" "$@")
	"${make[@]}" -s tinyconfig
	"$tree/scripts/config" --file "$out/.config" -e 64BIT -e PREEMPT \
		-e SMP -e PRINTK
	"${make[@]}" -s olddefconfig
	for way in PLAIN WRAPPED; do
		"${make[@]}" "KCFLAGS=-DCALL_INSTR_TEST_$way" \
			kernel/entry/common.o
		text_of "$out/kernel/entry/common.o" "$out/$way"
	done
}

# identical NAME [LLVM=...]
identical() {
	local name=$1 out=$work/off-$1
	step "off-$name.log" "building common.o without KMSAN, $name" \
		object_without_kmsan "$@"
	for section in .text .noinstr.text; do
		if [ -s "$out/PLAIN$section" ] &&
			cmp -s "$out/PLAIN$section" "$out/WRAPPED$section" &&
			cmp -s "$out/PLAIN$section.relocations" \
				"$out/WRAPPED$section.relocations"; then
			ok "KMSAN off, $name: $section of common.o is the plain call's, $(stat -c %s "$out/PLAIN$section") bytes"
		else
			not_ok "KMSAN off, $name: $section of common.o differs"
		fi
	done
}
identical gcc
identical clang LLVM=-19

# sparse and kernel-doc have nothing to say of our files.
run_sparse() {
	rm -f "$kmsan/mm/kmsan/call_instr_test.o"
	kmake "$kmsan" C=2 mm/kmsan/call_instr_test.o mm/kmsan/call_instr_test_calls.o
}
step sparse.log "running sparse" run_sparse
if ! grep -q 'CHECK .*call_instr_test.c' "$work/sparse.log"; then
	not_ok "sparse did not look at call_instr_test.c, see $work/sparse.log"
elif grep -E 'call_instr[^ ]*:[0-9]+:[0-9]+: (warning|error)' "$work/sparse.log"; then
	not_ok "sparse has something to say, see $work/sparse.log"
else
	ok "sparse is silent on our files"
fi

headers=(include/linux/call_instr.h include/linux/call_instr/*.h)
if "$tree/scripts/kernel-doc" -none "${headers[@]}" >"$work/kernel-doc.log" 2>&1 &&
	[ ! -s "$work/kernel-doc.log" ]; then
	ok "kernel-doc is silent on our files"
else
	not_ok "kernel-doc has something to say, see $work/kernel-doc.log"
fi

summary
