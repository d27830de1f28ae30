/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What goes wrong with a connection while it lives, by the socket whose owner was noted. */
#ifndef RINGSIDE_TCP_TROUBLE_H
#define RINGSIDE_TCP_TROUBLE_H

/* `process`, `pid` and `tid` are of whoever made the connection. */
struct tcp_trouble_event {
	stream_id stream;
	cpu_nr cpu;
	tcp_state state;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	namespace_inode net_ns;
	text_ref local_address;
	text_ref remote_address;
	text_ref peer_name; /* as a name server last said it, where that was seen */
	port_nr local_port;
	port_nr remote_port;
	address_family family;
	u16 unused;
	socket_cookie socket;
};

EVENT_STREAM(tcp_retransmit, tcp_trouble_event);
EVENT_STREAM(tcp_reset_sent, tcp_trouble_event);
EVENT_STREAM(tcp_reset_received, tcp_trouble_event);

/* Of a packet to nobody there is no socket; the packet is told as dropped. */
__noinline int tcp_trouble_tell(u64 sk, u32 stream, struct account *account, struct text_room *room)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct tcp_trouble_event *event;
	struct socket_ends ends = {};
	u64 word = capture_word();
	text_ref local, remote;
	struct tcp_life *life;

	if (!account || !room)
		return 0;
	if (sk)
		socket_ends_read(sk, &ends);
	life = life_of(sk, ends.cookie, word);
	if (!life_is_watched(account, life, word))
		return 0;
	account->tallied++;
	if (!filter_event(stream, life->pid, CALL_NONE, 0, 0, word)) {
		account->result_filtered++;
		return 0;
	}
	room->at = bpf_ktime_get_boot_ns();
	local = address_tell(&ends.local, account, room);
	remote = address_tell(&ends.remote, account, room);
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = stream;
	event->cpu = cpu;
	event->state = BPF_CORE_READ((struct sock *)sk, __sk_common.skc_state);
	event->at = room->at;
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
	event->unused = 0;
	event->socket = ends.cookie;
	stream_submit(account, event, sizeof(*event));
	return 0;
}

#endif
