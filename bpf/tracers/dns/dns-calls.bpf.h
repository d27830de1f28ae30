/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Calls that carry messages, and who is at the other end of the socket. Of 64 bits: the others are not looked at. */
#ifndef RINGSIDE_DNS_CALLS_H
#define RINGSIDE_DNS_CALLS_H

#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define AF_INET 2
#define AF_INET6 10
#define MSG_PEEK 2
#define DNS_PORT 53
#define DNS_TLS_PORT 853
#define DNS_MESSAGES_MOST 4
#define MMSGHDR_BYTES 64
#define MMSGHDR_LENGTH 56

enum dns_call_kind {
	DNS_NO_CALL = 0,
	DNS_BY_BUFFER, /* fd, buffer, bytes */
	DNS_BY_ADDRESS, /* fd, buffer, bytes, flags, address */
	DNS_BY_VECTOR, /* fd, vectors, how many */
	DNS_BY_HEADER, /* fd, header */
	DNS_BY_HEADERS, /* fd, headers, how many */
	DNS_KIND = 7,
	DNS_SENDS = 8,
};

static __always_inline u32 dns_call_kind(call_nr call)
{
	switch (call) {
	case 0:
		return DNS_BY_BUFFER;
	case 1:
		return DNS_BY_BUFFER | DNS_SENDS;
	case 19:
		return DNS_BY_VECTOR;
	case 20:
		return DNS_BY_VECTOR | DNS_SENDS;
	case 44:
		return DNS_BY_ADDRESS | DNS_SENDS;
	case 45:
		return DNS_BY_ADDRESS;
	case 46:
		return DNS_BY_HEADER | DNS_SENDS;
	case 47:
		return DNS_BY_HEADER;
	case 299:
		return DNS_BY_HEADERS;
	case 307:
		return DNS_BY_HEADERS | DNS_SENDS;
	}
	return DNS_NO_CALL;
}

/* A socket that can have a name server at its other end: connected to its port, or UDP that is connected to nobody. */
static __always_inline u64 dns_socket(struct task_struct *task, u32 fd)
{
	struct file *file = (struct file *)file_of_fd(task, fd);
	struct socket *socket;
	struct sock *sk;
	u16 family, port, protocol;

	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
		return 0;
	socket = BPF_CORE_READ(file, private_data);
	sk = BPF_CORE_READ(socket, sk);
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family != AF_INET && family != AF_INET6)
		return 0;
	port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	protocol = BPF_CORE_READ(sk, sk_protocol);
	if (protocol == TRANSPORT_UDP ? port && port != DNS_PORT && port != DNS_TLS_PORT
				      : protocol != TRANSPORT_TCP || (port != DNS_PORT && port != DNS_TLS_PORT))
		return 0;
	return (u64)sk;
}

/* Where the message with that number is; `bytes` is what the call returned, or more than there can be. */
static __always_inline void dns_find(struct dns_room *room, u32 kind, const register_value *args, u32 index, u64 bytes)
{
	u64 pointer = args[1] + (u64)index * MMSGHDR_BYTES, header[4] = {};
	u32 length = 0;

	__builtin_memset(&room->take, 0, sizeof(room->take));
	room->take.bytes = bytes;
	switch (kind & DNS_KIND) {
	case DNS_BY_ADDRESS:
		room->take.address = args[4];
		/* fall through */
	case DNS_BY_BUFFER:
		room->take.base = args[1];
		if (args[2] < bytes)
			room->take.bytes = args[2];
		return;
	case DNS_BY_VECTOR:
		room->take.vector = args[1];
		room->take.vectors = args[2];
		return;
	case DNS_BY_HEADERS:
		if (!(kind & DNS_SENDS)) {
			bpf_probe_read_user(&length, sizeof(length), (void *)(pointer + MMSGHDR_LENGTH));
			room->take.bytes = length;
		}
		/* fall through */
	default:
		/* name, its length, vectors, how many */
		bpf_probe_read_user(header, sizeof(header), (void *)pointer);
		room->take.address = header[0];
		room->take.vector = header[2];
		room->take.vectors = header[3];
	}
}

/* Who is at the other end: of the socket, or as the call names it. */
__weak __noinline int dns_peer_read(struct dns_room *room, u64 address)
{
	struct sock *sk = (struct sock *)address;
	struct sockaddr_in6 named = {};
	struct dns_peer *peer;

	if (!room)
		return 0;
	peer = &room->peer;
	__builtin_memset(peer, 0, sizeof(*peer));
	peer->sk = address;
	peer->transport = BPF_CORE_READ(sk, sk_protocol);
	peer->local_port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	peer->net_ns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	peer->port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (peer->port) {
		if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET6)
			bpf_core_read(&peer->address, sizeof(peer->address), &sk->__sk_common.skc_v6_daddr);
		else
			address_from_v4(&peer->address, BPF_CORE_READ(sk, __sk_common.skc_daddr));
		return 0;
	}
	if (!room->take.address ||
	    bpf_probe_read_user(&named, sizeof(struct sockaddr_in), (void *)room->take.address))
		return 0;
	if (named.sin6_family == AF_INET) {
		address_from_v4(&peer->address, ((struct sockaddr_in *)&named)->sin_addr.s_addr);
	} else if (named.sin6_family == AF_INET6) {
		bpf_probe_read_user(&named, sizeof(named), (void *)room->take.address);
		__builtin_memcpy(&peer->address, &named.sin6_addr, sizeof(peer->address));
	} else {
		return 0;
	}
	peer->port = bpf_ntohs(named.sin6_port);
	return 0;
}

#endif
