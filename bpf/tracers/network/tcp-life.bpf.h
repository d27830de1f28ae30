/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Whose a socket of TCP is. Its state changes in whatever context a packet arrives in, so whoever connects, accepts or
 * listens is noted here, by the socket's address, until the kernel lets the socket go.
 */
#ifndef RINGSIDE_TCP_LIFE_H
#define RINGSIDE_TCP_LIFE_H

#define IPPROTO_TCP 6
#define AF_INET 2
#define AF_INET6 10
#define TCP_LIVES 65536

enum tcp_role {
	ROLE_HELD = 1, /* it was there before us */
	ROLE_CONNECT,
	ROLE_ACCEPT,
	ROLE_LISTEN,
};

struct tcp_life {
	u64 cookie; /* the socket's; another one has taken its place in memory when it differs */
	boot_ns begun; /* of a connect: its first SYN; of a listener: since when */
	boot_ns established; /* 0: not seen */
	boot_ns listed; /* when it was told as one that is there already */
	u32 generation; /* of the verdict */
	process_ref process; /* 0: nobody yet */
	pid_nr pid;
	tid_nr tid;
	u16 role;
	u16 watched; /* by the verdict */
	u16 answered; /* a connect: how it went is told */
	u16 ended; /* before somebody had accepted it: to be told later */
	tcp_state state; /* before the end */
	errno_nr error;
	u32 unused;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, TCP_LIVES);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, u64);
	__type(value, struct tcp_life);
} tcp_lives SEC(".maps");

/* Of a socket that has no number yet, what was noted under an earlier filter may be of one before it. */
static __always_inline struct tcp_life *life_of(u64 sk, u64 cookie, u64 word)
{
	struct tcp_life *life = bpf_map_lookup_elem(&tcp_lives, &sk);

	if (!life || (life->cookie && cookie ? life->cookie != cookie : life->generation != word >> 32))
		return 0;
	return life;
}

/* From here on it is this task's. Not static: so that it is verified once in each program. */
__noinline int life_take(struct tcp_life *life, u64 address, u64 word)
{
	struct task_struct *task = (struct task_struct *)address;

	if (!life)
		return 0;
	life->generation = word >> 32;
	life->watched = filter_verdict(task, word) == VERDICT_KEEP;
	life->process = life->watched ? process_of(task) : 0;
	life->pid = BPF_CORE_READ(task, tgid);
	life->tid = BPF_CORE_READ(task, pid);
	return 0;
}

static __always_inline bool life_keep(struct account *account, u64 sk, struct tcp_life *life)
{
	if (!bpf_map_update_elem(&tcp_lives, &sk, life, BPF_ANY))
		return true;
	account->no_storage++;
	return false;
}

/* Taken note of, and nothing to tell. */
static __always_inline void account_noted(struct account *account)
{
	account->tallied++;
	account->result_filtered++;
}

/* Whether what happens to it is anybody's who is watched; where not, why is in the books. */
static __always_inline bool life_is_watched(struct account *account, const struct tcp_life *life, u64 word)
{
	if (!life || !life->pid || life->generation != word >> 32)
		account->no_enter++;
	else if (!life->watched)
		account->filtered++;
	else
		return true;
	return false;
}

/* Both ends of a socket. */
struct socket_ends {
	struct ip_address local;
	struct ip_address remote;
	port_nr local_port;
	port_nr remote_port;
	address_family family;
	u16 unused;
	namespace_inode net_ns;
	u32 unused_too;
	socket_cookie cookie;
};

/* The port from where it stays when the socket gives it back. */
__noinline int socket_ends_read(u64 address, struct socket_ends *ends)
{
	struct sock *sk = (struct sock *)address;

	if (!ends)
		return 0;
	ends->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (ends->family == AF_INET6) {
		bpf_core_read(&ends->local, sizeof(ends->local), &sk->__sk_common.skc_v6_rcv_saddr);
		bpf_core_read(&ends->remote, sizeof(ends->remote), &sk->__sk_common.skc_v6_daddr);
	} else {
		address_from_v4(&ends->local, BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr));
		address_from_v4(&ends->remote, BPF_CORE_READ(sk, __sk_common.skc_daddr));
	}
	ends->local_port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	ends->remote_port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	ends->net_ns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	ends->cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	return 0;
}

#endif
