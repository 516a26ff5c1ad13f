# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# The source tree that the checks build, in $tree. To be sourced behind lib.sh. What
# is known of a tree is beside it, TREE.states, and goes with it.

# unpack TARBALL TREE: a tree that is there is whole.
unpack() {
	local found
	rm -rf "$2" "$2.unpack" "$2.states"
	mkdir -p "$2.unpack"
	tar -C "$2.unpack" -xf "$1" ||
		stop "cannot unpack $1; it is no tarball, or the disk is full."
	found=$(echo "$2.unpack"/*)
	[ -f "$found/Kbuild" ] ||
		stop "$1 is no tarball of a kernel: it has no single folder with a Kbuild."
	mv "$found" "$2"
	rm -r "$2.unpack"
}

# link_tree FROM TREE: a copy of links, which takes no space; whoever changes a
# file in it has to write a new one. Across file systems it is a true copy.
link_tree() {
	rm -rf "$2" "$2.unpack" "$2.states"
	mkdir -p "$2.unpack"
	find "$1" -mindepth 1 -maxdepth 1 ! -name .git \
		-exec cp -al -t "$2.unpack" {} + 2>/dev/null || {
		echo "cannot link to the files of $1; copying them"
		rm -rf "$2.unpack"
		cp -a --reflink=auto "$1" "$2.unpack"
	}
	mv "$2.unpack" "$2"
	# A build in the tree itself is in the way of one elsewhere.
	if [ -f "$2/.config" ] || [ -d "$2/include/config" ]; then
		make -C "$2" -s mrproper
	fi
}

# take_source TREE: a tarball once, a folder each time, as it may have changed.
take_source() {
	local identity
	if [ -d "$from" ]; then
		scripts/kernel/install.sh --check "$from"
		link_tree "$from" "$1"
		return
	fi
	identity=$(stat -c '%n %s %Y' "$from")
	[ "$identity" != "$(cat "$1.from" 2>/dev/null)" ] || [ ! -d "$1" ] || return 0
	rm -f "$1.from"
	unpack "$from" "$1"
	scripts/kernel/install.sh --check "$1"
	echo "$identity" >"$1.from"
}
