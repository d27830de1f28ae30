// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Who talks to whom, and how much: by process and peer. In the context of whoever sends and receives; counted, never
 * streamed. Kernels before 6.3 have neither hook.
 */
#include "ringside.bpf.h"
#include "peer-name.bpf.h"

#define SOCK_STREAM 1
#define MSG_PEEK 2

struct peer_traffic_key {
	process_ref process;
	name_ref peer;
};

struct peer_traffic_cell {
	event_count sends;
	event_count receives;
	byte_count bytes_sent;
	byte_count bytes_received;
};

TALLY_UNTIL(peer_traffic, peer_traffic_key, peer_traffic_cell, 8192, name_left_before);

ACCOUNTS(on_peer_send);
ACCOUNTS(on_peer_receive);

/* Of a task. */
struct peer_user {
	struct task_view view;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct peer_user);
} peer_users SEC(".maps");

/* The cell of whoever runs and his peer; NULL with the reason in the books. */
static __always_inline struct peer_traffic_cell *cell_of_talk(struct account *account, struct sock *sk, u64 word)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct peer_traffic_cell *cell;
	struct peer_user *user;
	struct peer peer;

	user = bpf_task_storage_get(&peer_users, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!user) {
		account->no_storage++;
		return 0;
	}
	if (view_is_stale(&user->view, task, word))
		view_refresh(&user->view, word);
	if (user->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		return 0;
	}
	peer_read(sk, &peer);
	cell = peer_traffic_cell(account, bpf_get_smp_processor_id(),
				 user->view.process | (u64)peer_name_for(&peer) << 32);
	if (cell)
		account->tallied++;
	else
		account->tally_full++;
	return cell;
}

/* A call that failed; of a stream, one that found its end. A datagram may be empty. */
static __always_inline bool carries_nothing(struct sock *sk, int result)
{
	return result < 0 || (!result && sk->sk_type == SOCK_STREAM);
}

SEC("tp_btf/sock_send_length")
int BPF_PROG(on_peer_send, struct sock *sk, int result, int flags)
{
	struct account *account = account_here(accounts_of_on_peer_send, bpf_get_smp_processor_id());
	struct peer_traffic_cell *cell;
	u64 word = capture_word(), begun;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (carries_nothing(sk, result)) {
		account->filtered++;
	} else {
		cell = cell_of_talk(account, sk, word);
		if (cell) {
			cell->sends++;
			cell->bytes_sent += result;
		}
	}
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sock_recv_length")
int BPF_PROG(on_peer_receive, struct sock *sk, int result, int flags)
{
	struct account *account = account_here(accounts_of_on_peer_receive, bpf_get_smp_processor_id());
	struct peer_traffic_cell *cell;
	u64 word = capture_word(), begun;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	/* What is only looked at will be received. */
	if (flags & MSG_PEEK || carries_nothing(sk, result)) {
		account->filtered++;
	} else {
		cell = cell_of_talk(account, sk, word);
		if (cell) {
			cell->receives++;
			cell->bytes_received += result;
		}
	}
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
