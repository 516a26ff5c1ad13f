# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# The tree between the patches of the series: state 0 is the tree as it comes, 1 to
# $last have that many patches, and "before" has what scripts/kernel/install.sh puts
# there: the headers and our KUnit suites, and no cure. $last has these suites, too. To
# be sourced behind lib.sh.

tree=$work/linux
# A test needs no name, where git has none.
if ! git var GIT_AUTHOR_IDENT >/dev/null 2>&1; then
	export GIT_AUTHOR_NAME=call_instr GIT_AUTHOR_EMAIL=call_instr@localhost
	export GIT_COMMITTER_NAME=call_instr GIT_COMMITTER_EMAIL=call_instr@localhost
fi
states=$tree.states

# However a run ends, the tree is as it came.
trap 'end_running; enter 0' EXIT

# keep STATE FROM: the files of the series as they are in the tree FROM.
keep() {
	local file
	while read -r file; do
		[ -f "$2/$file" ] || continue
		mkdir -p "$(dirname "$states/$1/$file")"
		cp -p "$2/$file" "$states/$1/$file"
	done <"$states/files"
}

# enter STATE: gives the tree the files of that state. It writes new ones, as the
# old may be links to another tree's, and only where they differ, for make. Those of
# state 0 have the time that they came with: what was built of them is not older.
enter() {
	local file cp=cp
	[ "$1" != 0 ] || cp="cp -p"
	[ -f "$states/whole" ] || return 0
	[ -d "$states/$1" ] || stop "there is no state $1 in $states."
	while read -r file; do
		if [ ! -f "$states/$1/$file" ]; then
			rm -f "$tree/$file"
		elif ! cmp -s "$states/$1/$file" "$tree/$file"; then
			mkdir -p "$(dirname "$tree/$file")"
			$cp "$states/$1/$file" "$tree/$file.new"
			mv "$tree/$file.new" "$tree/$file"
		fi
	done <"$states/files"
}

# new_states: of the files that standard input names; $states.repo has them as they
# come.
new_states() {
	rm -rf "$states" "$states.repo"
	mkdir -p "$states/0" "$states.repo"
	sort -u >"$states/files"
	keep 0 "$tree"
	cp -a "$states/0/." "$states.repo"
}

# installed: the files that install.sh writes, and looks at.
installed() {
	scripts/kernel/install.sh --check "$tree" | sed 's/:.*//'
	printf '%s\n' Kbuild MAINTAINERS include/linux/kmsan_types.h \
		include/linux/kmsan-checks.h
}

# make_states: sets $cured where there is a series for $tree, of $last patches, whose
# files are then in $states/series. git am applies it, as a maintainer would.
make_states() {
	local patches=$work/patches git n=0 patch
	enter 0
	rm -rf "$patches"
	if scripts/kernel/patch.sh "$tree" "$patches" >"$work/patches.log" 2>&1; then
		cured=yes
	else
		cured=
	fi
	new_states < <(
		installed
		sed -n 's,^+++ b/,,p' "$patches"/*.patch 2>/dev/null
	)
	if [ -n "$cured" ]; then
		sed -n 's,^+++ b/,,p' "$patches"/*.patch | sort -u >"$states/series"
		git=(git -C "$states.repo" -c commit.gpgsign=false)
		"${git[@]}" init -q
		"${git[@]}" add .
		"${git[@]}" commit -q -m base
		for patch in "$patches"/*.patch; do
			[[ $patch != */0000-* ]] || continue
			"${git[@]}" am -q "$patch"
			keep $((++n)) "$states.repo"
		done
		last=$n
		scripts/kernel/install.sh "$states.repo" >/dev/null
		keep "$last" "$states.repo"
		"${git[@]}" clean -q -f
		"${git[@]}" reset -q --hard "HEAD~$last"
	fi
	scripts/kernel/install.sh "$states.repo" >/dev/null
	keep before "$states.repo"
	rm -rf "$states.repo"
	touch "$states/whole"
}
