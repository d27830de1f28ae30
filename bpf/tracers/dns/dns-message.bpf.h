/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A message as it lies in the program's own buffer, and the little that is read of it here: the header, and where its
 * question ends. Whatever can be built to hurt (compressed names, records) is taken apart by the engine.
 */
#ifndef RINGSIDE_DNS_MESSAGE_H
#define RINGSIDE_DNS_MESSAGE_H

#define DNS_BYTES_MOST 1232
#define DNS_HEADER_BYTES 12
#define DNS_VECTORS_MOST 8
#define DNS_NAME_MOST 256
#define DNS_FAULT 0x10000u
#define DNS_IS_ANSWER 0x8000
#define DNS_OPCODE 0x7800
#define DNS_SHORTENED 0x0200

/* Where a message is: in one buffer, or in several. */
struct dns_take {
	u64 base;
	u64 vector;
	u64 address; /* of the other side, where the call names it */
	u64 bytes;   /* at most */
	u32 vectors;
	u32 filled;
};

struct dns_peer {
	struct ip_address address;
	u64 sk;
	namespace_inode net_ns;
	port_nr port;
	port_nr local_port;
	dns_transport transport;
	u16 unused;
	u32 unused_too;
};

struct dns_seen {
	u64 question; /* its name, type and class, mixed */
	u32 begin;
	u32 end; /* of the question */
	u16 id;
	u16 flags;
	u16 questions;
	u16 records;
};

struct dns_told {
	u64 now;
	u64 duration;
	u64 bytes;
	text_ref question;
	text_ref answers;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	u16 result;
	u16 attempts;
	u16 id;
	u16 records;
	u32 cut;
};

/* Where one program works, one a CPU. */
struct dns_room {
	struct dns_take take;
	struct dns_peer peer;
	struct dns_seen seen;
	struct dns_told told;
	struct text_room text;
};

#define DNS_ROOM(name)                                   \
	struct {                                         \
		__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); \
		__uint(max_entries, 1);                  \
		__type(key, u32);                        \
		__type(value, struct dns_room);          \
	} name SEC(".maps")

static __always_inline u8 dns_byte(struct dns_room *room, u32 at)
{
	barrier_var(at);
	return room->text.bytes[TEXT_MIDDLE + (at & 2047)];
}

static __always_inline u16 dns_word(struct dns_room *room, u32 at)
{
	return dns_byte(room, at) << 8 | dns_byte(room, at + 1);
}

static __always_inline bool dns_copy(struct dns_room *room, u64 base, u64 length)
{
	u32 filled = room->take.filled, take = length > DNS_BYTES_MOST ? DNS_BYTES_MOST : length;

	if (filled >= DNS_BYTES_MOST)
		return true;
	if (take > DNS_BYTES_MOST - filled)
		take = DNS_BYTES_MOST - filled;
	barrier_var(take);
	barrier_var(filled);
	if (bpf_probe_read_user(&room->text.bytes[TEXT_MIDDLE + (filled & 2047)], take & 2047, (void *)base))
		return false;
	room->take.filled = filled + take;
	return true;
}

static long dns_copy_vector(u32 index, struct dns_room **held)
{
	struct dns_room *room = *held;
	u64 vector[2], left;

	if (index >= room->take.vectors)
		return 1;
	left = room->take.bytes > room->take.filled ? room->take.bytes - room->take.filled : 0;
	if (bpf_probe_read_user(vector, sizeof(vector), (void *)(room->take.vector + 16 * index)) ||
	    !dns_copy(room, vector[0], vector[1] < left ? vector[1] : left)) {
		room->take.filled = DNS_FAULT;
		return 1;
	}
	return 0;
}

/* Fetches a message; `take.filled` is DNS_FAULT where the memory could not be read. */
__weak __noinline int dns_fetch(struct dns_room *room)
{
	if (!room)
		return 0;
	room->take.filled = 0;
	if (room->take.vector)
		bpf_loop(DNS_VECTORS_MOST, dns_copy_vector, &room, 0);
	else if (!dns_copy(room, room->take.base, room->take.bytes))
		room->take.filled = DNS_FAULT;
	return 0;
}

static long dns_mix_name(u32 index, struct dns_room **held)
{
	struct dns_room *room = *held;
	u32 at = room->seen.begin + DNS_HEADER_BYTES + index;
	u8 byte = dns_byte(room, at);

	if (at + 5 > room->take.filled)
		return 1;
	room->seen.question = (room->seen.question ^ byte) * 0x100000001b3ull;
	if (byte)
		return 0;
	/* A name ends with the first zero; where somebody put one into a label, it does so in both messages. */
	for (u32 i = 1; i < 5; i++)
		room->seen.question = (room->seen.question ^ dns_byte(room, at + i)) * 0x100000001b3ull;
	room->seen.end = at + 5;
	return 1;
}

/* Whether what lies from there on is a message with one whole question. */
__weak __noinline int dns_read_at(struct dns_room *room, u32 begin)
{
	if (!room)
		return 0;
	room->seen.begin = begin;
	room->seen.end = 0;
	room->seen.question = 0xcbf29ce484222325ull;
	if (room->take.filled < begin + DNS_HEADER_BYTES + 5)
		return 0;
	room->seen.id = dns_word(room, begin);
	room->seen.flags = dns_word(room, begin + 2);
	room->seen.questions = dns_word(room, begin + 4);
	room->seen.records = dns_word(room, begin + 6);
	if (room->seen.flags & DNS_OPCODE || room->seen.questions != 1)
		return 0;
	bpf_loop(DNS_NAME_MOST, dns_mix_name, &room, 0);
	return room->seen.end;
}

/* By TCP two bytes of length come before it, in the same call or in one of their own. */
static __always_inline bool dns_read(struct dns_room *room)
{
	u32 begin = 0;

	if (room->peer.transport == TRANSPORT_UDP)
		return dns_read_at(room, 0);
	if (dns_word(room, 0) + 2u == room->take.bytes || dns_word(room, 0) + 2u == room->take.filled)
		begin = 2;
	return dns_read_at(room, begin) || dns_read_at(room, 2 - begin);
}

/* Tells the message from its header up to `end`, to be taken apart by the engine as `form`. */
static __always_inline void dns_tell_bytes(struct account *account, struct dns_room *room, text_ref text, u16 form,
					   u32 end)
{
	room->text.begin = TEXT_MIDDLE + (room->seen.begin & 3);
	room->text.end = TEXT_MIDDLE + (end & 2047);
	text_tell_as(account, bpf_get_smp_processor_id(), &room->text, text, form);
}

/* The low three bits say which of a message's texts is meant. */
#define DNS_NAME 2
#define DNS_TYPE 4
#define DNS_ANSWERS 6

/* Of answers the network namespace stands before the message: they are names of addresses there. */
static __always_inline void dns_tell_answers(struct account *account, struct dns_room *room, text_ref text)
{
	u32 begin = room->seen.begin & 3;

	barrier_var(begin);
	__builtin_memcpy(&room->text.bytes[TEXT_MIDDLE - 4 + begin], &room->peer.net_ns, 4);
	room->text.begin = TEXT_MIDDLE - 4 + begin;
	room->text.end = TEXT_MIDDLE + (room->take.filled & 2047);
	text_tell_as(account, bpf_get_smp_processor_id(), &room->text, text, TEXT_FORM(dns_answers));
}

static __always_inline text_ref dns_text(u64 mixed)
{
	return mix64(mixed) & ~7ull;
}

static __always_inline text_ref dns_tell_question(struct account *account, struct dns_room *room)
{
	text_ref text = dns_text(room->seen.question);

	if (!text_is_told(text, room->text.at))
		dns_tell_bytes(account, room, text, TEXT_FORM(dns_question), room->seen.end);
	return text;
}

#endif
