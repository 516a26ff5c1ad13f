#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: scripts/demo.sh
#
# Builds examples/irqentry.c with MSan, runs it three ways and says what each
# shows, then prints what the call expanded to. CC= names the clang to take.
#
# Reads  examples/irqentry.c, include/
# Writes build/demo/
# Needs  clang 14 or newer with MSan's runtime (scripts/setup.sh demo); no root
# Takes  seconds
# Exit   0, 1 when a run does not show what it should, 2 for an argument

set -eu

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/usage.sh"
[ $# -eq 0 ] || usage
cd "$(dirname "$0")/.."

build=build/demo
source=examples/irqentry.c
mkdir -p "$build"

# The first clang that can link a program with MSan: 19, or the newest there is.
find_clang() {
	for cc in ${CC:-} clang-19 clang $(seq -f clang-%g 99 -1 14); do
		if echo 'int main(void) { return 0; }' |
			$cc -x c -fsanitize=memory -o "$build/probe" - \
				>"$build/probe.log" 2>&1; then
			echo "$cc"
			return
		fi
	done
	echo "$0: no clang here can build a program with MSan; install" \
		"clang-19 and libclang-rt-19-dev." >&2
	exit 1
}

cc=$(find_clang)
flags="-O2 -g -fno-optimize-sibling-calls -fsanitize=memory -I include"
echo "$cc $flags $source -o $build/irqentry"
# shellcheck disable=SC2086
$cc $flags "$source" -o "$build/irqentry"

# With it the report has the names of functions.
MSAN_SYMBOLIZER_PATH=$($cc -print-prog-name=llvm-symbolizer)
export MSAN_SYMBOLIZER_PATH

failed=0

# demo WAY EXPECTED TITLE: EXPECTED is "report" or "silence".
demo() {
	echo
	echo "== $3"
	seen=silence
	MSAN_OPTIONS=exit_code=77 "$build/irqentry" "$1" >"$build/$1.log" 2>&1 ||
		seen=report
	if [ "$seen" = report ] && ! grep -q use-of-uninitialized-value \
		"$build/$1.log"; then
		seen="neither a report nor silence"
	fi
	sed -n '/^==[0-9]*==WARNING/p; /^ *#[0-2] /p; /^irqentry:/p' \
		"$build/$1.log"
	if [ "$seen" = "$2" ]; then
		echo "-> $4"
	else
		echo "-> FAILED: expected $2, and got $seen; see $build/$1.log"
		failed=1
	fi
}

demo plain report \
	"1. plain call: irqentry_exit_to_kernel_mode_preempt(regs, state)" \
	"a false report: state is initialised, its slot of param_tls is stale"
demo wrapped silence \
	"2. wrapped call: call_instr(..., struct pt_regs *, regs, irqentry_state_t, state)" \
	"silent: the slots were cleared before the call"
demo bug report \
	"3. wrapped call, and a true bug: nobody initialised *regs" \
	"still reported: memory behind a pointer is not touched"

echo
echo "== What the call expanded to"
$cc -fsanitize=memory -I include -E -P "$source" |
	grep -o '({ __auto_type.*})' |
	sed 's/; /;\n	/g; s/{ __/{\n	__/; s/	})/})/'
exit $failed
