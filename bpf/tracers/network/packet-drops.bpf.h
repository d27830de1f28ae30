/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Packets of the Internet protocols that the kernel threw away, and why, by the kernel's own names. */
#ifndef RINGSIDE_PACKET_DROPS_H
#define RINGSIDE_PACKET_DROPS_H

#define ETH_P_IP 0x0800
#define ETH_P_IPV6 0x86dd
#define NO_HEADER 0xffff
#define NAMESPACES_FIRST 0xf0000000u
#define REASON_PREFIX 16 /* SKB_DROP_REASON_, which all names have */
#define REASON_SEED 0x2545f4914f6cdd1dull

typedef u16 ip_protocol;       /* protocol above IP, in words */
typedef u16 drop_reason_nr;    /* why, as this kernel numbers it; its name stands beside it */

enum ip_protocol_word {
	PROTOCOL_ICMP = 1,
	PROTOCOL_IGMP = 2,
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17,
	PROTOCOL_ICMPV6 = 58,
};
UNIT_WORDS(ip_protocol);

/* `process` and `pid` are of whose socket it was for or from, where that is known; else 0. */
struct packet_drop_event {
	stream_id stream;
	cpu_nr cpu;
	drop_reason_nr reason_nr;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	text_ref reason;
	text_ref source_address;
	text_ref target_address;
	port_nr source_port;
	port_nr target_port;
	ip_protocol protocol;
	u16 unused;
	namespace_inode net_ns;
	u32 unused_too;
	byte_count bytes;
};

EVENT_STREAM(packet_drop, packet_drop_event);

/* From where to where. */
struct packet_ends {
	struct ip_address source;
	struct ip_address target;
	port_nr source_port;
	port_nr target_port;
	ip_protocol protocol;
	u16 unused;
};

/* Of a packet that is being taken apart the transport header may not be known yet; it lies behind the network's. */
__noinline int packet_ends_read(u64 address, struct packet_ends *ends)
{
	struct sk_buff *packet = (struct sk_buff *)address;
	unsigned char *head = BPF_CORE_READ(packet, head);
	u32 network = BPF_CORE_READ(packet, network_header), transport = BPF_CORE_READ(packet, transport_header), behind;
	struct iphdr v4 = {};
	struct ipv6hdr v6 = {};
	u16 ports[2] = {};

	if (!ends || network == NO_HEADER)
		return 0;
	if (BPF_CORE_READ(packet, protocol) == bpf_htons(ETH_P_IP)) {
		bpf_probe_read_kernel(&v4, sizeof(v4), head + network);
		address_from_v4(&ends->source, v4.saddr);
		address_from_v4(&ends->target, v4.daddr);
		ends->protocol = v4.protocol;
		behind = network + (*(u8 *)&v4 & 15) * 4;
	} else {
		bpf_probe_read_kernel(&v6, sizeof(v6), head + network);
		__builtin_memcpy(&ends->source, &v6.saddr, sizeof(ends->source));
		__builtin_memcpy(&ends->target, &v6.daddr, sizeof(ends->target));
		ends->protocol = v6.nexthdr;
		behind = network + sizeof(v6);
	}
	if (ends->protocol != IPPROTO_TCP && ends->protocol != IPPROTO_UDP)
		return 0;
	if (transport == NO_HEADER || transport <= network)
		transport = behind;
	bpf_probe_read_kernel(ports, sizeof(ports), head + transport);
	ends->source_port = bpf_ntohs(ports[0]);
	ends->target_port = bpf_ntohs(ports[1]);
	return 0;
}

/* The kernel's name of the reason, out of its own types; of one that belongs to a driver, its number. */
__noinline u64 reason_tell(u32 reason, struct account *account, struct text_room *room)
{
	struct btf_ptr about = { .type_id = bpf_core_type_id_kernel(enum skb_drop_reason) };
	text_ref text = mix64(REASON_SEED ^ reason) | 1;
	s64 length;

	if (!account || !room)
		return 0;
	if (text_is_told(text, room->at))
		return text;
	text_begin(room);
	about.ptr = &reason;
	length = bpf_snprintf_btf(&room->bytes[TEXT_MIDDLE], 64, &about, sizeof(about), BTF_F_COMPACT | BTF_F_NONAME);
	if (length <= 0 || length >= 64)
		return 0;
	room->end += length;
	if (length > REASON_PREFIX && room->bytes[TEXT_MIDDLE] == 'S')
		room->begin += REASON_PREFIX;
	text_tell(account, bpf_get_smp_processor_id(), room, text);
	return text;
}

static __always_inline namespace_inode packet_net_ns(struct sk_buff *packet, struct sock *sk)
{
	namespace_inode inode = sk ? BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum) :
				     BPF_CORE_READ(packet, dev, nd_net.net, ns.inum);

	/* Something else may stand in the place of the device. */
	return inode >= NAMESPACES_FIRST ? inode : 0;
}

/* Packets that are no loss, and those of which the kernel says nothing, which are mostly none. */
static __always_inline bool is_dropped(struct sk_buff *packet, u32 reason)
{
	u16 protocol = BPF_CORE_READ(packet, protocol);

	if (protocol != bpf_htons(ETH_P_IP) && protocol != bpf_htons(ETH_P_IPV6))
		return false;
	return bpf_core_enum_value_exists(enum skb_drop_reason, SKB_DROP_REASON_NOT_SPECIFIED) &&
	       reason > bpf_core_enum_value(enum skb_drop_reason, SKB_DROP_REASON_NOT_SPECIFIED);
}

__noinline int packet_drop_tell(u64 address, u32 reason, struct account *account, struct text_room *room)
{
	struct sk_buff *packet = (struct sk_buff *)address;
	struct sock *sk = BPF_CORE_READ(packet, sk);
	u64 word = capture_word(), owner = (u64)sk;
	u32 cpu = bpf_get_smp_processor_id();
	struct packet_ends ends = {};
	struct packet_drop_event *event;
	text_ref source, target, why;
	struct tcp_life *life;

	if (!account || !room)
		return 0;
	life = bpf_map_lookup_elem(&tcp_lives, &owner);
	if (life && (!life->watched || life->generation != word >> 32))
		life = 0;
	/* Nobody's, where somebody's were asked for. */
	if (!life && capture_filter(word)->by) {
		account->filtered++;
		return 0;
	}
	account->tallied++;
	if (!filter_event(STREAM_ID(packet_drop), life ? life->pid : 0, CALL_NONE, 0, 0, word)) {
		account->result_filtered++;
		return 0;
	}
	room->at = bpf_ktime_get_boot_ns();
	packet_ends_read(address, &ends);
	why = reason_tell(reason, account, room);
	source = address_tell(&ends.source, account, room);
	target = address_tell(&ends.target, account, room);
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(packet_drop);
	event->cpu = cpu;
	event->reason_nr = reason;
	event->at = room->at;
	event->process = life ? life->process : 0;
	event->pid = life ? life->pid : 0;
	event->reason = why;
	event->source_address = source;
	event->target_address = target;
	event->source_port = ends.source_port;
	event->target_port = ends.target_port;
	event->protocol = ends.protocol;
	event->unused = 0;
	event->net_ns = packet_net_ns(packet, sk);
	event->unused_too = 0;
	event->bytes = BPF_CORE_READ(packet, len);
	stream_submit(account, event, sizeof(*event));
	return 0;
}

#endif
