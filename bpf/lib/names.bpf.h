/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Names as 32 bits, for keys of tallies that are about something with a long name: a file, for one. A row is found by 64
 * bits that the tracer mixes of what tells it apart, and has the name in words. Both kept by nobody else.
 *
 *   struct name_row *row = name_row_for(owner, stays);
 *   if (row && !row->name) {
 *           ... row->text ...
 *           name_publish(row);
 *   }
 *
 *   name_ref = generation << 16 | slot          0: whatever found no row
 */
#ifndef RINGSIDE_NAMES_H
#define RINGSIDE_NAMES_H

#define NAMES 4096
#define NAME_PROBES 16
#define NAME_BYTES 512

/* A row that nobody used for so long is let go of; a use within less is not noted again. */
#define NAME_IDLE_NS 60000000000ull
#define NAME_USED_NS 1000000000ull
/* Its place is free so much later: cells of the old name are cleared by then. */
#define NAME_LEFT_NS 5000000000ull

struct name_row {
	opaque_word owner; /* whose it is; 0 is free. Claimed by compare-and-swap. */
	boot_ns used;
	boot_ns left;  /* when it was let go of; 0: it was not */
	name_ref name; /* 0 until the row is whole, and once it was let go of */
	plain_number coming; /* its name when it is whole; survives clearing */
	yes_no stays;	     /* never let go of */
	u16 unused[3];
	char text[NAME_BYTES];
};

const struct name_row *__identity_of_names __weak;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, NAMES);
	__type(key, u32);
	__type(value, struct name_row);
} names SEC(".maps") __weak;

static __always_inline struct name_row *name_row_of(name_ref name)
{
	u32 slot = name & (NAMES - 1);

	return bpf_map_lookup_elem(&names, &slot);
}

static __always_inline void name_use(struct name_row *row)
{
	u64 now = bpf_ktime_get_boot_ns();

	if (now - row->used > NAME_USED_NS)
		row->used = now;
}

/* What a count goes to that comes later: the name, or none when its row was let go of meanwhile. */
static __always_inline name_ref name_still(name_ref name)
{
	struct name_row *row = name_row_of(name);

	if (!name || !row || row->name != name)
		return 0;
	name_use(row);
	return name;
}

/* Of a tally's key, whose second word is a name. Not before a look has seen what was counted for it. */
static __always_inline bool name_left_before(u64 key, u64 before)
{
	struct name_row *row = name_row_of(key >> 32);

	return key >> 32 && row && row->name != key >> 32 && row->left && row->left < before;
}

/* The row of `owner`, without a name when it is new; NULL where there is no room. */
static __always_inline struct name_row *name_row_for(u64 owner, bool stays)
{
	struct name_row *row;
	u64 held;
	u32 slot;

	for (u32 i = 0; i < NAME_PROBES; i++) {
		slot = ((u32)(owner >> 32) + i) & (NAMES - 1);
		row = bpf_map_lookup_elem(&names, &slot);
		if (!row)
			return 0;
		held = row->owner;
		if (!held)
			held = __sync_val_compare_and_swap(&row->owner, 0, owner);
		if (!held) {
			row->used = bpf_ktime_get_boot_ns();
			row->stays = stays;
			row->coming = (row->coming >> 16 < 0xffff ? (row->coming >> 16) + 1 : 1) << 16 | slot;
			__builtin_memset(row->text, 0, sizeof(row->text));
			return row;
		}
		/* Another CPU may be filling it in, or it was let go of: a second row then, added up by its words. */
		if (held == owner && row->name) {
			name_use(row);
			return row;
		}
	}
	return 0;
}

/* Last of all: a reader takes a row for whole once it has a name. */
static __always_inline name_ref name_publish(struct name_row *row)
{
	*(volatile name_ref *)&row->name = row->coming;
	return row->coming;
}

#endif
