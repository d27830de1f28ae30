/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Tallies: counted in the kernel, read by mmap, never reset. A tally is two arrays, cut into one region per
 * CPU so that no cell is ever written by two CPUs:
 *
 *   <name>_keys   u64   | cpu 0: slots ........ | fold | cpu 1: slots ........ | fold | ...
 *   <name>_cells  value |          the same places, the same order                    |
 *
 * A key is eight bytes, its first word the process: what is wider is interned first (as processes are).
 * The reader adds the regions up by key, so a key that has two cells is harmless. When no slot is free the
 * call is counted under the process's fold (a row per comm), whose cells have room of their own.
 * Cells of ended programs are cleared by <name>_clear, which the helper runs after the reader has read them;
 * nothing is evicted. Both arrays are frozen: user space can map them to read and in no way write them.
 */
#ifndef RINGSIDE_TALLY_H
#define RINGSIDE_TALLY_H

#define TALLY_PROBES 16
#define TALLY_FOLD_PROBES 64

/* Set by the loader: regions are `nominal >> tally_shift` slots plus a quarter for the fold. */
const volatile u32 tally_shift __weak = 0;
const volatile u32 cpus __weak = 1;

static __always_inline u32 tally_hash(u64 key)
{
	key *= 0x9e3779b97f4a7c15ull;
	return key >> 40;
}

/* `gone` says of a key whether its second word named nothing any more before a time: such a cell is cleared as well. */
static __always_inline bool key_stays(u64 key, u64 before)
{
	return false;
}

/* A search of the fold: a loop that is a call is one step to the verifier, and this way is seldom gone. */
struct fold_place {
	u64 key;
	u32 base;
	u32 hash;
	u32 found;
	u32 unused;
};

#define TALLY(tally_name, key_struct, value_struct, nominal) \
	TALLY_UNTIL(tally_name, key_struct, value_struct, nominal, key_stays)

#define TALLY_UNTIL(tally_name, key_struct, value_struct, nominal, gone)                                       \
	_Static_assert(sizeof(struct key_struct) == 8, "a tally key is eight bytes");                           \
	const struct key_struct *__key_of_##tally_name __attribute__((unused));                                 \
	const struct value_struct *__value_of_##tally_name __attribute__((unused));                             \
	struct {                                                                                                \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                                               \
		__uint(map_flags, BPF_F_MMAPABLE);                                                              \
		__uint(max_entries, nominal);                                                                   \
		__type(key, u32);                                                                               \
		__type(value, u64);                                                                             \
	} tally_name##_keys SEC(".maps");                                                                       \
	struct {                                                                                                \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                                               \
		__uint(map_flags, BPF_F_MMAPABLE);                                                              \
		__uint(max_entries, nominal);                                                                   \
		__type(key, u32);                                                                               \
		__type(value, struct value_struct);                                                             \
	} tally_name##_cells SEC(".maps");                                                                      \
                                                                                                                \
	static __always_inline struct value_struct *tally_name##_probe(u64 key, u32 index)                      \
	{                                                                                                       \
		u64 *held = bpf_map_lookup_elem(&tally_name##_keys, &index);                                    \
                                                                                                                \
		if (!held)                                                                                      \
			return 0;                                                                               \
		/* Compare-and-swap: on 7.x another program may be in the middle of the same step here. */      \
		if (*held != key && (*held || __sync_val_compare_and_swap(held, 0, key)) && *held != key)       \
			return 0;                                                                               \
		return bpf_map_lookup_elem(&tally_name##_cells, &index);                                        \
	}                                                                                                       \
                                                                                                                \
	static long tally_name##_fold_try(u32 index, struct fold_place *place)				\
	{												\
		u32 at = place->base + ((place->hash + index) & (((nominal) >> tally_shift) / 4 - 1));	\
													\
		if (!tally_name##_probe(place->key, at))						\
			return 0;									\
		place->found = at;									\
		return 1;										\
	}												\
													\
	/* The place of the fold's cell, ~0 when it has no room. Not static: it is verified once, not at each use. */\
	__noinline u32 tally_name##_fold(struct account *account, u32 cpu, u64 key)			\
	{												\
		const u32 slots = (nominal) >> tally_shift, fold = slots / 4;				\
		struct fold_place place = { .base = cpu * (slots + fold) + slots, .found = ~0u };	\
													\
		if (!account)										\
			return ~0u;									\
		place.key = (key & ~0xffffffffull) | process_fold((u32)key);				\
		place.hash = tally_hash(place.key);							\
		bpf_loop(TALLY_FOLD_PROBES, tally_name##_fold_try, &place, 0);				\
		if (place.found != ~0u)									\
			account->folded++;								\
		return place.found;									\
	}												\
													\
	static __always_inline struct value_struct *tally_name##_fold_cell(struct account *account, u32 cpu, u64 key) \
	{                                                                                                       \
		u32 index = tally_name##_fold(account, cpu, key);                                               \
                                                                                                                \
		return bpf_map_lookup_elem(&tally_name##_cells, &index);                                        \
	}                                                                                                       \
                                                                                                                \
	/* The cell of `key` on this CPU, or NULL when neither a slot nor the fold has room. */                 \
	static __always_inline struct value_struct *tally_name##_cell(struct account *account, u32 cpu, u64 key) \
	{                                                                                                       \
		const u32 slots = (nominal) >> tally_shift, fold = slots / 4;                                   \
		u32 base = cpu * (slots + fold), hash = tally_hash(key);                                        \
		struct value_struct *cell;                                                                      \
                                                                                                                \
		if (process_is_fold((u32)key))                                                                  \
			return tally_name##_fold_cell(account, cpu, key);                                            \
		for (u32 i = 0; i < TALLY_PROBES; i++) {                                                        \
			cell = tally_name##_probe(key, base + ((hash + i) & (slots - 1)));                      \
			if (cell)                                                                               \
				return cell;                                                                    \
		}                                                                                               \
		return tally_name##_fold_cell(account, cpu, key);                                                    \
	}                                                                                                       \
                                                                                                                \
	/* The cell before its key: a writer beside us at worst takes a fresh cell under the old name. */       \
	static long tally_name##_clear_one(u32 index, struct clear_context *context)                            \
	{                                                                                                       \
		u64 *key = bpf_map_lookup_elem(&tally_name##_keys, &index);                                     \
		struct value_struct *cell = bpf_map_lookup_elem(&tally_name##_cells, &index);                   \
                                                                                                                \
		if (!key || !cell)                                                                              \
			return 1;                                                                               \
		if (!*key || !(process_ended_before((u32)*key, context->before) || gone(*key, context->before)))                 \
			return 0;                                                                               \
		__builtin_memset(cell, 0, sizeof(*cell));                                                       \
		*(volatile u64 *)key = 0;                                                                       \
		context->cleared++;                                                                             \
		return 0;                                                                                       \
	}                                                                                                       \
                                                                                                                \
	SEC("raw_tp")                                                                                           \
	int tally_name##_clear(struct bpf_raw_tracepoint_args *arguments)                                       \
	{                                                                                                       \
		const u32 slots = (nominal) >> tally_shift;                                                     \
		struct clear_context context = { .before = arguments->args[0] };                                \
                                                                                                                \
		bpf_loop(cpus * (slots + slots / 4), tally_name##_clear_one, &context, 0);                      \
		return context.cleared;                                                                         \
	}

/*
 * Four linear parts an octave from 32 ns up: within a part the true value lies at most 12.5 % from its
 * middle. Bucket 0 is everything shorter, 127 everything from 68.7 s on.
 */
#define HISTOGRAM_BUCKETS 128

static __always_inline u32 histogram_bucket(u64 duration)
{
	u64 value = duration >> 3; /* 32 ns becomes 4 = 1.00b << 2 */
	u32 octave = 0;

	if (value < 4)
		return 0;
	if (value >> 33)
		return HISTOGRAM_BUCKETS - 1;
	if (value >> 18) { octave += 16; value >>= 16; }
	if (value >> 10) { octave += 8; value >>= 8; }
	if (value >> 6) { octave += 4; value >>= 4; }
	if (value >> 4) { octave += 2; value >>= 2; }
	if (value >> 3) { octave += 1; value >>= 1; }
	return (octave * 4 + (value & 3) + 1) & (HISTOGRAM_BUCKETS - 1);
}

#endif
