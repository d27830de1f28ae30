/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Whom a socket talks to, as a name of the table `names`:
 *
 *   tcp 192.0.2.7:443              who was asked, where
 *   tcp 192.0.2.7 to :5432         who asks, of a port that the program chose for itself: one name for all his connections
 *   udp any, udp any to :53        a socket that is tied to nobody
 *   unix, other                    sockets without an internet address
 */
#ifndef RINGSIDE_PEER_NAME_H
#define RINGSIDE_PEER_NAME_H

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define SOCK_BINDPORT_LOCK 8

enum peer_kind {
	PEER_TCP,
	PEER_UDP,
	PEER_UNIX,
	PEER_OTHER,
};

struct peer {
	struct ip_address address; /* zeros: tied to nobody */
	namespace_inode net_ns;
	port_nr port;	  /* of the peer; 0 where it is he who asks */
	port_nr own_port; /* that the program chose; else 0 */
	u32 kind;
	u32 unused;
};

TEXT_ROOM(peer_room);

static __always_inline u32 peer_kind_of(struct sock *sk, u32 family)
{
	u32 protocol = sk->sk_protocol;

	if (family == AF_UNIX)
		return PEER_UNIX;
	if (family != AF_INET && family != AF_INET6)
		return PEER_OTHER;
	return protocol == IPPROTO_TCP ? PEER_TCP : protocol == IPPROTO_UDP ? PEER_UDP : PEER_OTHER;
}

/*
 * Whether the program chose its port. What accept() gives has the port's bucket of its listener, but not its lock; the
 * bucket of a port that connect() chose is reused for nothing else (-1).
 */
static __always_inline bool peer_is_served(struct sock *sk, u32 kind)
{
	struct inet_bind_bucket *bucket;

	if (kind == PEER_UDP)
		return BPF_CORE_READ_BITFIELD_PROBED(sk, sk_userlocks) & SOCK_BINDPORT_LOCK;
	bucket = BPF_CORE_READ((struct inet_connection_sock *)sk, icsk_bind_hash);
	return bucket && BPF_CORE_READ(bucket, fastreuse) >= 0;
}

static __always_inline void peer_read(struct sock *sk, struct peer *peer)
{
	u32 family = sk->__sk_common.skc_family;

	__builtin_memset(peer, 0, sizeof(*peer));
	peer->kind = peer_kind_of(sk, family);
	if (peer->kind != PEER_TCP && peer->kind != PEER_UDP)
		return;
	if (family == AF_INET6)
		bpf_core_read(&peer->address, sizeof(peer->address), &sk->__sk_common.skc_v6_daddr);
	else if (sk->__sk_common.skc_daddr)
		address_from_v4(&peer->address, sk->__sk_common.skc_daddr);
	peer->net_ns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	if (peer_is_served(sk, peer->kind))
		peer->own_port = sk->__sk_common.skc_num;
	else
		peer->port = bpf_ntohs(sk->__sk_common.skc_dport);
}

static __always_inline bool peer_is_anybody(const struct peer *peer)
{
	const u64 *words = (const u64 *)&peer->address;

	return !words[0] && !words[1];
}

/* The same address in two network namespaces is two peers. */
static __always_inline u64 peer_owner(const struct peer *peer)
{
	const u64 *words = (const u64 *)&peer->address;
	u64 ports = (u64)peer->port << 32 | (u64)peer->own_port << 16 | (peer->kind + 1);

	return mix64(words[0] ^ mix64(words[1] ^ mix64(ports ^ (u64)peer->net_ns << 48 ^ peer->net_ns))) | 1;
}

static __always_inline void peer_write(struct address_writing *writing, const struct peer *peer)
{
	bool brackets = peer->port && !peer_is_anybody(peer) && !address_is_v4(&peer->address);

	if (peer->kind == PEER_UNIX)
		address_add(writing, "unix");
	else if (peer->kind == PEER_OTHER)
		address_add(writing, "other");
	else if (peer->kind == PEER_TCP)
		address_add(writing, "tcp ");
	else
		address_add(writing, "udp ");
	if (peer->kind > PEER_UDP)
		return;
	if (brackets)
		address_add(writing, "[");
	if (peer_is_anybody(peer))
		address_add(writing, "any");
	else
		address_write(writing);
	if (brackets)
		address_add(writing, "]");
	if (peer->own_port)
		address_add(writing, " to :%d", peer->own_port);
	else if (peer->port)
		address_add(writing, ":%d", peer->port);
}

/* The name of a peer, made at first sight; 0 where the table has no room. */
__weak __noinline u32 peer_name_for(const struct peer *peer)
{
	struct address_writing writing = {};
	struct name_row *row;
	u32 zero = 0, length;

	if (!peer)
		return 0;
	/* Of sockets without addresses there are as many as there are kinds. */
	row = name_row_for(peer_owner(peer), peer->kind > PEER_UDP);
	if (!row)
		return 0;
	if (row->name)
		return row->name;
	writing.room = bpf_map_lookup_elem(&peer_room, &zero);
	if (!writing.room)
		return 0;
	writing.address = peer->address;
	text_begin(writing.room);
	peer_write(&writing, peer);
	length = writing.length;
	barrier_var(length);
	bpf_probe_read_kernel(row->text, length & (ADDRESS_MOST - 1), &writing.room->bytes[TEXT_MIDDLE]);
	return name_publish(row);
}

#endif
