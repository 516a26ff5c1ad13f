// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * See runtime.h. The functions are those of the kernel's
 * mm/kmsan/instrumentation.c; this file is not instrumented itself.
 *
 * The shadow of an address is at the address with some of its bits turned
 * around, as MSan has it; three windows of memory have one: around the
 * program, around the heap and around the stack.
 */
#include "runtime.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SHADOW_XOR    0x500000000000UL
#define ORIGIN_OFFSET 0x080000000000UL
#define WINDOW	      (64UL << 20)

#ifdef CALL_INSTR_MSAN
/* By this name MSan's callers know it. */
__thread struct kmsan_context_state context __asm__("__msan_param_tls");
#else
static struct kmsan_context_state context;
#endif
unsigned int kmsan_reports;

struct shadow_origin_ptr {
	void *shadow, *origin;
};

/* Where there is no window, loads see initialised memory. */
static char nowhere_shadow[4096], nowhere_origin[4096];
static uintptr_t window[3];

/* valgrind has no MAP_FIXED_NOREPLACE; nothing else is where shadow goes. */
static void map_at(uintptr_t address, size_t size)
{
	if (mmap((void *)address, size, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
		 0) != (void *)address) {
		perror("kmsan runtime: no memory for the shadow");
		exit(2);
	}
}

static void add_window(int i, const void *inside)
{
	uintptr_t start = 0x10000;
	int j;

	/* s390x has its program at 16 MiB, and nobody has one below 64 KiB. */
	if ((uintptr_t)inside > start + WINDOW / 2)
		start = ((uintptr_t)inside - WINDOW / 2) & ~0xffffUL;
	window[i] = start;
	/* One shadow serves windows that lie in one another. */
	for (j = 0; j < i; j++) {
		if (start < window[j] + WINDOW && window[j] < start + WINDOW) {
			window[i] = 0;
			return;
		}
	}
	map_at(start ^ SHADOW_XOR, WINDOW);
	map_at((start ^ SHADOW_XOR) + ORIGIN_OFFSET, WINDOW);
}

void kmsan_runtime_init(void)
{
	void *heap = malloc(1);
	int local;

	add_window(0, &kmsan_reports);
	add_window(1, heap);
	add_window(2, &local);
	free(heap);
}

/* A window's start has its low bits clear, so that the xor keeps its order. */
static struct shadow_origin_ptr metadata(const void *address, size_t size)
{
	uintptr_t a = (uintptr_t)address;
	int i;

	for (i = 0; i < 3; i++) {
		if (window[i] && a >= window[i] &&
		    a + size <= window[i] + WINDOW) {
			a ^= SHADOW_XOR;
			return (struct shadow_origin_ptr){
				(void *)a,
				(void *)((a + ORIGIN_OFFSET) & ~3UL)};
		}
	}
	if (size > sizeof(nowhere_shadow)) {
		fprintf(stderr,
			"kmsan runtime: no shadow for %zu bytes at %p\n", size,
			address);
		exit(2);
	}
	memset(nowhere_shadow, 0, size);
	return (struct shadow_origin_ptr){nowhere_shadow, nowhere_origin};
}

void kmsan_poison(const void *address, size_t size)
{
	memset(metadata(address, size).shadow, 0xff, size);
}

void kmsan_unpoison_memory(const void *address, size_t size)
{
	memset(metadata(address, size).shadow, 0, size);
}

void kmsan_poison_frame(const void *top)
{
	const char *bottom = __builtin_frame_address(0);

	kmsan_poison(bottom, (const char *)top - bottom);
}

struct kmsan_context_state *__msan_get_context_state(void)
{
	return &context;
}

#define METADATA(size)                                                 \
	struct shadow_origin_ptr __msan_metadata_ptr_for_load_##size(  \
		void *address)                                         \
	{                                                              \
		return metadata(address, size);                        \
	}                                                              \
	struct shadow_origin_ptr __msan_metadata_ptr_for_store_##size( \
		void *address)                                         \
	{                                                              \
		return metadata(address, size);                        \
	}
METADATA(1)
METADATA(2)
METADATA(4)
METADATA(8)

struct shadow_origin_ptr __msan_metadata_ptr_for_load_n(void *address,
							uintptr_t size)
{
	return metadata(address, size);
}

struct shadow_origin_ptr __msan_metadata_ptr_for_store_n(void *address,
							 uintptr_t size)
{
	return metadata(address, size);
}

void __msan_warning(uint32_t origin)
{
	(void)origin;
	kmsan_reports++;
}

uint32_t __msan_chain_origin(uint32_t origin)
{
	return origin;
}

void __msan_poison_alloca(void *address, uintptr_t size, char *description)
{
	(void)description;
	kmsan_poison(address, size);
}

void __msan_unpoison_alloca(void *address, uintptr_t size)
{
	kmsan_unpoison_memory(address, size);
}

void __msan_unpoison(const volatile void *address, uintptr_t size)
{
	kmsan_unpoison_memory((const void *)address, size);
}

void __msan_instrument_asm_store(void *address, uintptr_t size)
{
	kmsan_unpoison_memory(address, size);
}

void *__msan_memset(void *to, int c, uintptr_t size)
{
	kmsan_unpoison_memory(to, size);
	return memset(to, c, size);
}

void *__msan_memcpy(void *to, const void *from, uintptr_t size)
{
	memmove(metadata(to, size).shadow, metadata(from, size).shadow, size);
	return memcpy(to, from, size);
}

void *__msan_memmove(void *to, const void *from, uintptr_t size)
{
	memmove(metadata(to, size).shadow, metadata(from, size).shadow, size);
	return memmove(to, from, size);
}
