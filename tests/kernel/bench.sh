# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154
#
# What call_instr() costs a kernel: instructions of a null system call, a page fault
# and a timer interrupt on the KMSAN kernel as it comes, with the series, and with
# all calls that scripts/kernel/convert converts; and bytes of vmlinux. Counted, not
# timed: QEMU with -icount, in which the time stamp counter counts instructions, and
# without what differs from run to run, random numbers and the time of day. Each
# kernel is booted twice, and both have to count the same. Ends with the table; it
# fails unless the goals are met. To be sourced by run.sh.

# shellcheck source=tests/kernel/build.sh
. tests/kernel/build.sh
[ "$arch" = x86_64 ] || stop "it counts on x86-64 only; leave out ARCH=."
bench=$work/bench

build_as_it_comes
[ -n "$cured" ] || stop "there is no series for this kernel: $(paste -sd ' ' "$work/patches.log")"

# add_files: those that standard input names become files of the states, as the tree
# has them.
add_files() {
	local file state
	sort -u | comm -13 "$states/files" - >"$states/new"
	for state in "$states"/*/; do
		while read -r file; do
			[ -f "$tree/$file" ] || continue
			mkdir -p "$(dirname "$state$file")"
			cp "$tree/$file" "$state$file"
		done <"$states/new"
	done
	sort -u -o "$states/files" "$states/files" "$states/new"
	rm "$states/new"
}

# with_bench STATE NAME: STATE, and what counts in the kernel.
with_bench() {
	cp -a "$states/$1" "$states/$2"
	cp tests/kernel/call_instr_bench.c "$states/$2/mm/kmsan/"
	# Instrumented, as most of the kernel is: its own calls are not counted.
	printf '%s\n' 'obj-y += call_instr_bench.o' \
		'KMSAN_SANITIZE_call_instr_bench.o := y' >>"$states/$2/mm/kmsan/Makefile"
}
enter 0
add_files <<<mm/kmsan/call_instr_bench.c
with_bench before bench-as-it-comes
with_bench "$last" bench-series

# build_bench NAME: without the KUnit suite of the series, which is not its cost.
build_bench() {
	enter "bench-$1"
	configure "$bench"
	"$tree/scripts/config" --file "$bench/.config" -d CALL_INSTR_KUNIT_TEST
	kmake "$bench" -s olddefconfig
	kmake "$bench" bzImage
	cp "$bench/arch/x86/boot/bzImage" "$work/bench-$1.bzImage"
	"llvm-size-$llvm" "$bench/vmlinux" | awk 'NR == 2 { print "bytes of code: " $1 }' \
		>"$work/bench-$1.size"
}

# convert_all: state bench-converted, of what convert makes of the series.
convert_all() {
	local guarded=
	! grep -q -e --guarded scripts/kernel/convert || guarded=--guarded
	enter bench-series
	scripts/kernel/convert $guarded --diff "$bench" >"$work/bench.patch"
	[ -s "$work/bench.patch" ] || stop "convert finds nothing to convert in $bench."
	enter 0
	sed -n 's,^+++ b/,,p' "$work/bench.patch" | add_files
	cp -a "$states/bench-series" "$states/bench-converted"
	patch -s -p1 -d "$states/bench-converted" <"$work/bench.patch"
}

clone "$kmsan" "$bench"
step bench-build-1.log "building it as it comes" build_bench as-it-comes
step bench-build-2.log "building it with the series" build_bench series
step bench-convert.log "converting all calls" convert_all
step bench-build-3.log "building it converted" build_bench converted

make_bench_initramfs() {
	rm -rf "$work/bench-root"
	mkdir -p "$work/bench-root/dev"
	gcc -O2 -static -o "$work/bench-root/init" tests/kernel/bench.c
	pack "$work/bench-root"
}
step bench-initramfs.log "making the initramfs" make_bench_initramfs

counting=(-icount "shift=0,sleep=off" -cpu "max,-la57,-rdrand,-rdseed"
	-rtc "base=2026-01-01,clock=vm")

# count NAME: what it takes, twice, to NAME.counts.
count() {
	local run
	for run in 1 2; do
		step "bench-$1-$run.log" "counting: $1, run $run" \
			boot 600 "$work/bench-$1.bzImage" \
			"kunit.enable=0 norandmaps" "${counting[@]}"
		ended "bench-$1-$run.log" || summary
		sed -nE 's/\r$//; s/.*call_instr_bench: (.*: [0-9]+)$/\1/p' \
			"$work/bench-$1-$run.log" | sort >"$work/bench-$1-$run.counts"
	done
	if [ "$(wc -l <"$work/bench-$1-1.counts")" -eq 4 ] &&
		cmp -s "$work/bench-$1-1.counts" "$work/bench-$1-2.counts"; then
		ok "$1: two runs count the same"
	else
		not_ok "$1: two runs do not count the same, see $work/bench-$1-*.counts"
	fi
	cat "$work/bench-$1-1.counts" "$work/bench-$1.size" >"$work/bench-$1.counts"
}
for name in as-it-comes series converted; do
	count $name
done

# table CALLS: the counts and their ratios; fails where a goal is missed.
table() {
	paste -d: "$work/bench-as-it-comes.counts" "$work/bench-series.counts" \
		"$work/bench-converted.counts" | awk -F': ?' -v calls="$1" '
	BEGIN {
		print "| instructions | as it comes | the series | | " calls " calls converted | |"
		print "|---|---|---|---|---|---|"
	}
	{
		printf "| %s | %d | %d | %.4f | %d | %.4f |\n",
			$1, $2, $4, $4 / $2, $6, $6 / $2
		if ($1 != "bytes of code" && ($4 > 1.001 * $2 || $6 > 1.01 * $2))
			missed = missed " " $1 ";"
	}
	END {
		if (missed)
			print "not ok: more than 1.001 or 1.01 times as it comes:" missed
		exit missed != ""
	}'
}
calls=$(grep -c '^+.*call_instr(' "$work/bench.patch")
if table "$calls"; then
	ok "the series takes at most 1.001 times as it comes, and all calls 1.01 times"
else
	failed=$((failed + 1))
fi
summary
