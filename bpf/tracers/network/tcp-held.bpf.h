/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Sockets of TCP that are there already when single events are asked for: whose, each once, and what they counted so far. */
#ifndef RINGSIDE_TCP_HELD_H
#define RINGSIDE_TCP_HELD_H

/* `process` and `pid` are of whoever made the connection, or holds it where that was not seen. */
struct tcp_held_event {
	stream_id stream;
	cpu_nr cpu;
	tcp_state state;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	fd_nr fd; /* of the process that it was found with */
	namespace_inode net_ns;
	text_ref local_address;
	text_ref remote_address;
	text_ref peer_name; /* as a name server last said it, where that was seen */
	port_nr local_port;
	port_nr remote_port;
	address_family family;
	u16 unused;
	socket_cookie socket;
	byte_count bytes_sent;
	byte_count bytes_received;
	byte_count bytes_retransmitted;
	duration_ns srtt_ns;
	duration_ns min_rtt_ns;
	event_count retransmits;
};

EVENT_STREAM(tcp_held, tcp_held_event);

__noinline int tcp_tell_held(u64 sk, const struct tcp_life *life, struct account *account, struct text_room *room, s32 fd)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct tcp_figures figures = {};
	struct socket_ends ends = {};
	struct tcp_held_event *event;
	text_ref local, remote;
	tcp_state state;

	if (!life || !account || !room)
		return 0;
	state = BPF_CORE_READ((struct sock *)sk, __sk_common.skc_state);
	account->tallied++;
	if (state == TCP_CLOSE ||
	    !filter_event(STREAM_ID(tcp_held), life->pid, CALL_NONE, 0, 0, capture_word())) {
		account->result_filtered++;
		return 0;
	}
	room->at = life->listed;
	socket_ends_read(sk, &ends);
	if (state != TCP_LISTEN)
		tcp_figures_read(sk, &figures);
	local = address_tell(&ends.local, account, room);
	remote = ends.remote_port ? address_tell(&ends.remote, account, room) : 0;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(tcp_held);
	event->cpu = cpu;
	event->state = state;
	event->at = room->at;
	event->process = life->process;
	event->pid = life->pid;
	event->fd = fd;
	event->net_ns = ends.net_ns;
	event->local_address = local;
	event->remote_address = remote;
	event->peer_name = address_name(remote, ends.net_ns);
	event->local_port = ends.local_port;
	event->remote_port = ends.remote_port;
	event->family = ends.family;
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
