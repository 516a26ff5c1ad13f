/* SPDX-License-Identifier: GPL-2.0 */
struct kmsan_context_state *__msan_get_context_state(void);

/**
 * kmsan_unpoison_params() - Mark the arguments of the next call as initialized.
 * @size: bytes from the start of param_tls; those past its end are left alone.
 *
 * For callers that are not instrumented, as noinstr code is: they store no
 * shadow of the arguments that they pass by value. Use call_instr(), which
 * knows @size.
 */
static __always_inline void kmsan_unpoison_params(size_t size)
{
	struct kmsan_context_state *state = __msan_get_context_state();

	if (size > sizeof(state->param_tls))
		size = sizeof(state->param_tls);
	__builtin_memset(state->param_tls, 0, size);
	/* The compiler may know that the callee only reads its arguments. */
	barrier();
}
