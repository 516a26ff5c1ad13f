#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: tests/kernel/check.sh
#
# Puts the headers into Linux 6.12, builds it with KMSAN and boots it in QEMU. All
# it sees goes to build/kernel/, or $CALL_INSTR_CACHE, as logs. Ends with
# "N passed, N failed", and exit status 1 unless all passed.

set -euo pipefail
cd "$(dirname "$0")/../.."
top=$PWD

[ $# -eq 0 ] || {
	echo "usage: $0" >&2
	exit 2
}

work=${CALL_INSTR_CACHE:-$top/build/kernel}
source=/usr/src/linux-source-6.12.tar.xz
tree=$work/linux
kmsan=$work/kmsan
jobs=$(nproc)
mkdir -p "$work"

passed=0
failed=0

ok() {
	echo "ok: $1"
	passed=$((passed + 1))
}

not_ok() {
	echo "not ok: $1"
	failed=$((failed + 1))
}

# step LOG TITLE COMMAND...: shows every half minute that it is alive.
step() {
	local log=$work/$1 title=$2 start=$SECONDS pid
	shift 2
	echo "-- $title"
	"$@" >"$log" 2>&1 &
	pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		sleep 1
		if [ $(((SECONDS - start) % 30)) -eq 29 ]; then
			echo "   ... $((SECONDS - start)) s, $(wc -l <"$log") lines"
			sleep 1
		fi
	done
	wait "$pid" || {
		echo "$0: this failed: $title. See $log:" >&2
		tail -n 15 "$log" >&2
		exit 1
	}
	echo "   $((SECONDS - start)) s"
}

kmake() {
	make -C "$tree" O="$kmsan" LLVM=-19 -j"$jobs" "$@"
}

# Warnings of a build log, by file and text; line numbers change with a patch.
warnings() {
	grep -h -E 'warning:|: error:' "$@" | sed -E 's/:[0-9]+(:[0-9]+)?:/:/' |
		sort -u || true
}

unpack() {
	rm -rf "$tree" "$work/unpack"
	mkdir "$work/unpack"
	tar -C "$work/unpack" -xf "$source"
	mv "$work/unpack/linux-source-6.12" "$tree"
	cp "$tree/kernel/entry/common.c" "$work/common.c.orig"
}

configure() {
	kmake -s tinyconfig
	(cd "$tree" && scripts/kconfig/merge_config.sh -m -O "$kmsan" \
		"$kmsan/.config" "$top/tests/kernel/config")
	kmake -s olddefconfig
}

# The tree as it comes, for its warnings; once.
if [ ! -f "$work/baseline.done" ]; then
	step unpack.log "unpacking $source" unpack
	rm -rf "$kmsan"
	step configure-baseline.log "configuring it with KMSAN" configure
	step baseline.log "building it as it comes (about 5 minutes)" \
		kmake bzImage
	touch "$work/baseline.done"
fi

install_and_patch() {
	scripts/kernel/install.sh "$tree"
	cp "$work/common.c.orig" "$work/common.c"
	patch -s "$work/common.c" "$top/tests/kernel/irqentry.patch"
	cmp -s "$work/common.c" "$tree/kernel/entry/common.c" ||
		cp "$work/common.c" "$tree/kernel/entry/common.c"
	configure
}

step install.log "installing call_instr, and the mail's case" install_and_patch
grep -q '^CONFIG_CALL_INSTR_KUNIT_TEST=y' "$kmsan/.config" || {
	echo "$0: CALL_INSTR_KUNIT_TEST did not get into $kmsan/.config." >&2
	exit 1
}
step build.log "building it" kmake bzImage
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
step audit.log "auditing its calls from .noinstr.text" run_audit
for call in \
	"irqentry_exit() -> irqentry_exit_to_kernel_mode_preempt(pt_regs *, irqentry_state_t): at-risk" \
	"plain() -> call_instr_callee(long, call_instr_state): at-risk" \
	"wrapped() -> call_instr_callee(long, call_instr_state): wrapped" \
	"variadic_printk() -> _printk(const char *, ...): wrapped" \
	"wrapped() -> call_instr_leave_stale(): no-args"; do
	if grep -qF " $call" "$work/audit.log"; then
		ok "audit: $call"
	else
		not_ok "audit: no line '$call', see $work/audit.log"
	fi
done

# The boots: one image, the command line chooses.
make_initramfs() {
	rm -rf "$work/root"
	mkdir -p "$work/root/bin" "$work/root/proc" "$work/root/dev"
	cp /bin/busybox "$work/root/bin/busybox"
	cp tests/kernel/init "$work/root/init"
	chmod 755 "$work/root/init"
	(cd "$work/root" && find . | cpio -o -H newc --quiet) \
		>"$work/initramfs.cpio"
}

# With 5 level page tables a KMSAN kernel crashes at one boot in four.
boot() {
	timeout 300 qemu-system-x86_64 -cpu max,-la57 -accel tcg -m 2G -smp 1 \
		-display none -nodefaults -serial stdio -no-reboot \
		-kernel "$kmsan/arch/x86/boot/bzImage" \
		-initrd "$work/initramfs.cpio" \
		-append "console=ttyS0 panic=-1 $1" </dev/null
}

# Whether a boot got to the end of its user space.
ended() {
	grep -q 'call_instr: user space ends' "$work/$1" || {
		not_ok "the boot did not reach its end, see $work/$1"
		return 1
	}
}

step initramfs.log "making the initramfs" make_initramfs
step boot-kunit.log "booting it: KUnit" boot kunit.enable=1
step boot-plain.log "booting it: plain call" \
	boot "kunit.enable=0 call_instr_test=plain"
step boot-wrapped.log "booting it: wrapped call" \
	boot "kunit.enable=0 call_instr_test=wrapped"

# The suite's KTAP result, and how many of its cases there were.
suite() {
	local line
	line=$(grep -E "# $1: pass:[0-9]+ fail:[0-9]+" "$work/boot-kunit.log" |
		sed 's/.*# //; s/\r//')
	if grep -qE "(^|\] )ok [0-9]+ $1" "$work/boot-kunit.log" &&
		[[ $line =~ pass:([1-9][0-9]*)\ fail:0 ]]; then
		ok "KUnit suite $line"
	else
		not_ok "KUnit suite $1: ${line:-it did not run}, see $work/boot-kunit.log"
	fi
}
suite kmsan
suite call_instr

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
		for section in .text .noinstr.text; do
			llvm-objcopy-19 -O binary --only-section=$section \
				"$out/kernel/entry/common.o" "$out/$way$section"
		done
	done
}

# identical NAME [LLVM=...]
identical() {
	local name=$1 out=$work/off-$1
	step "off-$name.log" "building common.o without KMSAN, $name" \
		object_without_kmsan "$@"
	for section in .text .noinstr.text; do
		if [ -s "$out/PLAIN$section" ] &&
			cmp -s "$out/PLAIN$section" "$out/WRAPPED$section"; then
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
	touch "$tree/mm/kmsan/call_instr_test.c"
	kmake C=2 mm/kmsan/call_instr_test.o mm/kmsan/call_instr_test_calls.o
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

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
