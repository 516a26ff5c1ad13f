# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# The kernel as it comes and with the series, built with KMSAN. To be sourced behind
# lib.sh. What is built stays, and is built again when what it is made of changes. As it
# comes it has our headers and KUnit suites, which show what reports: to build it without
# them, too, would take as long again.

# shellcheck source=tests/kernel/source.sh
. tests/kernel/source.sh
# shellcheck source=tests/kernel/states.sh
. tests/kernel/states.sh
kmsan=$work/kmsan	# the tree as it comes, and our suites
series=$work/series	# with the series, or a part of it

# made NAME MADE_OF: whether that was built, of the same.
made() {
	[ "$(cat "$work/$1.made" 2>/dev/null)" = "$2" ]
}

# key FILE...: what a build is made of, in short.
key() {
	{
		"clang-$llvm" --version
		cat "$@"
	} | sha256sum
}

source_key() {
	local files=$tree.from
	if [ -d "$from" ]; then
		files=$tree.files
		find "$tree/" -type f -printf '%p %s %T@\n' | LC_ALL=C sort >"$files"
	fi
	key "$files" ${config:+"$config"} "${configs[@]}" <(files_of before)
}

# files_of FOLDER: of the states, each with its hash.
files_of() {
	find "$states/$1" -type f | LC_ALL=C sort | xargs sha256sum
}

# fall_back: the series is not for the newest Linux. That is a failure; the rest is seen
# on the one before.
fall_back() {
	local older
	not_ok "the series is not for Linux $version: $(paste -sd ' ' "$work/patches.log")"
	older=$(BEFORE=$version tests/kernel/fetch.sh "$cache")
	older=${older##*/linux-source-}
	echo "going on with Linux ${older%.tar.xz}"
	env "${given[@]}" VERSION="${older%.tar.xz}" CALL_INSTR_CACHE="$cache" \
		"$script" "$word" || true
	stop "the series is not for Linux $version, see above."
}

# build_as_it_comes: for its warnings, for the audit, and to boot.
build_as_it_comes() {
	local made_of
	enter 0
	step source.log "unpacking ${kernel:-Linux $version}" take_source "$tree"
	make_states
	[ -n "$cured$named" ] || fall_back
	made_of=$(source_key)
	! made kmsan "$made_of" || return 0
	# One that was ended half-way goes on, and its warnings count.
	if [ "$(cat "$work/kmsan.making" 2>/dev/null)" != "$made_of" ]; then
		rm -rf "$kmsan" "$work"/*.made "$work"/baseline*.log
		echo "$made_of" >"$work/kmsan.making"
	elif [ -f "$work/baseline.log" ]; then
		cat "$work/baseline.log" >>"$work/baseline-before.log"
	fi
	enter before
	step configure.log "configuring it with KMSAN" configure "$kmsan"
	grep -q '^CONFIG_KMSAN=y' "$kmsan/.config" ||
		stop "$kmsan/.config has no CONFIG_KMSAN=y; clang-$llvm makes no KMSAN kernel of this tree."
	has_suites "$kmsan"
	step baseline.log "building it as it comes (about 6 minutes)" \
		kmake "$kmsan" bzImage
	mv "$work/kmsan.making" "$work/kmsan.made"
}

# has_suites OUT
has_suites() {
	grep -q '^CONFIG_CALL_INSTR_KUNIT_TEST=y' "$1/.config" ||
		stop "CALL_INSTR_KUNIT_TEST did not get into $1/.config."
}

# clone FROM TO: a build that make goes on with. The path is in what the tools were
# built by; as it stands, make would build these again, and then everything.
clone() {
	rm -rf "$2" "$2.new"
	cp -a "$1" "$2.new"
	find "$2.new" -name '.*.cmd' -exec sed -i "s,$1/,$2/,g" {} +
	mv "$2.new" "$2"
}

# build_state STATE: the image with KMSAN, to STATE.bzImage.
build_state() {
	enter "$1"
	configure "$series"
	has_suites "$series"
	kmake "$series" bzImage
	cp "$series/$image" "$work/$1.bzImage"
}

# objects: of the series' files, the suites' aside, and those of another
# architecture; a header's are all that include it. Nearly all include
# kmsan-checks.h and printk.h, so build_state has built them.
objects() {
	local file
	while read -r file; do
		case $file in
		mm/kmsan/* | include/linux/kmsan-checks.h) ;;
		include/linux/printk.h | include/linux/trace_events.h) ;;
		*.c) [ ! -f "$kmsan/${file%.c}.o" ] || echo "${file%.c}.o" ;;
		*.h) { grep -rl --include='.*.o.cmd' "/$file\b" "$kmsan" || true; } |
			sed -E "s,^$kmsan/,,; /^mm\/kmsan\//d; s,\\.([^/]*)\\.cmd\$,\\1," ;;
		esac
	done <"$states/series" | sort -u
}

# build_step N: those objects with N patches.
build_step() {
	enter "$1"
	# shellcheck disable=SC2046
	kmake "$series" $(objects)
}

series_key() {
	key "$work/kmsan.made" <(files_of .)
}

# build_last: with the series, for who looks at nothing in between.
build_last() {
	local made_of
	[ -n "$cured" ] ||
		stop "there is no series for this kernel: $(paste -sd ' ' "$work/patches.log")"
	made_of=$(series_key)
	! made series "$made_of" && ! made last "$made_of" || return 0
	rm -f "$work/series.made" "$work/last.made"
	clone "$kmsan" "$series"
	step build-last.log "building it with the series" build_state "$last"
	echo "$made_of" >"$work/last.made"
}

# build_series: after each patch, and with all, where there is a series for this tree.
build_series() {
	local made_of n
	made_of=$(series_key)
	if [ -z "$cured" ]; then
		not_ok "the series: $(paste -sd ' ' "$work/patches.log")"
	elif ! made series "$made_of"; then
		rm -f "$work/series.made" "$work"/build-*.log
		clone "$kmsan" "$series"
		for n in $(seq $((last - 1))); do
			step "build-$n.log" "building what $n patches touch" build_step "$n"
		done
		step "build-$last.log" "building it with the series" build_state "$last"
		echo "$made_of" >"$work/series.made"
	fi
	no_new_warning
}

# no_new_warning: of compiler and objtool, in all that build_series has built, and none of
# our own files before.
no_new_warning() {
	local new
	warnings "$work"/baseline*.log >"$work/baseline.warnings"
	warnings "$work"/build-*.log >"$work/build.warnings"
	new=$(
		comm -13 "$work/baseline.warnings" "$work/build.warnings"
		grep -E 'call_instr|kmsan-checks' "$work/baseline.warnings"
	) || true
	if [ -z "$new" ]; then
		ok "no compiler or objtool warning that the tree does not have itself"
	else
		not_ok "new warnings, see $work/baseline.log and build-*.log: $new"
	fi
}
