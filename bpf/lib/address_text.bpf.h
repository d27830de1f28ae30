/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Internet addresses as texts, written as RFC 5952 has it: 127.0.0.1, fd00::1. IPv4 in IPv6 is written as IPv4, and has
 * the same text. The reference is made of the address itself, so nothing is written that was told lately.
 */
#ifndef RINGSIDE_ADDRESS_TEXT_H
#define RINGSIDE_ADDRESS_TEXT_H

#define ADDRESS_SEED 0x165667b19e3779f9ull
#define ADDRESS_NAME_SEED 0x9fb21c651e98df25ull
#define ADDRESS_MOST 64

/* Sixteen bytes in the order of the network; IPv4 as ::ffff:a.b.c.d. */
struct ip_address {
	u16 groups[8];
};

struct address_writing {
	struct text_room *room;
	u32 length;
	u32 run; /* groups of zeros, as they are gone through */
	u32 longest;
	u32 run_end; /* of the longest */
	struct ip_address address;
};

#define address_add(writing, ...)                                                                                   \
	({                                                                                                           \
		long __n = BPF_SNPRINTF(&(writing)->room->bytes[TEXT_MIDDLE + ((writing)->length & (ADDRESS_MOST - 1))], \
					ADDRESS_MOST, __VA_ARGS__);                                                  \
		(writing)->length += __n > 1 && __n <= ADDRESS_MOST ? __n - 1 : 0;                                   \
	})

static long address_find_run(u32 index, struct address_writing *writing)
{
	if (writing->address.groups[index & 7]) {
		writing->run = 0;
		return 0;
	}
	writing->run++;
	if (writing->run > writing->longest) {
		writing->longest = writing->run;
		writing->run_end = index + 1;
	}
	return 0;
}

static long address_write_group(u32 index, struct address_writing *writing)
{
	u32 begin = writing->run_end - writing->longest, group = bpf_ntohs(writing->address.groups[index & 7]);

	if (index == begin && writing->longest)
		address_add(writing, "::");
	else if (index >= begin && index < writing->run_end)
		return 0;
	else if (!index || index == writing->run_end)
		address_add(writing, "%x", group);
	else
		address_add(writing, ":%x", group);
	return 0;
}

static __always_inline bool address_is_v4(const struct ip_address *address)
{
	const u64 *words = (const u64 *)address;

	return !words[0] && (u32)words[1] == 0xffff0000;
}

static __always_inline void address_from_v4(struct ip_address *address, u32 v4)
{
	u64 *words = (u64 *)address;

	words[0] = 0;
	words[1] = (u64)v4 << 32 | 0xffff0000;
}

static __always_inline void address_write(struct address_writing *writing)
{
	if (address_is_v4(&writing->address)) {
		address_add(writing, "%pI4", &writing->address.groups[6]);
		return;
	}
	bpf_loop(8, address_find_run, writing, 0);
	if (writing->longest < 2)
		writing->longest = writing->run_end = 0;
	bpf_loop(8, address_write_group, writing, 0);
}

/* Tells an address, if it was not told lately. `room->at` is the time of the event that names it. */
__weak __noinline u64 address_tell(const struct ip_address *address, struct account *account, struct text_room *room)
{
	struct address_writing writing = { .room = room };
	const u64 *words;
	text_ref text;

	if (!address || !account || !room)
		return 0;
	words = (const u64 *)address;
	text = mix64(words[0] ^ mix64(words[1] ^ ADDRESS_SEED)) | 1;
	if (text_is_told(text, room->at))
		return text;
	writing.address = *address;
	text_begin(room);
	address_write(&writing);
	room->end += writing.length & (ADDRESS_MOST - 1);
	text_tell(account, bpf_get_smp_processor_id(), room, text);
	return text;
}

/*
 * What names an address in that network namespace, as a text of its own: whoever learns a name tells it by this reference
 * (the engine, of an answer from a name server), and whoever has an event about the address names the text in it.
 */
static __always_inline text_ref address_name(text_ref address, namespace_inode net_ns)
{
	return address ? mix64(address ^ (u64)net_ns << 13 ^ ADDRESS_NAME_SEED) | 1 : 0;
}

#endif
