# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2034
#
# What the checks on a kernel have in common: they build one with KMSAN and boot it
# in QEMU. To be sourced from the top of the repository. VERSION= names one of Debian's
# Linux, or KERNEL= another source, a folder or a tarball; LLVM= the version of clang,
# ARCH= the architecture, and CONFIG= a file with another configuration. Else it is the
# newest Linux that Debian has, clang 19, x86_64 and a small configuration. What is
# particular to an architecture is in the folder of its name.

llvm=${LLVM:-19}
llvm=${llvm#-}
kernel=${KERNEL:-}
config=${CONFIG:-}
arch=${ARCH:-x86_64}
# What a run with another version of Linux is given, see fall_back().
given=(LLVM="$llvm" ARCH="$arch" CONFIG="$config")
# The kernel's make takes LLVM= and ARCH= too, and a make that runs this hands its own
# on.
unset LLVM ARCH CONFIG MAKEFLAGS MAKEOVERRIDES
top=$PWD
jobs=$(nproc)
passed=0
failed=0

[ -f "tests/kernel/$arch/arch.sh" ] ||
	stop "nobody has proven ARCH=$arch; name one of these: $(cd tests/kernel && echo */arch.sh | sed 's,/arch.sh,,g')."
# shellcheck source=tests/kernel/x86_64/arch.sh
. "tests/kernel/$arch/arch.sh"
if [ -n "$config" ]; then
	[ -f "$config" ] || stop "there is no file $config; name a kernel's configuration with CONFIG=."
	config=$(realpath "$config")
	configs=()
	boot_limit=$((boot_limit * 4))
else
	configs=("$top/tests/kernel/config" "$top/tests/kernel/$arch/config")
fi
configs+=("$top/tests/kernel/suites.config")

[[ $llvm =~ ^[1-9][0-9]*$ ]] ||
	stop "LLVM=$llvm is no version of clang; write LLVM=19."
for tool in clang ld.lld llvm-objcopy llvm-objdump llvm-strip; do
	command -v "$tool-$llvm" >/dev/null ||
		stop "there is no $tool-$llvm; install clang-$llvm, lld-$llvm and llvm-$llvm, or name another version with LLVM=."
done
command -v "${qemu[0]}" >/dev/null ||
	stop "there is no ${qemu[0]}; install $qemu_package."

# The source, a folder or a tarball. Each source, each compiler and each architecture
# has a folder of its own in the cache.
cache=$(realpath -m "${CALL_INSTR_CACHE:-build/kernel}")
if [ -n "$kernel" ]; then
	[ -z "${VERSION:-}" ] ||
		stop "KERNEL= and VERSION= name a kernel each; leave out one of them."
	kernel=$(realpath -e -- "$kernel" 2>/dev/null) ||
		stop "there is no $KERNEL; name a kernel's source, a folder or a tarball, with KERNEL=."
	from=$kernel
	work=$(basename "$kernel")
	work=$cache/of-${work%.tar*}
else
	from=$(tests/kernel/fetch.sh "$cache")
	version=${from##*/linux-source-}
	version=${version%.tar.xz}
	work=$cache/$version
fi
# Which one the caller has named, or nothing, when it is the newest.
named=${kernel:-${VERSION:-}}
unset VERSION
[ "$llvm" = 19 ] || work=$work/llvm-$llvm
[ "$arch" = x86_64 ] || work=$work/$arch
[ -z "$config" ] || work=$work/$(basename "$config")
case $work/ in
"${kernel:-none}"/*) stop "$work is inside of $kernel; name a folder elsewhere with CALL_INSTR_CACHE=." ;;
esac

ok() {
	echo "ok: $1"
	passed=$((passed + 1))
}

not_ok() {
	echo "not ok: $1"
	failed=$((failed + 1))
}

# The last line, and the exit status.
summary() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# Two runs in one folder would spoil each other's builds. What a run has started
# keeps the lock, should it outlive the run.
mkdir -p "$work"
exec 9>"$work/lock"
flock -n 9 ||
	stop "another run is at work in $work; wait until it has ended, or end it."

# However a run ends, what it has started ends too.
running=
end_running() {
	[ -z "$running" ] || kill -- "-$running" 2>/dev/null || true
	wait
}
trap end_running EXIT

# step LOG TITLE COMMAND...: in a process group of its own; shows every half minute
# that it is alive.
step() {
	local log=$work/$1 title=$2 start=$SECONDS
	shift 2
	echo "-- $title"
	set -m
	"$@" >"$log" 2>&1 &
	running=$!
	set +m
	while kill -0 "$running" 2>/dev/null; do
		sleep 1
		if [ $(((SECONDS - start) % 30)) -eq 29 ]; then
			echo "   ... $((SECONDS - start)) s, $(wc -l <"$log") lines"
			sleep 1
		fi
	done
	wait "$running" || {
		running=
		echo "$0: this failed: $title. See $log:" >&2
		tail -n 15 "$log" >&2
		# The log has no word of that.
		[ "$(df --output=avail "$work" | tail -n 1)" -gt 0 ] ||
			stop "the disk of $work is full; make room, and run this again."
		exit 1
	}
	running=
	echo "   $((SECONDS - start)) s"
}

# kmake OUT [ARG...]: with clang, out of $tree.
# shellcheck disable=SC2154
kmake() {
	make -C "$tree" O="$1" LLVM="-$llvm" "${kbuild[@]}" -j"$jobs" "${@:2}"
}

# For kmake. The sparse of Debian 12 does not know __typeof_unqual__, and Linux then leaves
# it out without an error.
sparse="CHECK=sparse -D__typeof_unqual__=__typeof__"

# Warnings of a build log, of compiler and objtool, by file and text; line numbers
# change with a patch.
warnings() {
	grep -h -E '[.:][^ ]* (warning|error):|warning: objtool|WARNING: modpost' "$@" |
		grep -v '^<command-line>' | sed -E 's/:[0-9]+(:[0-9]+)?:/:/' |
		sort -u || true
}

# start_config OUT [ARGUMENT-OF-MAKE...]: what the tests' own lines are merged into.
start_config() {
	if [ -n "$config" ]; then
		mkdir -p "$1"
		cp "$config" "$1/.config"
	else
		make -C "$tree" O="$1" -s tinyconfig "${@:2}"
	fi
}

# configure OUT [VARIABLE=VALUE...]: the test kernel.
configure() {
	start_config "$1" LLVM="-$llvm" "${kbuild[@]}" "${@:2}"
	(cd "$tree" && scripts/kconfig/merge_config.sh -m -O "$1" \
		"$1/.config" "${configs[@]}")
	kmake "$@" -s olddefconfig
}

# pack ROOT: what boot() starts with.
pack() {
	(cd "$1" && find . | cpio -o -H newc --quiet) >"$work/initramfs.cpio"
}

make_initramfs() {
	rm -rf "$work/root"
	mkdir -p "$work/root/bin" "$work/root/proc" "$work/root/dev"
	make_init "$work/root"
	chmod 755 "$work/root/init"
	pack "$work/root"
}

# boot SECONDS IMAGE ARGUMENTS [QEMU-OPTION...]
boot() {
	timeout "$1" "${qemu[@]}" -accel tcg -display none -nodefaults -no-reboot \
		-kernel "$2" \
		-initrd "$work/initramfs.cpio" \
		-append "console=$console panic=-1 $3" "${@:4}" </dev/null ||
		stop "QEMU fails, or was not done within $1 s and was ended."
}

# ended LOG: whether a boot got to the end of its user space.
ended() {
	grep -q 'call_instr: user space ends' "$work/$1" || {
		not_ok "the boot did not reach its end, see $work/$1"
		return 1
	}
}

# failed_cases LOG SUITE [REPORTS]: the names of its cases that failed, in a line; of
# those with 0 or 1 for REPORTS only what had no report, or one at least.
failed_cases() {
	awk -v suite="$2" -v wanted="${3:-any}" '
		{ sub(/\r$/, ""); sub(/^\[[^]]*\]/, "") }
		$0 ~ "# Subtest: " suite "$" { inside = 1; reports = 0 }
		$0 ~ "# " suite ": pass:" { inside = 0 }
		/BUG: / { reports = 1 }
		inside && /^ +not ok / && (wanted == "any" || wanted == reports) { print $4 }
		/^ +(not )?ok / { reports = 0 }' "$work/$1" | paste -sd ' '
}

# suite LOG NAME [LOST]: the KTAP result, and how many cases there were. LOST of them
# may fail for want of a report; none may be skipped.
suite() {
	local line cases
	line=$(grep -E "# $2: pass:[0-9]+ fail:[0-9]+" "$work/$1" |
		sed 's/.*# //; s/\r//') || line=
	cases=$(failed_cases "$1" "$2")
	if grep -qE "(^|\] )${cases:+not }ok [0-9]+ $2" "$work/$1" &&
		[[ $line =~ pass:[1-9][0-9]*\ fail:$(wc -w <<<"$cases")\ skip:0\  ]] &&
		[ "$(wc -w <<<"$cases")" -le "${3:-0}" ] &&
		[ -z "$(failed_cases "$1" "$2" 1)" ]; then
		ok "KUnit suite $line${cases:+; for want of a report: $cases}"
	else
		not_ok "KUnit suite $2: ${line:-it did not run}${cases:+; these fail: $cases}; see $work/$1"
	fi
}

# text_of OBJECT NAME: its code, as files NAME.text and NAME.noinstr.text, and the
# names that it calls and uses, as NAME.text.relocations and so on.
text_of() {
	local section
	for section in .text .noinstr.text; do
		"llvm-objcopy-$llvm" -O binary --only-section=$section "$1" "$2$section"
		"llvm-objdump-$llvm" -r --section=$section "$1" |
			sed 1,3d >"$2$section.relocations"
	done
}
