// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Connections of TCP: who connects, listens and accepts, and how each ends. A state changes in whatever context the
 * packet comes in; whose the socket is was noted before, in the context of the process.
 */
#include "ringside.bpf.h"
#include "tcp-events.bpf.h"
#include "tcp-life.bpf.h"
#include "tcp-tell.bpf.h"
#include "tcp-calls.bpf.h"
#include "tcp-held.bpf.h"
#include "tcp-trouble.bpf.h"
#include "packet-drops.bpf.h"

#define ECANCELED 125

ACCOUNTS(on_tcp_state);
ACCOUNTS(on_tcp_gone);
ACCOUNTS(on_tcp_call);
ACCOUNTS(on_tcp_held);
ACCOUNTS(on_tcp_retransmit);
ACCOUNTS(on_tcp_reset_sent);
ACCOUNTS(on_tcp_reset_received);
ACCOUNTS(on_packet_drop);

TEXT_ROOM(tcp_state_room);
TEXT_ROOM(tcp_gone_room);
TEXT_ROOM(tcp_call_room);
TEXT_ROOM(tcp_held_room);
TEXT_ROOM(tcp_retransmit_room);
TEXT_ROOM(tcp_reset_sent_room);
TEXT_ROOM(tcp_reset_received_room);
TEXT_ROOM(packet_drop_room);

static __always_inline void tell_connect(struct account *account, u64 sk, struct tcp_life *life, struct text_room *room)
{
	struct socket_ends ends = {};

	life->answered = 1;
	socket_ends_read(sk, &ends);
	tcp_tell_connect(&ends, life, account, room);
}

/* connect() and listen(): the task that runs is who does it. */
static __always_inline void state_begins(struct account *account, u64 sk, u64 cookie, u32 state, u64 word,
					 struct text_room *room)
{
	struct tcp_life life = { .cookie = cookie, .begun = bpf_ktime_get_boot_ns() };
	struct socket_ends ends = {};

	life.role = state == TCP_LISTEN ? ROLE_LISTEN : ROLE_CONNECT;
	life_take(&life, bpf_get_current_task(), word);
	if (!life_keep(account, sk, &life))
		return;
	if (!life_is_watched(account, &life, word))
		return;
	if (state == TCP_LISTEN) {
		socket_ends_read(sk, &ends);
		tcp_tell_listen(&ends, &life, account, room, BPF_CORE_READ((struct sock *)sk, sk_max_ack_backlog));
		return;
	}
	account_noted(account);
}

/* Of a connect: told. Of a listener's child: since when it waits to be accepted. */
static __always_inline void state_established(struct account *account, u64 sk, u64 cookie, struct tcp_life *life,
					      u32 before, u64 word, struct text_room *room)
{
	struct tcp_life child = { .cookie = cookie, .role = ROLE_ACCEPT, .generation = word >> 32 };

	if (life && life->role == ROLE_CONNECT && !life->answered) {
		life->established = bpf_ktime_get_boot_ns();
		if (life_is_watched(account, life, word))
			tell_connect(account, sk, life, room);
		return;
	}
	if (before == TCP_SYN_SENT) {
		account->no_enter++;
		return;
	}
	child.established = bpf_ktime_get_boot_ns();
	if (life_keep(account, sk, &child))
		account_noted(account);
}

/* Without an error the connect failed at once, which its return tells; or its socket was closed. */
static __always_inline void state_unanswered(struct account *account, u64 sk, struct tcp_life *life, u32 error, u64 word,
					     struct text_room *room)
{
	if (!life_is_watched(account, life, word))
		return;
	life->error = error;
	if (error)
		tell_connect(account, sk, life, room);
	else
		account_noted(account);
}

/* Whose it is is not known of what was there before; its program shows itself when it shuts it down. */
static __always_inline struct tcp_life *life_shown(struct account *account, u64 sk, u64 cookie, struct tcp_life *life,
						   u64 word)
{
	struct tcp_life held = { .cookie = cookie, .role = ROLE_HELD };

	if (life && life->pid && life->generation == word >> 32)
		return life;
	if (life)
		held = *life;
	life_take(&held, bpf_get_current_task(), word);
	if (!life_keep(account, sk, &held))
		return 0;
	return bpf_map_lookup_elem(&tcp_lives, &sk);
}

static __always_inline void state_ends(struct account *account, u64 sk, u64 cookie, struct tcp_life *life, u32 before,
				       u32 error, u64 word, struct text_room *room)
{
	/* Nothing but its program ends an open connection without an error. */
	if (!error && (before == TCP_ESTABLISHED || before == TCP_CLOSE_WAIT || before == TCP_LISTEN)) {
		life = life_shown(account, sk, cookie, life, word);
		if (!life)
			return;
	}
	if (life) {
		life->state = before;
		life->error = error;
		life->ended = !life->pid;
	}
	if (life_is_watched(account, life, word))
		tcp_tell_close(sk, life, account, room);
}

static __always_inline void state_changes(struct account *account, u64 sk, u64 cookie, u32 before, u32 state, u64 word,
					  struct text_room *room)
{
	struct tcp_life *life = life_of(sk, cookie, word);
	u32 error = BPF_CORE_READ((struct sock *)sk, sk_err);

	if (state == TCP_SYN_SENT || state == TCP_LISTEN)
		state_begins(account, sk, cookie, state, word, room);
	else if (state == TCP_ESTABLISHED)
		state_established(account, sk, cookie, life, before, word, room);
	else if (state == TCP_CLOSE && (before == TCP_SYN_SENT || (before == TCP_SYN_RECV && life && !life->answered &&
								   life->role == ROLE_CONNECT)))
		state_unanswered(account, sk, life, error, word, room);
	else if (state == TCP_CLOSE && before != TCP_SYN_RECV)
		state_ends(account, sk, cookie, life, before, error, word, room);
	else if (state == TCP_FIN_WAIT1 || state == TCP_LAST_ACK) {
		if (life_shown(account, sk, cookie, life, word))
			account_noted(account);
	} else
		account->filtered++;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(on_tcp_state, const struct sock *sk, const int before, const int state)
{
	u32 cpu = bpf_get_smp_processor_id(), first = 0;
	struct account *account = account_here(accounts_of_on_tcp_state, cpu);
	struct text_room *room = bpf_map_lookup_elem(&tcp_state_room, &first);
	u64 word = capture_word(), begun;

	if (!(word & CAPTURE_ON) || !room)
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (BPF_CORE_READ(sk, sk_protocol) == IPPROTO_TCP)
		state_changes(account, address_of(sk), bpf_get_socket_cookie((void *)sk), before, state, word, room);
	else
		account->filtered++;
	meter_end(account, begun);
	return 0;
}

/* The last of a socket: a connect that nobody answered, the end of a connection that was accepted after it. */
SEC("tp_btf/tcp_destroy_sock")
int BPF_PROG(on_tcp_gone, struct sock *sk)
{
	u32 cpu = bpf_get_smp_processor_id(), first = 0;
	struct account *account = account_here(accounts_of_on_tcp_gone, cpu);
	struct text_room *room = bpf_map_lookup_elem(&tcp_gone_room, &first);
	u64 word = capture_word(), begun, address = address_of(sk);
	struct tcp_life *life;

	if (!(word & CAPTURE_ON) || !room)
		return 0;
	account->seen++;
	begun = meter_begin_each();
	life = life_of(address, BPF_CORE_READ(sk, __sk_common.skc_cookie.counter), word);
	if (!life || (life->role == ROLE_CONNECT ? life->answered : !life->ended)) {
		account->filtered++;
	} else if (life_is_watched(account, life, word)) {
		if (life->role == ROLE_CONNECT) {
			life->error = ECANCELED;
			tell_connect(account, address, life, room);
		} else {
			tcp_tell_close(address, life, account, room);
		}
	}
	bpf_map_delete_elem(&tcp_lives, &address);
	meter_end(account, begun);
	return 0;
}

/* What came back from connect() and accept(). */
SEC("tp_btf/sys_exit")
int BPF_PROG(on_tcp_call, struct pt_regs *regs, long result)
{
	u32 cpu = bpf_get_smp_processor_id(), first = 0;
	struct account *account = account_here(accounts_of_on_tcp_call, cpu);
	struct task_struct *task = bpf_get_current_task_btf();
	u64 word = capture_word(), begun;
	struct text_room *room;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, call_number(regs));
	room = tcp_call_kind(call) ? bpf_map_lookup_elem(&tcp_call_room, &first) : 0;
	if (room)
		tcp_call_came_back(account, regs, call, result, word, room);
	else
		account->filtered++;
	meter_end(account, begun);
	return 0;
}

/* Whose the sockets are that are there already; of several descriptors the first that is found. */
SEC("iter/task_file")
int on_tcp_held(struct bpf_iter__task_file *ctx)
{
	u32 first = 0;
	struct account *account = account_here(accounts_of_on_tcp_held, bpf_get_smp_processor_id());
	struct text_room *room = bpf_map_lookup_elem(&tcp_held_room, &first);
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	u64 word = capture_word(), begun, sk;
	struct tcp_life held = { .role = ROLE_HELD };
	struct tcp_life *life;

	if (!task || !file || !room || !(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	sk = tcp_socket_of(address_of(file));
	if (!sk) {
		account->filtered++;
		goto out;
	}
	held.cookie = BPF_CORE_READ((struct sock *)sk, __sk_common.skc_cookie.counter);
	life = life_of(sk, held.cookie, word);
	if (life && life->pid && life->generation == word >> 32 && life->listed > capture.asked) {
		account->filtered++;
		goto out;
	}
	if (life)
		held = *life;
	if (!held.pid || held.generation != word >> 32)
		life_take(&held, address_of(task), word);
	held.listed = bpf_ktime_get_boot_ns();
	if (life_keep(account, sk, &held) && life_is_watched(account, &held, word))
		tcp_tell_held(sk, &held, account, room, ctx->fd);
out:
	meter_end(account, begun);
	return 0;
}

static __always_inline int trouble(const void *sk, u32 stream, struct account *account, struct text_room *room)
{
	u64 begun;

	if (!(capture_word() & CAPTURE_ON) || !room)
		return 0;
	account->seen++;
	begun = meter_begin_each();
	tcp_trouble_tell(address_of(sk), stream, account, room);
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(on_tcp_retransmit, const struct sock *sk)
{
	u32 first = 0;

	return trouble(sk, STREAM_ID(tcp_retransmit),
		       account_here(accounts_of_on_tcp_retransmit, bpf_get_smp_processor_id()),
		       bpf_map_lookup_elem(&tcp_retransmit_room, &first));
}

SEC("tp_btf/tcp_send_reset")
int BPF_PROG(on_tcp_reset_sent, const struct sock *sk)
{
	u32 first = 0;

	return trouble(sk, STREAM_ID(tcp_reset_sent),
		       account_here(accounts_of_on_tcp_reset_sent, bpf_get_smp_processor_id()),
		       bpf_map_lookup_elem(&tcp_reset_sent_room, &first));
}

SEC("tp_btf/tcp_receive_reset")
int BPF_PROG(on_tcp_reset_received, struct sock *sk)
{
	u32 first = 0;

	return trouble(sk, STREAM_ID(tcp_reset_received),
		       account_here(accounts_of_on_tcp_reset_received, bpf_get_smp_processor_id()),
		       bpf_map_lookup_elem(&tcp_reset_received_room, &first));
}

/* Kernels before 5.17 do not say why. */
SEC("tp_btf/kfree_skb")
int BPF_PROG(on_packet_drop, struct sk_buff *packet, void *location, u32 reason)
{
	u32 cpu = bpf_get_smp_processor_id(), first = 0;
	struct account *account = account_here(accounts_of_on_packet_drop, cpu);
	struct text_room *room = bpf_map_lookup_elem(&packet_drop_room, &first);
	u64 begun;

	if (!(capture_word() & CAPTURE_ON) || !room)
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (is_dropped(packet, reason))
		packet_drop_tell(address_of(packet), reason, account, room);
	else
		account->filtered++;
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
