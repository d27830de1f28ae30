/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is told of questions to name servers, and what is counted. */
#ifndef RINGSIDE_DNS_EVENTS_H
#define RINGSIDE_DNS_EVENTS_H

typedef u16 dns_result;        /* what came of it: a result code of DNS, or what was seen in place of an answer */
typedef u16 dns_transport;     /* what the message went by */
typedef u16 dns_id;	       /* the number by which question and answer are matched, as the program chose it */
typedef u16 dns_count;	       /* how many */

enum dns_result_word {
	RESULT_NOERROR = 0,
	RESULT_FORMERR = 1,
	RESULT_SERVFAIL = 2,
	RESULT_NXDOMAIN = 3,
	RESULT_NOTIMP = 4,
	RESULT_REFUSED = 5,
	RESULT_YXDOMAIN = 6,
	RESULT_YXRRSET = 7,
	RESULT_NXRRSET = 8,
	RESULT_NOTAUTH = 9,
	RESULT_NOTZONE = 10,
	/* No codes of DNS. */
	RESULT_UNANSWERED = 256, /* asked, and nothing came for six seconds after the last time */
	RESULT_UNREADABLE = 257, /* the program's memory could not be read */
	RESULT_ENCRYPTED = 258,	 /* to port 853: not readable */
};
UNIT_WORDS(dns_result);

enum dns_transport_word {
	TRANSPORT_TCP = 6,
	TRANSPORT_UDP = 17,
};
UNIT_WORDS(dns_transport);

/* `process`, `pid` and `tid` are of whoever got the answer, or asked in vain. */
struct dns_answer_event {
	stream_id stream;
	cpu_nr cpu;
	dns_result result;
	boot_ns at;
	duration_ns duration; /* since the question was first sent; 0: it was not seen */
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	namespace_inode net_ns;
	text_ref name;
	text_ref type;
	text_ref answers;
	text_ref server;
	port_nr server_port;
	dns_transport transport;
	dns_count attempts; /* how often it was asked until then */
	yes_no cut;	    /* more than the first 1,232 bytes, or shortened by the server */
	dns_id id;
	dns_count records; /* that the answer says it has */
	port_nr local_port;
	u16 unused;
	byte_count bytes;
};

struct dns_lookup_key {
	process_ref process;
	dns_result result;
	dns_transport transport;
};

struct dns_lookup_cell {
	event_count count;
	event_count retries;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
};

EVENT_STREAM(dns_answer, dns_answer_event);
TALLY(dns_lookups, dns_lookup_key, dns_lookup_cell, 4096);

#endif
