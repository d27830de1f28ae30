/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Streams: one ring per CPU for all of them, so that no two CPUs ever wait for one another and so that
 * one reader can merge by time. A record begins with `struct event_head`; its first word says which
 * stream it belongs to.
 */
#ifndef RINGSIDE_STREAM_H
#define RINGSIDE_STREAM_H

struct event_head {
	stream_id stream;
	cpu_nr cpu;
	u16 unused;
	boot_ns at;
};

struct ring_template {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 16);
};

/* max_entries and the rings themselves are set by the loader, one per possible CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, MAX_CPUS);
	__type(key, u32);
	__array(values, struct ring_template);
} rings SEC(".maps") __weak;

const volatile u32 ring_bytes __weak = 1 << 16;

/* Declares a stream: `struct_name` becomes its schema, read from BTF by the generator. */
#define EVENT_STREAM(stream_name, struct_name) \
	const struct struct_name *__event_of_##stream_name __attribute__((unused))

#define STREAM_ID(stream_name) fnv1a(#stream_name, sizeof(#stream_name) - 1)

/* Folded by the compiler: the loop is over a literal. */
static __always_inline u32 fnv1a(const char *text, u32 length)
{
	u32 hash = 2166136261u;

#pragma unroll
	for (u32 i = 0; i < length && i < 32; i++)
		hash = (hash ^ (u8)text[i]) * 16777619u;
	return hash;
}

/* A record of `bytes`, or NULL with the loss already counted. Fill every byte: ring memory is not zeroed. */
static __always_inline void *stream_reserve(struct account *account, u32 cpu, void *ring, u32 bytes)
{
	void *record;

	if (!ring) {
		account->busy++;
		return 0;
	}
	record = bpf_ringbuf_reserve(ring, bytes, 0);
	if (record)
		return record;
	/* The reader may free space between the two looks, so a few "full" are told as "busy"; the sum is exact. */
	if (bpf_ringbuf_query(ring, BPF_RB_AVAIL_DATA) + bytes + 8 > ring_bytes)
		account->ring_full++;
	else
		account->busy++;
	return 0;
}

/*
 * Waking the reader costs six times the record, so it sleeps until a quarter of the ring is written
 * (its own 50 ms timer fetches the rest).
 */
static __always_inline void stream_submit(struct account *account, void *record, u32 bytes)
{
	u64 wake = BPF_RB_NO_WAKEUP;

	account->since_wakeup += bytes + 8;
	if (account->since_wakeup >= ring_bytes / 4) {
		account->since_wakeup = 0;
		wake = BPF_RB_FORCE_WAKEUP;
	}
	account->delivered++;
	bpf_ringbuf_submit(record, wake);
}

#endif
