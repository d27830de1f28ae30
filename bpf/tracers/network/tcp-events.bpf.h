/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is told of TCP one by one, and what is counted. */
#ifndef RINGSIDE_TCP_EVENTS_H
#define RINGSIDE_TCP_EVENTS_H

typedef u16 address_family;    /* of the socket, in words: IPv4, or IPv6, which may speak IPv4 as well */
typedef u16 tcp_state;         /* of TCP, in words: established, listen ... */

enum address_family_word {
	FAMILY_IPv4 = 2,
	FAMILY_IPv6 = 10,
};
UNIT_WORDS(address_family);

enum tcp_state_word {
	TCP_STATE_UNKNOWN = 0,
	TCP_STATE_ESTABLISHED = TCP_ESTABLISHED,
	TCP_STATE_SYN_SENT = TCP_SYN_SENT,
	TCP_STATE_SYN_RECEIVED = TCP_SYN_RECV,
	TCP_STATE_FIN_WAIT1 = TCP_FIN_WAIT1,
	TCP_STATE_FIN_WAIT2 = TCP_FIN_WAIT2,
	TCP_STATE_TIME_WAIT = TCP_TIME_WAIT,
	TCP_STATE_CLOSED = TCP_CLOSE,
	TCP_STATE_CLOSE_WAIT = TCP_CLOSE_WAIT,
	TCP_STATE_LAST_ACK = TCP_LAST_ACK,
	TCP_STATE_LISTEN = TCP_LISTEN,
	TCP_STATE_CLOSING = TCP_CLOSING,
};
UNIT_WORDS(tcp_state);

/* `process`, `pid` and `tid` are of whoever called connect(). */
struct tcp_connect_event {
	stream_id stream;
	cpu_nr cpu;
	errno_nr error; /* 0: established */
	boot_ns at;
	duration_ns duration; /* from the first SYN to the answer; 0 where none was sent */
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

/* `process`, `pid` and `tid` are of whoever got the connection. */
struct tcp_accept_event {
	stream_id stream;
	cpu_nr cpu;
	errno_nr error; /* then the addresses are the listener's */
	boot_ns at;
	duration_ns duration; /* established, and waiting to be accepted; 0 where its beginning was not seen */
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

struct tcp_listen_event {
	stream_id stream;
	cpu_nr cpu;
	address_family family;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	namespace_inode net_ns;
	text_ref local_address;
	port_nr local_port;
	u16 unused;
	plain_number backlog; /* how many connections may wait to be accepted */
	socket_cookie socket;
};

/* The end of a connection or of a listener; `process`, `pid` and `tid` are of whoever made it. */
struct tcp_close_event {
	stream_id stream;
	cpu_nr cpu;
	errno_nr error; /* why the kernel ended it: ECONNRESET, EPIPE, ETIMEDOUT ... */
	boot_ns at;
	duration_ns duration; /* since it was established; 0 where that was not seen */
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
	tcp_state state; /* that it was in before */
	yes_no accepted; /* not: it was connected from here */
	yes_no fin_received;
	u32 unused;
	socket_cookie socket;
	byte_count bytes_sent;	   /* of the program's, each once */
	byte_count bytes_received; /* of the program's, in order, whether it read them or not */
	byte_count bytes_retransmitted;
	duration_ns srtt_ns;	 /* smoothed round trip time; 0 is none */
	duration_ns min_rtt_ns; /* 0 is none */
	event_count retransmits; /* segments */
};

struct tcp_count_key {
	process_ref process;
	u32 unused;
};

struct tcp_count_cell {
	event_count opened; /* connects that went well, and accepts; first, so that a chart has it */
	event_count connects; /* that were answered */
	event_count connect_errors; /* of those */
	event_count accepts;
	event_count accept_errors;
	event_count listens;
	event_count closes;
	event_count resets; /* of the closes: by an error */
	event_count retransmits;
	byte_count ended_bytes_sent; /* of connections that ended */
	byte_count ended_bytes_received;
	duration_ns connect; /* of connects that went well, as the following */
	duration_max_ns connect_max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
};

EVENT_STREAM(tcp_connect, tcp_connect_event);
EVENT_STREAM(tcp_accept, tcp_accept_event);
EVENT_STREAM(tcp_listen, tcp_listen_event);
EVENT_STREAM(tcp_close, tcp_close_event);
TALLY(tcp_counts, tcp_count_key, tcp_count_cell, 4096);

#endif
