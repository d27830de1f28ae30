// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What programs send and receive by sockets of any kind, in their own context: by process and kind. Too often to be
 * told one by one. Kernels before 6.3 have neither hook: there only the ends of connections of TCP say how much it was.
 */
#include "ringside.bpf.h"

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define SOCK_STREAM 1
#define MSG_PEEK 2

enum socket_kind {
	SOCKET_TCP,
	SOCKET_UDP,
	SOCKET_UNIX,
	SOCKET_OTHER,
};

struct socket_traffic_key {
	process_ref process;
	u32 unused;
};

/* Of each kind the same four, in the order of the kinds. */
struct socket_traffic_cell {
	event_count tcp_sends;
	event_count tcp_receives;
	byte_count tcp_bytes_sent;
	byte_count tcp_bytes_received;
	event_count udp_sends;
	event_count udp_receives;
	byte_count udp_bytes_sent;
	byte_count udp_bytes_received;
	event_count unix_sends;
	event_count unix_receives;
	byte_count unix_bytes_sent;
	byte_count unix_bytes_received;
	event_count other_sends;
	event_count other_receives;
	byte_count other_bytes_sent;
	byte_count other_bytes_received;
};

enum traffic_figure {
	FIGURE_SENDS,
	FIGURE_RECEIVES,
	FIGURE_BYTES_SENT,
	FIGURE_BYTES_RECEIVED,
	FIGURES_OF_A_KIND,
};

TALLY(socket_traffic, socket_traffic_key, socket_traffic_cell, 4096);

ACCOUNTS(on_socket_send);
ACCOUNTS(on_socket_receive);

/* Of a task. */
struct socket_user {
	struct task_view view;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct socket_user);
} socket_users SEC(".maps");

static __always_inline u32 kind_of_socket(struct sock *sk)
{
	u32 family = sk->__sk_common.skc_family, protocol = sk->sk_protocol;

	if (family == AF_UNIX)
		return SOCKET_UNIX;
	if (family != AF_INET && family != AF_INET6)
		return SOCKET_OTHER;
	return protocol == IPPROTO_TCP ? SOCKET_TCP : protocol == IPPROTO_UDP ? SOCKET_UDP : SOCKET_OTHER;
}

/* A call that failed; of a stream, one that found its end. A datagram may be empty. */
static __always_inline bool moved_nothing(struct sock *sk, int result)
{
	return result < 0 || (!result && sk->sk_type == SOCK_STREAM);
}

/* Counts `bytes` in the cell of whoever runs. Where he is not asked for, or has no cell, that is in the books. */
static __always_inline void count_traffic(struct account *account, struct sock *sk, u32 bytes, bool sent, u64 word)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct socket_traffic_cell *cell;
	struct socket_user *user;
	u64 *figures;

	user = bpf_task_storage_get(&socket_users, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!user) {
		account->no_storage++;
		return;
	}
	if (view_is_stale(&user->view, task, word))
		view_refresh(&user->view, word);
	if (user->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		return;
	}
	cell = socket_traffic_cell(account, bpf_get_smp_processor_id(), user->view.process);
	if (!cell) {
		account->tally_full++;
		return;
	}
	account->tallied++;
	figures = (u64 *)cell + kind_of_socket(sk) * FIGURES_OF_A_KIND;
	figures[sent ? FIGURE_SENDS : FIGURE_RECEIVES]++;
	figures[sent ? FIGURE_BYTES_SENT : FIGURE_BYTES_RECEIVED] += bytes;
}

SEC("tp_btf/sock_send_length")
int BPF_PROG(on_socket_send, struct sock *sk, int result, int flags)
{
	struct account *account = account_here(accounts_of_on_socket_send, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (moved_nothing(sk, result))
		account->filtered++;
	else
		count_traffic(account, sk, result, true, word);
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sock_recv_length")
int BPF_PROG(on_socket_receive, struct sock *sk, int result, int flags)
{
	struct account *account = account_here(accounts_of_on_socket_receive, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	/* What is only looked at will be received. */
	if (flags & MSG_PEEK || moved_nothing(sk, result))
		account->filtered++;
	else
		count_traffic(account, sk, result, false, word);
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
