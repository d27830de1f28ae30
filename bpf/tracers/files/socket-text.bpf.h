/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a socket is, as a text:
 *
 *   tcp 127.0.0.1:631 listen        tcp [::1]:22 -> [::1]:4711 established        udp 0.0.0.0:68
 *   unix /run/dbus/socket           unix @abstract                                unix
 *   family 16                       one that we have no words for, by its number
 */
#ifndef RINGSIDE_SOCKET_TEXT_H
#define RINGSIDE_SOCKET_TEXT_H

#define SOCKET_SEED 0x27d4eb2f165667c5ull
#define SOCKET_TEXT_MOST 256

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define SOCKET_STATES 16

/* By TCP_ESTABLISHED ... of include/net/tcp_states.h; padded, so that a state finds its word by its number. */
static const char socket_states[SOCKET_STATES][16] = {
	"",	    "established", "syn_sent", "syn_received", "fin_wait1", "fin_wait2", "time_wait",
	"close",    "close_wait",  "last_ack", "listen",       "closing",   "new_syn_recv", "bound",
};

/* Where the next word goes; each is shorter than what is left behind it. */
#define socket_add(room, length, ...)                                                                           \
	({                                                                                                       \
		long __n = BPF_SNPRINTF(&(room)->bytes[TEXT_MIDDLE + ((length) & (SOCKET_TEXT_MOST - 1))], 128,   \
					__VA_ARGS__);                                                            \
		(length) += __n > 1 && __n <= 128 ? __n - 1 : 0;                                                 \
	})

static __always_inline u16 group_of(const struct in6_addr *address, u32 index)
{
	return __builtin_bswap16(address->in6_u.u6_addr16[index]);
}

/* An address and its port; IPv4 in IPv6 as IPv4. */
static __always_inline u32 socket_add_end(struct text_room *room, u32 length, u16 family, u64 v4, u64 v6, u16 port)
{
	struct in6_addr address = {};
	u32 *words = address.in6_u.u6_addr32;

	if (family == AF_INET) {
		socket_add(room, length, "%pI4:%u", v4, port);
		return length;
	}
	bpf_probe_read_kernel(&address, sizeof(address), (void *)v6);
	if (!words[0] && !words[1] && words[2] == 0xffff0000) {
		socket_add(room, length, "%pI4:%u", v6 + 12, port);
	} else if (!words[0] && !words[1] && !words[2] && !words[3]) {
		socket_add(room, length, "[::]:%u", port);
	} else if (!words[0] && !words[1] && !words[2] && words[3] == __builtin_bswap32(1)) {
		socket_add(room, length, "[::1]:%u", port);
	} else {
		socket_add(room, length, "[%x:%x:%x:%x:%x:%x:%x:%x]:%u", group_of(&address, 0), group_of(&address, 1),
			   group_of(&address, 2), group_of(&address, 3), group_of(&address, 4), group_of(&address, 5),
			   group_of(&address, 6), group_of(&address, 7), port);
	}
	return length;
}

static __always_inline u32 socket_add_inet(struct text_room *room, struct sock *sk, u16 family)
{
	u16 protocol = BPF_CORE_READ(sk, sk_protocol);
	u8 state = BPF_CORE_READ(sk, __sk_common.skc_state);
	u16 remote = __builtin_bswap16(BPF_CORE_READ(sk, __sk_common.skc_dport));
	u32 length = 0;

	if (protocol == IPPROTO_TCP)
		socket_add(room, length, "tcp ");
	else if (protocol == IPPROTO_UDP)
		socket_add(room, length, "udp ");
	else
		socket_add(room, length, "ip protocol %u ", protocol);
	length = socket_add_end(room, length, family, address_of(&sk->__sk_common.skc_rcv_saddr),
				address_of(&sk->__sk_common.skc_v6_rcv_saddr), BPF_CORE_READ(sk, __sk_common.skc_num));
	if (remote) {
		socket_add(room, length, " -> ");
		length = socket_add_end(room, length, family, address_of(&sk->__sk_common.skc_daddr),
					address_of(&sk->__sk_common.skc_v6_daddr), remote);
	}
	if (protocol == IPPROTO_TCP)
		socket_add(room, length, " %s", socket_states[state & (SOCKET_STATES - 1)]);
	return length;
}

/* The name that it is bound to; one that begins with a zero lies in no folder, and is written with an @. */
static __always_inline u32 socket_add_unix(struct text_room *room, struct sock *sk)
{
	struct unix_address *address = BPF_CORE_READ((struct unix_sock *)sk, addr);
	s32 bytes = address ? BPF_CORE_READ(address, len) - (s32)sizeof(__kernel_sa_family_t) : 0;
	char *name = &room->bytes[TEXT_MIDDLE + 5];
	u32 length = 0;

	if (bytes <= 0) {
		socket_add(room, length, "unix");
		return length;
	}
	socket_add(room, length, "unix ");
	if (bytes > 108)
		bytes = 108;
	bpf_probe_read_kernel(name, bytes & 127, __builtin_preserve_access_index(&address->name[0].sun_path));
	if (*name)
		bytes--; /* the zero that ends a path */
	else
		*name = '@';
	return length + bytes;
}

/* Tells what a socket is, if it was not told lately; 0 where there is none behind the file. */
__weak __noinline u64 socket_tell(u64 socket, struct account *account, struct text_room *room)
{
	struct claim_words words = { .room = room, .mixed = SOCKET_SEED };
	struct sock *sk = BPF_CORE_READ((struct socket *)socket, sk);
	text_ref text;
	u32 length = 0;
	u16 family;

	if (!account || !room || !sk)
		return 0;
	text_begin(room);
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family == AF_INET || family == AF_INET6)
		length = socket_add_inet(room, sk, family);
	else if (family == AF_UNIX)
		length = socket_add_unix(room, sk);
	else
		socket_add(room, length, "family %u", family);
	length &= SOCKET_TEXT_MOST - 1;
	room->end += length;
	__builtin_memset(&room->bytes[TEXT_MIDDLE + length], 0, 8);
	bpf_loop((length + 7) / 8, claim_mix, &words, 0);
	text = mix64(words.mixed) | 1;
	if (!text_is_told(text, room->at))
		text_tell(account, bpf_get_smp_processor_id(), room, text);
	return text;
}

#endif
