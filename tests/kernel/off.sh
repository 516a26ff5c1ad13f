# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# Without KMSAN the series changes no code. To be sourced behind build.sh.

# The test kernel without KMSAN and, as only code counts here, without DWARF.
configure_off() {
	start_config "$@"
	(cd "$tree" && scripts/kconfig/merge_config.sh -m -O "$1" \
		"$1/.config" "${configs[@]}")
	"$tree/scripts/config" --file "$1/.config" -d KMSAN \
		-d DEBUG_INFO_DWARF5 -e DEBUG_INFO_NONE
	make -C "$tree" O="$1" -s olddefconfig "${@:2}"
}

# objects_off NAME [LLVM=...]: the series' objects after each patch, and what they
# are before and after all, without the names of local symbols, in which a counter
# is. All lines have one number, as an include moves them and they are in the code
# of some.
objects_off() {
	local out=$work/off-$1 state object wanted
	local make=(make -C "$tree" O="$out" -j"$jobs"
		"KCFLAGS=-D__LINE__=1 -Wno-builtin-macro-redefined" "${@:2}")
	mapfile -t wanted < <(objects)
	rm -rf "$out-0" "$out-$last"
	enter 0
	configure_off "$out" "${@:2}"
	(cd "$out" && rm -f "${wanted[@]}")
	for state in $(seq 0 "$last"); do
		enter "$state"
		"${make[@]}" "${wanted[@]}"
		case $state in 0 | "$last") ;; *) continue ;; esac
		for object in "${wanted[@]}"; do
			mkdir -p "$out-$state/$(dirname "$object")"
			"llvm-strip-$llvm" --strip-unneeded \
				-o "$out-$state/$object" "$out/$object"
		done
	done
}

# identical NAME [LLVM=...]
identical() {
	local out=$work/off-$1 built
	step "off-$1.log" "building what the series touches without KMSAN, $1" \
		objects_off "$@"
	built=$(cd "$out-$last" && find . -name '*.o' | sed 's,^\./,,' | sort)
	if [ "$built" != "$(objects)" ]; then
		not_ok "KMSAN off, $1: not all of these were built: $(objects | paste -sd ' ')"
	elif diff -r "$out-0" "$out-$last" >"$work/off-$1.diff"; then
		ok "KMSAN off, $1: $(wc -l <<<"$built") objects are as they were, $(find "$out-$last" -type f -exec cat {} + | wc -c) bytes"
	else
		not_ok "KMSAN off, $1: objects differ, see $work/off-$1.diff"
	fi
	if [ -n "$(warnings "$work/off-$1.log")" ]; then
		not_ok "KMSAN off, $1: there are warnings, see $work/off-$1.log"
	fi
}

without_kmsan() {
	identical gcc
	identical clang "LLVM=-$llvm"
}
