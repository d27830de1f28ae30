// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Questions to name servers and their answers, as the asking program has them in its own buffers: a question where the
 * send family enters, an answer where the receive family returns. Matched here; taken apart by the engine.
 */
#include "ringside.bpf.h"
#include "dns-events.bpf.h"
#include "dns-message.bpf.h"
#include "dns-calls.bpf.h"
#include "dns-asked.bpf.h"

ACCOUNTS(on_dns_enter);
ACCOUNTS(on_dns_return);
ACCOUNTS(on_dns_survey);

DNS_ROOM(dns_sending);
DNS_ROOM(dns_receiving);
DNS_ROOM(dns_waiting);

/* Who asked in vain may have ended, and its row be somebody else's soon: it is counted by its name then. */
static __always_inline process_ref process_for_cells(const struct dns_told *told)
{
	u32 slot = told->process & 0xffff;
	struct process_row *row;

	if (told->result != RESULT_UNANSWERED || process_is_fold(told->process))
		return told->process;
	row = bpf_map_lookup_elem(&processes, &slot);
	return row && row->process == told->process && !row->ended ? told->process : process_fold(told->process);
}

static __always_inline void dns_count_told(struct account *account, struct dns_room *room)
{
	struct dns_told *told = &room->told;
	struct dns_lookup_cell *cell;
	u64 key = process_for_cells(told) | (u64)told->result << 32 | (u64)room->peer.transport << 48;

	cell = dns_lookups_cell(account, bpf_get_smp_processor_id(), key);
	if (!cell) {
		account->tally_full++;
		return;
	}
	account->tallied++;
	cell->count++;
	cell->retries += told->attempts > 1 ? told->attempts - 1 : 0;
	if (!told->duration || told->result >= RESULT_UNANSWERED)
		return;
	cell->total += told->duration;
	if (told->duration > cell->max)
		cell->max = told->duration;
	cell->histogram[histogram_bucket(told->duration)]++;
}

/* Counts what `room->told` says, and tells it where single events are asked for. */
__weak __noinline int dns_tell(struct account *account, struct dns_room *room, u64 word)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct dns_answer_event *event;
	struct dns_told *told;
	struct dns_peer *peer;
	text_ref server;

	if (!account || !room)
		return 0;
	told = &room->told;
	peer = &room->peer;
	dns_count_told(account, room);
	if (!(word & CAPTURE_STREAM))
		return 0;
	if (!filter_event(STREAM_ID(dns_answer), told->pid, 0, told->duration, told->result, word)) {
		account->result_filtered++;
		return 0;
	}
	server = peer->port ? address_tell(&peer->address, account, &room->text) : 0;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return 0;
	event->stream = STREAM_ID(dns_answer);
	event->cpu = cpu;
	event->result = told->result;
	event->at = room->text.at;
	event->duration = told->duration;
	event->process = told->process;
	event->pid = told->pid;
	event->tid = told->tid;
	event->net_ns = peer->net_ns;
	event->name = told->question ? told->question | DNS_NAME : 0;
	event->type = told->question ? told->question | DNS_TYPE : 0;
	event->answers = told->answers ? told->answers | DNS_ANSWERS : 0;
	event->server = server;
	event->server_port = peer->port;
	event->transport = peer->transport;
	event->attempts = told->attempts;
	event->cut = told->cut;
	event->id = told->id;
	event->records = told->records;
	event->local_port = peer->local_port;
	event->unused = 0;
	event->bytes = told->bytes;
	stream_submit(account, event, sizeof(*event));
	return 0;
}

static __always_inline void dns_told_begin(struct dns_room *room, struct dns_state *state)
{
	struct task_struct *task = bpf_get_current_task_btf();

	__builtin_memset(&room->told, 0, sizeof(room->told));
	room->told.process = state->view.process;
	room->told.pid = task->tgid;
	room->told.tid = task->pid;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(on_dns_enter, struct pt_regs *regs, long number)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct account *account = account_here(accounts_of_on_dns_enter, bpf_get_smp_processor_id());
	u32 kind, zero = 0, messages, noted = 0, missed = 0;
	u64 word = capture_word(), begun, sk;
	register_value args[6];
	struct dns_state *state;
	struct dns_room *room;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, number);
	kind = dns_call_kind(call);
	if (!(kind & DNS_SENDS))
		goto filtered;
	call_arguments(regs, call, args);
	sk = dns_socket(task, args[0]);
	room = sk ? bpf_map_lookup_elem(&dns_sending, &zero) : 0;
	if (!room)
		goto filtered;
	messages = kind != (DNS_BY_HEADERS | DNS_SENDS) ? 1 : args[2] > DNS_MESSAGES_MOST ? DNS_MESSAGES_MOST : args[2];
	dns_find(room, kind, args, 0, 0xffff);
	dns_peer_read(room, sk);
	if (room->peer.port != DNS_PORT)
		goto filtered;
	state = bpf_task_storage_get(&dns_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	state->asked = state->unread = 0;
	if (view_is_stale(&state->view, task, word))
		view_refresh(&state->view, word);
	if (state->view.verdict != VERDICT_KEEP)
		goto filtered;
	room->text.at = state->at = bpf_ktime_get_boot_ns();
	for (u32 i = 0; i < DNS_MESSAGES_MOST; i++) {
		if (i >= messages)
			break;
		dns_find(room, kind, args, i, 0xffff);
		dns_fetch(room);
		if (room->take.filled == DNS_FAULT) {
			state->unread |= 1 << i;
			noted++;
			continue;
		}
		if (!dns_read(room) || room->seen.flags & DNS_IS_ANSWER)
			continue;
		if (dns_ask(account, room, state, word))
			noted++;
		else
			missed++;
	}
	if (noted)
		account->tallied++;
	else if (missed)
		account->no_storage++;
	else
		account->filtered++;
	goto out;
filtered:
	account->filtered++;
out:
	meter_end(account, begun);
	return 0;
}

/* One message that came; whether it is one that is told. */
__weak __noinline int dns_came(struct account *account, struct dns_room *room, struct dns_state *state, u64 word)
{
	struct dns_asked *asked = 0;
	struct dns_asked_key key = {};
	struct dns_told *told;

	if (!account || !room || !state)
		return 0;
	dns_told_begin(room, state);
	told = &room->told;
	told->bytes = room->take.bytes;
	dns_fetch(room);
	if (room->take.filled == DNS_FAULT) {
		if (room->peer.port != DNS_PORT)
			return 0;
		told->result = RESULT_UNREADABLE;
		dns_tell(account, room, word);
		return 1;
	}
	if (!dns_read(room) || !(room->seen.flags & DNS_IS_ANSWER))
		return 0;
	key.question = room->seen.question;
	key.pid = told->pid;
	key.id = room->seen.id | 0x10000;
	asked = bpf_map_lookup_elem(&dns_asked, &key);
	if (asked && asked->generation == word >> 32) {
		told->duration = room->text.at - asked->first;
		told->attempts = asked->attempts;
		if (!room->peer.port) {
			room->peer.port = asked->peer.port;
			room->peer.address = asked->peer.address;
		}
		bpf_map_delete_elem(&dns_asked, &key);
	} else if (room->peer.port != DNS_PORT || room->peer.transport == TRANSPORT_TCP) {
		/* A program that names other ports, or bytes in the middle of a long answer. */
		return 0;
	}
	if (room->peer.port != DNS_PORT)
		return 0;
	told->result = room->seen.flags & 15;
	told->id = room->seen.id;
	told->records = room->seen.records;
	told->bytes -= told->bytes > room->seen.begin ? room->seen.begin : 0;
	told->cut = room->seen.flags & DNS_SHORTENED || room->take.bytes > DNS_BYTES_MOST;
	if (word & CAPTURE_STREAM) {
		told->question = dns_tell_question(account, room);
		if (room->seen.records) {
			told->answers = dns_text(room->text.at ^ mix64(room->peer.sk ^ (u64)told->tid << 32 ^ key.id));
			dns_tell_answers(account, room, told->answers);
		}
	}
	dns_tell(account, room, word);
	return 1;
}

/* A message to port 853, which nobody but the two ends can read: counted, and told once a while and socket. */
static __always_inline void dns_encrypted(struct account *account, struct dns_room *room, struct dns_state *state,
					  s64 result, u64 word)
{
	struct dns_asked_key key = {};
	struct dns_asked fresh = {}, *before;

	dns_told_begin(room, state);
	room->told.result = RESULT_ENCRYPTED;
	room->told.bytes = result;
	key.question = room->peer.sk;
	key.pid = room->told.pid;
	before = bpf_map_lookup_elem(&dns_asked, &key);
	fresh.last = room->text.at;
	fresh.generation = word >> 32;
	if (before && before->generation == fresh.generation) {
		before->last = fresh.last;
		dns_count_told(account, room);
		if (word & CAPTURE_STREAM)
			account->result_filtered++;
		return;
	}
	bpf_map_update_elem(&dns_asked, &key, &fresh, BPF_ANY);
	dns_tell(account, room, word);
}

/* A question that was not in memory when its call began is now, since the kernel has read it. */
__weak __noinline int dns_unread(struct account *account, struct dns_room *room, struct dns_state *state, u64 word)
{
	if (!account || !room || !state)
		return 0;
	dns_fetch(room);
	if (room->take.filled != DNS_FAULT) {
		if (dns_read(room) && !(room->seen.flags & DNS_IS_ANSWER))
			dns_ask(account, room, state, word);
		return 0;
	}
	dns_told_begin(room, state);
	room->told.result = RESULT_UNREADABLE;
	dns_tell(account, room, word);
	return 1;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_dns_return, struct pt_regs *regs, long result)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct account *account = account_here(accounts_of_on_dns_return, bpf_get_smp_processor_id());
	u32 kind, zero = 0, messages, told = 0;
	u64 word = capture_word(), begun, sk;
	register_value args[6];
	struct dns_state *state;
	struct dns_room *room;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, call_number(regs));
	kind = dns_call_kind(call);
	if (!kind)
		goto filtered;
	if (kind & DNS_SENDS) {
		state = bpf_task_storage_get(&dns_states, task, 0, 0);
		if (state && state->asked)
			dns_unask(state, result < 0 ? 0 : kind == (DNS_BY_HEADERS | DNS_SENDS) ? result : DNS_MESSAGES_MOST);
	}
	if (result <= 0 || (kind & DNS_SENDS && state && state->unread && state->view.generation != word >> 32))
		goto filtered;
	call_arguments(regs, call, args);
	if ((kind == DNS_BY_ADDRESS && args[3] & MSG_PEEK) || (kind == DNS_BY_HEADER && args[2] & MSG_PEEK))
		goto filtered;
	sk = dns_socket(task, args[0]);
	room = sk ? bpf_map_lookup_elem(&dns_receiving, &zero) : 0;
	if (!room)
		goto filtered;
	dns_find(room, kind, args, 0, kind & DNS_SENDS ? 0xffff : result);
	dns_peer_read(room, sk);
	/* Of a socket that is connected to nobody the sender may not be known: then the question tells. */
	if (room->peer.port != DNS_PORT && (kind & DNS_SENDS ? room->peer.port != DNS_TLS_PORT : room->peer.port))
		goto filtered;
	state = bpf_task_storage_get(&dns_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	if (view_is_stale(&state->view, task, word))
		view_refresh(&state->view, word);
	if (state->view.verdict != VERDICT_KEEP)
		goto filtered;
	room->text.at = bpf_ktime_get_boot_ns();
	if (kind & DNS_SENDS && room->peer.port == DNS_TLS_PORT) {
		dns_encrypted(account, room, state, result, word);
		goto out;
	}
	if (kind & DNS_SENDS && !state->unread)
		goto filtered;
	messages = (kind & DNS_KIND) != DNS_BY_HEADERS ? 1 : result > DNS_MESSAGES_MOST ? DNS_MESSAGES_MOST : result;
	for (u32 i = 0; i < DNS_MESSAGES_MOST; i++) {
		if (i >= messages)
			break;
		if (i) {
			dns_find(room, kind, args, i, kind & DNS_SENDS ? 0xffff : result);
			dns_peer_read(room, sk);
		}
		if (kind & DNS_SENDS) {
			room->text.at = state->at;
			if (state->unread & 1 << i && dns_unread(account, room, state, word) && told++)
				account->seen++;
			continue;
		}
		if (dns_came(account, room, state, word) && told++)
			account->seen++;
	}
	if (kind & DNS_SENDS)
		state->asked = state->unread = 0;
	if (told)
		goto out;
filtered:
	account->filtered++;
out:
	meter_end(account, begun);
	return 0;
}

struct dns_sweep {
	struct account *account;
	struct dns_room *room;
	u64 word;
};

static long dns_sweep_one(struct bpf_map *map, struct dns_asked_key *key, struct dns_asked *asked, struct dns_sweep *sweep)
{
	struct dns_room *room = sweep->room;
	struct dns_told *told = &room->told;
	u64 now = bpf_ktime_get_boot_ns();

	if (asked->generation == sweep->word >> 32 && now - asked->last < DNS_WAIT_NS)
		return 0;
	if (asked->generation == sweep->word >> 32 && key->id) {
		sweep->account->seen++;
		room->text.at = now;
		room->peer = asked->peer;
		__builtin_memset(told, 0, sizeof(*told));
		told->process = asked->process;
		told->pid = key->pid;
		told->tid = asked->tid;
		told->result = RESULT_UNANSWERED;
		told->duration = now - asked->first;
		told->attempts = asked->attempts;
		told->id = key->id;
		told->question = asked->text;
		told->bytes = asked->bytes;
		dns_tell(sweep->account, room, sweep->word);
	}
	bpf_map_delete_elem(map, key);
	return 0;
}

/* Tells questions that wait for too long: once each time the tasks are gone through. */
SEC("iter/task")
int on_dns_survey(struct bpf_iter__task *ctx)
{
	struct dns_sweep sweep = { .word = capture_word() };
	u32 zero = 0;

	if (ctx->task || !(sweep.word & CAPTURE_ON))
		return 0;
	sweep.account = account_here(accounts_of_on_dns_survey, bpf_get_smp_processor_id());
	sweep.room = bpf_map_lookup_elem(&dns_waiting, &zero);
	if (sweep.room)
		bpf_for_each_map_elem(&dns_asked, dns_sweep_one, &sweep, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
