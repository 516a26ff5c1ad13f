# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154
#
# The kernel under load, on two virtual processors: as it comes, and with the series and
# kmsan.panic=1. Both run correct programs: faults of user mode, the tree's own
# selftests that one C file makes, stress-ng and, where it is installed, trinity. As it
# comes the reports are counted; with the series there may be none, and it has to reach
# its end. To be sourced by run.sh.

[ "$arch" = x86_64 ] ||
	stop "the load is x86-64's; leave out ARCH=$arch."
# shellcheck source=tests/kernel/build.sh
. tests/kernel/build.sh
# shellcheck source=tests/kernel/lists.sh
. tests/kernel/lists.sh

command -v stress-ng >/dev/null ||
	stop "there is no stress-ng; install it."

# copy_program NAME: with the libraries that it asks for.
copy_program() {
	local file
	cp "$(command -v "$1")" "$work/load-root/bin/"
	{ ldd "$(command -v "$1")" || true; } | grep -o '/[^ ]*' | sort -u |
		while read -r file; do
			mkdir -p "$work/load-root$(dirname "$file")"
			cp -L "$file" "$work/load-root$file"
		done
}

# make_selftests: those that one static C file makes.
make_selftests() {
	local tests=$tree/tools/testing/selftests folder file
	mkdir -p "$work/load-root/selftests"
	kmake "$kmsan" -s headers
	for folder in x86 rseq futex/functional ptrace timers; do
		[ -d "$tests/$folder" ] ||
			stop "there is no $tests/$folder; name another folder in tests/kernel/load.sh."
		for file in "$tests/$folder"/*.c; do
			gcc -O2 -w -static -pthread -D_GNU_SOURCE -I "$tests" -I "$tests/$folder" \
				-I "$tests/$folder/../include" -isystem "$kmsan/usr/include" \
				-o "$work/load-root/selftests/$(basename "$file" .c)" \
				"$file" -lrt -ldl -lm 2>/dev/null || true
		done
	done
	# These end the machine, wait for somebody, or take minutes by design.
	for file in freq-step alarmtimer-suspend rtcpie leapcrash clocksource-switch \
		skew_consistency raw_skew leap-a-day adjtick set-2038 set-tai; do
		rm -f "$work/load-root/selftests/$file"
	done
	ls "$work/load-root/selftests"
}

make_load() {
	rm -rf "$work/load-root"
	mkdir -p "$work/load-root"/{bin,etc,dev}
	make_init "$work/load-root"
	cp tests/kernel/x86_64/load "$work/load-root/init"
	printf '%s\n' root:x:0:0::/:/bin/sh nobody:x:65534:65534::/:/bin/sh \
		>"$work/load-root/etc/passwd"
	make_selftests
	copy_program stress-ng
	! command -v trinity >/dev/null || copy_program trinity
	pack "$work/load-root"
}

# counted LOG: each kind of report and how many of it there are, the most first.
counted() {
	{ grep -o 'BUG: .*' "$work/$1" || true; } | tr -d '\r' | sort | uniq -c | sort -rn
}

# what_ran LOG: in a few words.
what_ran() {
	local faults selftests good stressors trinity=
	faults=$(grep -c '^fault: ' "$work/$1" || true)
	selftests=$(grep -c '^selftest: ' "$work/$1" || true)
	good=$(grep -c '^selftest: .*: exit status 0' "$work/$1" || true)
	stressors=$(sed -nE 's/^stress-ng: exit status [0-9]+: //p' "$work/$1" | grep -o -e -- | wc -l)
	# It is killed when its time is over, and may have got to nothing.
	! grep -qE '^trinity: exit status (0|137), [1-9]' "$work/$1" || trinity=', trinity'
	echo "$faults kinds of faults, $selftests selftests ($good passed), $stressors stressors$trinity"
}

# load SECONDS IMAGE ARGUMENTS
load() {
	boot "$1" "$2" "kunit.enable=0 load_seconds=$seconds $3" -m 4G -smp 2
}

# It does not get to its end, nor far: a report of rseq makes the next. In a shell of its own,
# as who is ended by time stops.
limit_before=$((boot_limit / 3 + seconds))
as_it_comes() {
	(load "$limit_before" "$kmsan/$image" "") || true
}
limit=$((3 * boot_limit + 8 * seconds))

build_as_it_comes
build_last
nothing_at_risk
step load.log "making the initramfs with stress-ng and selftests" make_load
step load-before.log "the load on it as it comes (up to $limit_before s)" as_it_comes
counted load-before.log >"$work/load-before.reports"
echo "as it comes, of $(what_ran load-before.log):"
cat "$work/load-before.reports"
if [ -s "$work/load-before.reports" ]; then
	ok "as it comes: $(grep -c 'BUG: KMSAN' "$work/load-before.log") reports of KMSAN, of $(wc -l <"$work/load-before.reports") kinds"
else
	not_ok "as it comes: no report under load, so that nothing is seen to be cured; see $work/load-before.log"
fi

step load-after.log "the load with the series and kmsan.panic=1 (up to $limit s)" \
	load "$limit" "$work/$last.bzImage" "kmsan.panic=1"
counted load-after.log >"$work/load-after.reports"
if ! ended load-after.log; then
	tail -n 15 "$work/load-after.log"
elif [ -s "$work/load-after.reports" ]; then
	not_ok "with the series there are reports under load, see $work/load-after.log:"
	cat "$work/load-after.reports"
else
	ok "with the series and kmsan.panic=1 it reaches its end without a report: $(what_ran load-after.log)"
fi
summary
