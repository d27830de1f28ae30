/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Questions that wait for their answers: by process, number and question, since one that is repeated may go by another
 * socket, to another server. */
#ifndef RINGSIDE_DNS_ASKED_H
#define RINGSIDE_DNS_ASKED_H

#define DNS_ASKED_MOST 4096
/* A program that asks again does so after five seconds at the latest, as a rule. */
#define DNS_WAIT_NS 6000000000ull

struct dns_asked_key {
	u64 question; /* with `id` 0: a socket to port 853, by its place in the kernel */
	pid_nr pid;
	u32 id;
};

struct dns_asked {
	struct dns_peer peer; /* asked last */
	boot_ns first;
	boot_ns last;
	text_ref text;
	process_ref process;
	tid_nr tid;
	u32 generation;
	u16 attempts;
	u16 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, DNS_ASKED_MOST);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct dns_asked_key);
	__type(value, struct dns_asked);
} dns_asked SEC(".maps");

/* Of a task: the questions of the call that it is in. */
struct dns_state {
	struct task_view view;
	struct dns_asked_key keys[DNS_MESSAGES_MOST];
	u32 asked;
	u32 unread; /* a bit each: not in memory when the call began, to be read when it returns */
	boot_ns at;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct dns_state);
} dns_states SEC(".maps");

/* Notes a question that is about to be sent; false where there is no room. */
__weak __noinline int dns_ask(struct account *account, struct dns_room *room, struct dns_state *state, u64 word)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct dns_asked_key key = {};
	struct dns_asked fresh = {}, *asked;
	u32 index;

	if (!account || !room || !state)
		return 0;
	key.question = room->seen.question;
	key.pid = task->tgid;
	key.id = room->seen.id | 0x10000;
	asked = bpf_map_lookup_elem(&dns_asked, &key);
	if (asked && asked->generation == word >> 32) {
		asked->attempts++;
		asked->last = room->text.at;
		asked->peer = room->peer;
	} else {
		fresh.first = fresh.last = room->text.at;
		fresh.process = state->view.process;
		fresh.tid = task->pid;
		fresh.generation = word >> 32;
		fresh.attempts = 1;
		fresh.bytes = room->take.filled;
		fresh.text = dns_text(key.question);
		fresh.peer = room->peer;
		if (bpf_map_update_elem(&dns_asked, &key, &fresh, BPF_ANY))
			return 0;
	}
	if (word & CAPTURE_STREAM)
		dns_tell_question(account, room);
	index = state->asked;
	if (index < DNS_MESSAGES_MOST) {
		barrier_var(index);
		state->keys[index & (DNS_MESSAGES_MOST - 1)] = key;
		state->asked = index + 1;
	}
	return 1;
}

/* What was not sent after all was not asked. */
static __always_inline void dns_unask(struct dns_state *state, u32 sent)
{
	struct dns_asked *asked;

	for (u32 i = 0; i < DNS_MESSAGES_MOST; i++) {
		if (i < sent || i >= state->asked)
			continue;
		asked = bpf_map_lookup_elem(&dns_asked, &state->keys[i]);
		if (asked && asked->attempts > 1)
			asked->attempts--;
		else if (asked)
			bpf_map_delete_elem(&dns_asked, &state->keys[i]);
	}
	state->asked = 0;
}

#endif
