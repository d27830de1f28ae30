/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Counts and tells what became of a socket; each function is verified once in a program, so none is static. */
#ifndef RINGSIDE_TCP_TELL_H
#define RINGSIDE_TCP_TELL_H

#define SOCK_DONE 1 /* include/net/sock.h: the other side's FIN has arrived */

enum tcp_act {
	TCP_CONNECTS,
	TCP_ACCEPTS,
	TCP_LISTENS,
};

/* What a connection counted, as getsockopt(TCP_INFO) has it. */
struct tcp_figures {
	byte_count sent;
	byte_count received;
	byte_count retransmitted;
	duration_ns srtt_ns;
	duration_ns min_rtt_ns;
	event_count retransmits;
	yes_no fin_received;
	u16 unused[3];
};

/*
 * The row of a process that has ended is cleared while its last connections still end: those are counted by its name.
 * What an end closes itself is counted with it: rows are left alone for twice this long.
 */
#define ENDED_MOST_NS 25000000ull

static __always_inline process_ref process_for_cells(process_ref process)
{
	u32 slot = process & 0xffff;
	struct process_row *row;

	if (process_is_fold(process))
		return process;
	row = bpf_map_lookup_elem(&processes, &slot);
	if (row && row->process == process && (!row->ended || bpf_ktime_get_boot_ns() - row->ended < ENDED_MOST_NS))
		return process;
	return process_fold(process);
}

/* Counts one act of the process; `amount` is how long a connect took. */
__noinline int tcp_count(struct account *account, process_ref process, u32 act, u32 error, u64 amount)
{
	struct tcp_count_cell *cell;

	if (!account)
		return 0;
	cell = tcp_counts_cell(account, bpf_get_smp_processor_id(), process_for_cells(process));
	if (!cell) {
		account->tally_full++;
		return 0;
	}
	account->tallied++;
	switch (act) {
	case TCP_CONNECTS:
		cell->connects++;
		if (error) {
			cell->connect_errors++;
			break;
		}
		cell->opened++;
		cell->connect += amount;
		if (amount > cell->connect_max)
			cell->connect_max = amount;
		cell->histogram[histogram_bucket(amount)]++;
		break;
	case TCP_ACCEPTS:
		if (error) {
			cell->accept_errors++;
			break;
		}
		cell->opened++;
		cell->accepts++;
		break;
	case TCP_LISTENS:
		cell->listens++;
		break;
	}
	return 0;
}

__noinline int tcp_count_close(struct account *account, process_ref process, u32 error, const struct tcp_figures *figures)
{
	struct tcp_count_cell *cell;

	if (!account || !figures)
		return 0;
	cell = tcp_counts_cell(account, bpf_get_smp_processor_id(), process_for_cells(process));
	if (!cell) {
		account->tally_full++;
		return 0;
	}
	account->tallied++;
	cell->closes++;
	cell->resets += error != 0;
	cell->retransmits += figures->retransmits;
	cell->ended_bytes_sent += figures->sent;
	cell->ended_bytes_received += figures->received;
	return 0;
}

/* How a connect went: `life->error`. */
__noinline int tcp_tell_connect(const struct socket_ends *ends, const struct tcp_life *life, struct account *account,
				struct text_room *room)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct tcp_connect_event *event;
	text_ref local, remote;
	u64 duration;

	if (!ends || !life || !account || !room)
		return 0;
	room->at = bpf_ktime_get_boot_ns();
	duration = life->begun ? room->at - life->begun : 0;
	tcp_count(account, life->process, TCP_CONNECTS, life->error, duration);
	if (!filter_event(STREAM_ID(tcp_connect), life->pid, CALL_NONE, duration, life->error, capture_word())) {
		account->result_filtered++;
		return 0;
	}
	local = address_tell(&ends->local, account, room);
	remote = ends->remote_port ? address_tell(&ends->remote, account, room) : 0;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(tcp_connect);
	event->cpu = cpu;
	event->error = life->error;
	event->at = room->at;
	event->duration = duration;
	event->process = life->process;
	event->pid = life->pid;
	event->tid = life->tid;
	event->net_ns = ends->net_ns;
	event->local_address = local;
	event->remote_address = remote;
	event->peer_name = address_name(remote, ends->net_ns);
	event->local_port = ends->local_port;
	event->remote_port = ends->remote_port;
	event->family = ends->family;
	event->unused = 0;
	event->socket = ends->cookie;
	stream_submit(account, event, sizeof(*event));
	return 0;
}

__noinline int tcp_tell_accept(const struct socket_ends *ends, const struct tcp_life *life, struct account *account,
			       struct text_room *room, u32 error)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct tcp_accept_event *event;
	text_ref local, remote;
	u64 duration;

	if (!ends || !life || !account || !room)
		return 0;
	room->at = bpf_ktime_get_boot_ns();
	duration = life->established ? room->at - life->established : 0;
	tcp_count(account, life->process, TCP_ACCEPTS, error, 0);
	if (!filter_event(STREAM_ID(tcp_accept), life->pid, CALL_NONE, duration, error, capture_word())) {
		account->result_filtered++;
		return 0;
	}
	local = address_tell(&ends->local, account, room);
	remote = ends->remote_port ? address_tell(&ends->remote, account, room) : 0;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(tcp_accept);
	event->cpu = cpu;
	event->error = error;
	event->at = room->at;
	event->duration = duration;
	event->process = life->process;
	event->pid = life->pid;
	event->tid = life->tid;
	event->net_ns = ends->net_ns;
	event->local_address = local;
	event->remote_address = remote;
	event->peer_name = address_name(remote, ends->net_ns);
	event->local_port = ends->local_port;
	event->remote_port = ends->remote_port;
	event->family = ends->family;
	event->unused = 0;
	event->socket = ends->cookie;
	stream_submit(account, event, sizeof(*event));
	return 0;
}

__noinline int tcp_tell_listen(const struct socket_ends *ends, const struct tcp_life *life, struct account *account,
			       struct text_room *room, u32 backlog)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct tcp_listen_event *event;
	text_ref local;

	if (!ends || !life || !account || !room)
		return 0;
	room->at = bpf_ktime_get_boot_ns();
	tcp_count(account, life->process, TCP_LISTENS, 0, 0);
	if (!filter_event(STREAM_ID(tcp_listen), life->pid, CALL_NONE, 0, 0, capture_word())) {
		account->result_filtered++;
		return 0;
	}
	local = address_tell(&ends->local, account, room);
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(tcp_listen);
	event->cpu = cpu;
	event->family = ends->family;
	event->at = room->at;
	event->process = life->process;
	event->pid = life->pid;
	event->tid = life->tid;
	event->net_ns = ends->net_ns;
	event->local_address = local;
	event->local_port = ends->local_port;
	event->unused = 0;
	event->backlog = backlog;
	event->socket = ends->cookie;
	stream_submit(account, event, sizeof(*event));
	return 0;
}

/* The kernel counts a FIN as a byte received, and what was sent again as sent. */
static __always_inline void tcp_figures_read(u64 address, struct tcp_figures *figures)
{
	struct tcp_sock *tcp = (struct tcp_sock *)address;
	struct sock *sk = (struct sock *)address;
	u32 min_rtt = BPF_CORE_READ(tcp, rtt_min.s[0].v);

	figures->fin_received = BPF_CORE_READ(sk, __sk_common.skc_flags) >> SOCK_DONE & 1;
	figures->retransmitted = BPF_CORE_READ(tcp, bytes_retrans);
	figures->sent = BPF_CORE_READ(tcp, bytes_sent) - figures->retransmitted;
	figures->received = BPF_CORE_READ(tcp, bytes_received) - figures->fin_received;
	figures->srtt_ns = (BPF_CORE_READ(tcp, srtt_us) >> 3) * 1000ull;
	figures->min_rtt_ns = min_rtt == ~0u ? 0 : min_rtt * 1000ull;
	figures->retransmits = BPF_CORE_READ(tcp, total_retrans);
}

__noinline int tcp_tell_close(u64 sk, const struct tcp_life *life, struct account *account, struct text_room *room)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct tcp_figures figures = {};
	struct socket_ends ends = {};
	struct tcp_close_event *event;
	text_ref local, remote;
	u64 duration, since;

	if (!life || !account || !room)
		return 0;
	room->at = bpf_ktime_get_boot_ns();
	since = life->role == ROLE_LISTEN ? life->begun : life->established;
	duration = since ? room->at - since : 0;
	if (life->state != TCP_LISTEN)
		tcp_figures_read(sk, &figures);
	tcp_count_close(account, life->process, life->error, &figures);
	if (!filter_event(STREAM_ID(tcp_close), life->pid, CALL_NONE, duration, life->error, capture_word())) {
		account->result_filtered++;
		return 0;
	}
	socket_ends_read(sk, &ends);
	local = address_tell(&ends.local, account, room);
	remote = ends.remote_port ? address_tell(&ends.remote, account, room) : 0;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(tcp_close);
	event->cpu = cpu;
	event->error = life->error;
	event->at = room->at;
	event->duration = duration;
	event->process = life->process;
	event->pid = life->pid;
	event->tid = life->tid;
	event->net_ns = ends.net_ns;
	event->local_address = local;
	event->remote_address = remote;
	event->peer_name = address_name(remote, ends.net_ns);
	event->local_port = ends.local_port;
	event->remote_port = ends.remote_port;
	event->family = ends.family;
	event->state = life->state;
	event->accepted = life->role == ROLE_ACCEPT;
	event->fin_received = figures.fin_received;
	event->unused = 0;
	event->socket = ends.cookie;
	event->bytes_sent = figures.sent;
	event->bytes_received = figures.received;
	event->bytes_retransmitted = figures.retransmitted;
	event->srtt_ns = figures.srtt_ns;
	event->min_rtt_ns = figures.min_rtt_ns;
	event->retransmits = figures.retransmits;
	stream_submit(account, event, sizeof(*event));
	return 0;
}

#endif
