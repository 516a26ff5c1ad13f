// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* clang-format off */
/* For tests/suite_audit.py: a file that is built without KMSAN, as with
 * KMSAN_SANITIZE := n; see calls.c. The instrumentation's functions are here, too. */
#include <linux/call_instr.h>
#include "asm.h"

struct pt_regs;
typedef struct {
	_Bool exit_rcu;
} state_t;

DEFINE_CALL_INSTR_TYPE(state_t);

void take_typedef(struct pt_regs *regs, state_t state);
void take_scalars(unsigned long a, const char *b, int c);

void plain(struct pt_regs *regs, state_t state)
{
	take_typedef(regs, state);		/* at-risk */
	take_scalars(1, "", 0);			/* guarded */
	asm volatile("nop");
}

void fixed(struct pt_regs *regs, state_t state)
{
	call_instr(take_typedef, struct pt_regs *, regs, state_t, state); /* wrapped */
	asm volatile("nop");
}

void both(struct pt_regs *regs, state_t state)
{
	call_instr(take_typedef, struct pt_regs *, regs, state_t, state); /* wrapped */
	take_typedef(regs, state);		/* at-risk */
	asm volatile("nop");
}

/* What stands elsewhere is of the same function. */
void parted(struct pt_regs *regs, state_t state);
asm(".globl parted\n"
    ".type parted, @function\n"
    "parted:	" JUMP_IF_NULL "parted.cold\n"
    RETURN "\n"
    ".size parted, . - parted\n"
    ".pushsection .cold.text, \"ax\"\n"
    ".type parted.cold, @function\n"
    "parted.cold:	" CALL "take_typedef\n"
    JUMP "parted\n"
    ".size parted.cold, . - parted.cold\n"
    ".popsection");

/* No compiler shall look into it. */
__attribute__((used)) static char context[4096];
struct kmsan_context_state *__msan_get_context_state(void);
asm(".globl __msan_get_context_state\n"
    ".type __msan_get_context_state, @function\n"
    "__msan_get_context_state: " ADDRESS("context") "\n"
    RETURN "\n"
    ".size __msan_get_context_state, . - __msan_get_context_state");

#define INSTRUMENTATION(name) \
	void __msan_##name(void *address, unsigned long size) { asm volatile(""); }
INSTRUMENTATION(metadata_ptr_for_load_1)
INSTRUMENTATION(metadata_ptr_for_load_2)
INSTRUMENTATION(metadata_ptr_for_load_4)
INSTRUMENTATION(metadata_ptr_for_load_8)
INSTRUMENTATION(metadata_ptr_for_load_n)
INSTRUMENTATION(metadata_ptr_for_store_1)
INSTRUMENTATION(metadata_ptr_for_store_2)
INSTRUMENTATION(metadata_ptr_for_store_4)
INSTRUMENTATION(metadata_ptr_for_store_8)
INSTRUMENTATION(metadata_ptr_for_store_n)
INSTRUMENTATION(poison_alloca)
INSTRUMENTATION(unpoison_alloca)
INSTRUMENTATION(chain_origin)
INSTRUMENTATION(warning)
INSTRUMENTATION(instrument_asm_store)

/* Nobody runs this. */
INSTRUMENTATION(memset)
INSTRUMENTATION(memcpy)
asm(".globl memcpy, memset\n.type memcpy, @function\n.type memset, @function\n"
    "memcpy: " RETURN "\n.size memcpy, . - memcpy\n"
    "memset: " RETURN "\n.size memset, . - memset");
/* As in x86's kernel, the names that come last are others. */
asm(".globl __pi_memcpy, __pi_memset\n.set __pi_memcpy, memcpy\n.set __pi_memset, memset");

/* As is KMSAN's own, which cannot report. */
#line 1 "mm/kmsan/core.c"
void runtime(struct pt_regs *regs, state_t state)
{
	take_typedef(regs, state);
	asm volatile("nop");
}

__attribute__((noinline)) void kmsan_report(const void *address)
{
	asm volatile("" : : "r"(address));
}

__attribute__((noinline)) static void check(const void *address, unsigned long size)
{
	if (size && *(const volatile char *)address)
		kmsan_report(address);
	asm volatile("nop");
}

#line 1 "mm/kmsan/hooks.c"
asm(".pushsection .noinstr.text, \"ax\"\n\t.globl __noinstr_text_start\n"
    "__noinstr_text_start:\n\t.popsection");
extern char __noinstr_text_start[];

void kmsan_spares_noinstr(const void *address, unsigned long size)
{
	if ((unsigned long)__builtin_return_address(0) -
	    (unsigned long)__noinstr_text_start > 4096)
		check(address, size);
	asm volatile("nop");
}

void kmsan_unpoison_memory(const void *address, unsigned long size)
{
	asm volatile("" : : "r"(address), "r"(size));
}

void kmsan_unpoison_entry_regs(const struct pt_regs *regs)
{
	kmsan_unpoison_memory(regs, 168);
	asm volatile("nop");
}

void kmsan_check_memory(const void *address, unsigned long size)
{
	check(address, size);
	asm volatile("nop");
}

void kmsan_copy_to_user(void *to, const void *from, unsigned long to_copy,
			unsigned long left)
{
	check(from, to_copy - left);
	asm volatile("" : : "r"(to));
}
