// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Lets go of names that nobody used for a minute. */
#include "ringside.bpf.h"

static long clear_name(u32 index, struct clear_context *context)
{
	struct name_row *row = bpf_map_lookup_elem(&names, &index);

	if (!row)
		return 1;
	if (row->name && !row->stays && row->used + NAME_IDLE_NS < context->before) {
		row->left = bpf_ktime_get_boot_ns();
		row->name = 0;
	} else if (row->left && row->left + NAME_LEFT_NS < context->before) {
		row->left = 0;
		*(volatile u64 *)&row->owner = 0;
	}
	return 0;
}

SEC("raw_tp")
int names_clear(struct bpf_raw_tracepoint_args *arguments)
{
	struct clear_context context = { .before = arguments->args[0] };

	bpf_loop(NAMES, clear_name, &context, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
