# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# What the audit and convert say of the kernel as it comes. Of a release that has an
# audit.list and a convert.list in the architecture's folder it is these lines. To be
# sourced behind build.sh.

# 1 is its exit status, as calls at risk are in there.
run_audit() {
	local status=0
	scripts/kernel/audit --all "$kmsan/vmlinux" >"$work/audit.all" || status=$?
	grep -e '() -> ' "$work/audit.all" | grep -v ': uninstrumented$'
	[ $status -eq 1 ]
}

# It wants the tree that was built, and no file newer than that: they were written anew.
run_convert() {
	enter before
	touch "$kmsan/vmlinux"
	scripts/kernel/convert --diff "$kmsan" >"$work/convert.patch"
	(cd "$tree" && patch -s -p1 --dry-run <"$work/convert.patch")
}

# Without the folder, our suites and how many calls there are with them, and the numbers of
# lines, which change with every release.
without_lines() {
	sed -E "s,^$tree/,,; /^mm\/kmsan\/call_instr_/d; /^[0-9]+ calls are /d; s/:[0-9]+:/:/" "$1" |
		LC_ALL=C sort -u
}

# nothing_at_risk: with the series the audit names no call but those of the KUnit suites,
# which are made to report.
nothing_at_risk() {
	local left status=0
	scripts/kernel/audit "$series/vmlinux" >"$work/audit.series" 2>&1 || status=$?
	left=$(grep -E ': (at-risk|by-reference)$' "$work/audit.series" |
		grep -vE '/mm/kmsan/(call_instr_[a-z_]*|kmsan_)test') || true
	if [ $status -ne 1 ]; then
		not_ok "audit: of the kernel with the series not even the KUnit suites' calls, see $work/audit.series"
	elif [ -n "$left" ]; then
		not_ok "audit: with the series at risk: $left"
	else
		ok "audit: with the series nothing is at risk but $(grep -cE ': (at-risk|by-reference)$' "$work/audit.series") calls of the KUnit suites"
	fi
}

# release: of the tree, as 7.3.4.
release() {
	sed -nE 's/^(VERSION|PATCHLEVEL|SUBLEVEL) = //p' "$tree/Makefile" | paste -sd .
}

# as_listed NAME LOG: whether it has the lines of this release's NAME.list, of which the
# first is the licence. Of another release, how many differ from the newest list's.
as_listed() {
	local list lines
	list=tests/kernel/$arch/$(release)/$1.list
	without_lines "$work/$2" >"$work/$1.list"
	lines=$(wc -l <"$work/$1.list")
	if [ -f "$list" ]; then
		if diff "$work/$1.list" <(sed 1d "$list") >"$work/$1.diff"; then
			ok "$1: the $lines lines of $list"
		else
			not_ok "$1: its lines are not those of $list, see $work/$1.diff"
		fi
		return
	fi
	list=$(printf '%s\n' "tests/kernel/$arch"/*/"$1.list" | sort -V | tail -n 1)
	diff "$work/$1.list" <(sed 1d "$list") >"$work/$1.diff" || true
	echo "not compared: $1 has $lines lines, of which $(grep -c '^<' "$work/$1.diff") are not in $list; see $work/$1.diff"
}

# relocated: a line a call from .noinstr.text to other code, the caller's name, as
# the relocations have it.
relocated() {
	"llvm-objdump-$llvm" -t "$kmsan/vmlinux.o" |
		awk 'NF > 3 && $(NF - 2) == ".noinstr.text" { print $NF }' >"$work/noinstr"
	"llvm-objdump-$llvm" -dr --no-show-raw-insn --section=.noinstr.text \
		"$kmsan/vmlinux.o" |
		awk -v noinstr="$work/noinstr" '
		BEGIN {
			while ((getline name <noinstr) > 0)
				inside[name] = 1
			inside[".noinstr.text"] = 1
			# What call_instr() asks for, who unpoisons, and a piece of
			# the caller.
			inside["__msan_get_context_state"] = 1
			inside["__msan_unpoison_alloca"] = 1
			inside["kmsan_unpoison_memory"] = 1
			inside[".altinstr_aux"] = 1
		}
		/^[0-9a-f]+ <.*>:$/ { function_ = substr($2, 2, length($2) - 3) }
		/^ +[0-9a-f]+:/ { branch = $2 ~ /^(call|j|brasl)/ }
		/^ +[0-9a-f]+:/ && branch && $3 ~ /^\*/ {
			print function_
			branch = 0
		}
		# By a register, on s390x.
		/^ +[0-9a-f]+:/ && $2 ~ /^(basr|br)$/ && $NF ~ /^%r/ && $NF != "%r14" {
			print function_
		}
		branch && /R_X86_64_P(LT|C)32|R_390_P(LT|C)32DBL/ {
			sub(/[-+]0x[0-9a-f]+$/, "", $NF)
			if (!($NF in inside))
				print function_
		}' | sort
}

# The same by the audit: of calls whose caller is there, and whose callee is not.
audited() {
	sed -nE 's/.*: (\w+)\(\) -> ([^(]+)\(.*/\1 \2/p' "$work/audit.all" |
		awk -v noinstr="$work/noinstr" '
		BEGIN {
			while ((getline name <noinstr) > 0)
				inside[name] = 1
		}
		$1 in inside && !($2 in inside) && $2 != "__msan_get_context_state" {
			print $1
		}' | sort
}

lists() {
	local calls at_risk
	step audit.log "auditing its calls" run_audit
	as_listed audit audit.log
	at_risk=$(sed -nE 's/.* -> (\w+)\(.*: at-risk$/\1/p' "$work/audit.log" |
		grep -x "${report##* }") || at_risk=
	if [ -n "$at_risk" ] && grep -q "$report" "$work/boot-before.log"; then
		ok "audit: ${report##* }() is at risk, and was reported"
	else
		not_ok "audit: ${report##* }() is not at risk, or was not reported in $work/boot-before.log"
	fi
	if calls=$(relocated) && [ -n "$calls" ] && [ "$calls" = "$(audited)" ]; then
		ok "audit: it names as many calls of each function as there are relocations, $(wc -l <<<"$calls")"
	else
		diff <(audited) <(relocated) >"$work/relocations.diff" || true
		not_ok "audit: it does not agree with the relocations, see $work/relocations.diff"
	fi
	step convert.log "converting its calls" run_convert
	as_listed convert convert.log
	if grep -q "^+.*call_instr(${report##* }," "$work/convert.patch"; then
		ok "convert: its diff applies, and has ${report##* }()"
	else
		not_ok "convert: its diff does not have ${report##* }(), see $work/convert.patch"
	fi
}
