#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: [VERSION=N.N|BEFORE=N.N] tests/kernel/fetch.sh FOLDER
#
# Gets the newest source of Linux that Debian has, that of VERSION, or the newest older
# than BEFORE, to FOLDER as linux-source-N.N.tar.xz, and prints the file's name. It is
# newer than the release here, so apt gets a state of its own; the machine's package
# sources stay as they are. apt checks the signatures. Release candidates do not count.
# A file that is there is taken as it is, and is all there is where no mirror answers.
#
# Reads  the package sources of apt
# Writes FOLDER/linux-source-N.N.tar.xz and, until it ends, FOLDER/fetch.*/
# Needs  apt, dpkg, debian-archive-keyring, the network; no root. Nothing of these
#        when VERSION is there
# Takes  a minute: 160 MB, and 20 MB of lists; seconds when it is there
# Exit   0, 1 when it cannot be had, 2 for other arguments

set -euo pipefail

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/../../scripts/usage.sh"
[ $# -eq 1 ] || usage
folder=$1
wanted=${VERSION:-}
before=${BEFORE:-}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
suites="trixie-backports forky sid"

say() {
	echo "$0: $1" >&2
}

[[ ${wanted:-7.3} =~ ^[0-9]+\.[0-9]+$ ]] ||
	stop "VERSION=$wanted is no version that Debian has a source of; write it as VERSION=7.3."
[[ ${before:-7.3} =~ ^[0-9]+\.[0-9]+$ ]] ||
	stop "BEFORE=$before is no version that Debian has a source of; write it as BEFORE=7.3."

# take VERSION: the end.
take() {
	echo "$folder/linux-source-$1.tar.xz"
	exit 0
}
[ ! -f "$folder/linux-source-$wanted.tar.xz" ] || take "$wanted"

# do_without REASON: what is there is all there is.
do_without() {
	local newest=
	[ -n "$wanted$before" ] ||
		newest=$(find "$folder" -maxdepth 1 -name 'linux-source-*.tar.xz' |
			sed -nE 's/.*-([0-9]+\.[0-9]+)\.tar\.xz$/\1/p' | sort -V | tail -n 1)
	[ -n "$newest" ] ||
		stop "$1; mend that, or name a kernel's source, a folder or a tarball, with KERNEL=."
	say "$1; taking linux-source-$newest, which is in $folder."
	take "$newest"
}

mkdir -p "$folder"
for tool in apt-get apt-cache dpkg-deb; do
	command -v $tool >/dev/null ||
		do_without "there is no $tool here to get a kernel's source with"
done
[ -f "$keyring" ] ||
	do_without "there is no $keyring, which is in debian-archive-keyring"

state=$(realpath "$(mktemp -d "$folder/fetch.XXXXXX")")
trap 'rm -rf "$state"' EXIT
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
own=(-qq -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache"
	-o "Dir::State::status=/dev/null" -o APT::Sandbox::User=root
	-o Acquire::Languages=none -o Acquire::Retries=2)

# mirrors [OPTION...]: what apt on this machine gets Debian from.
mirrors() {
	# shellcheck disable=SC2016
	apt-get "$@" indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' \
		'Created-By: Packages' | sed -n 's/^Debian Debian //p' | sort -u
}
found=$(mirrors)
if [ -z "$found" ]; then
	# It has no lists yet.
	apt-get "${own[@]}" update >&2 || true
	found=$(mirrors "${own[@]}")
fi
[ -n "$found" ] ||
	do_without "apt here knows no mirror of Debian that answers, by its package sources and the network"

own+=(-o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=-)
for mirror in $found; do
	for suite in $suites; do
		echo "deb [signed-by=$keyring] $mirror $suite main"
	done
done >"$state/sources.list"
# It fails for one suite, too, and has the others then.
apt-get "${own[@]}" update >&2 || true

# offered: "7.3 7.3.4-1~bpo13+1 trixie-backports" of each that there is, the newest
# last. madison has "linux-source-7.3 | 7.3.4-1~bpo13+1 | MIRROR SUITE/main ...".
offered() {
	apt-cache "${own[@]}" pkgnames linux-source- |
		xargs -r apt-cache "${own[@]}" madison |
		sed -nE '/~rc/d; s,^ *linux-source-([0-9]+\.[0-9]+) \| +([^ ]+) \| [^ ]+ ([^/]+)/.*,\1 \2 \3,p' |
		sort -V
}
all=$(offered)
[ -n "$all" ] ||
	do_without "no mirror answers that has a linux-source-N.N which apt verifies, in $suites of ${found//$'\n'/ }"
if [ -n "$before" ]; then
	all=$({
		echo "$all"
		echo "$before"
	} | sort -V | sed "/^$before\b/,\$d")
	[ -n "$all" ] || stop "there is no linux-source before $before in $suites."
fi
version=
read -r version debian suite < <(grep -e "${wanted:+^$wanted }" <<<"$all" | tail -n 1) ||
	stop "there is no linux-source-$wanted in $suites; name one of these with VERSION=: $(cut -d ' ' -f 1 <<<"$all" | uniq | paste -sd ' ')."

package=linux-source-$version
[ ! -f "$folder/$package.tar.xz" ] || {
	say "$package is Debian's newest${before:+ before $before}, and is in $folder."
	take "$version"
}
say "downloading $package, $debian of $suite."
(cd "$state" && apt-get "${own[@]}" download "$package=$debian" >&2) ||
	stop "could not download $package: no network, a full disk, or not what Debian has signed; run it again, or name a version that is in $folder with VERSION=."
dpkg-deb --fsys-tarfile "$state/$package"_*.deb |
	tar -xO "./usr/src/$package.tar.xz" >"$state/source" ||
	stop "could not unpack $package; make room on the disk of $folder, and run it again."
mv "$state/source" "$folder/$package.tar.xz"
take "$version"
