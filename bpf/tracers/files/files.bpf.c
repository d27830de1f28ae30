// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Opens of files: counted by process and errno, and streamed one by one with their paths when asked for.
 *
 * The path of an open that succeeded is read at its return from the file itself, so it is what was opened, whatever
 * was written where the path had been. An open that failed has no file: there it is what the caller wrote.
 */
#include "ringside.bpf.h"
#include "file-calls.bpf.h"
#include "open-events.bpf.h"
#include "open-ring.bpf.h"

struct open_state {
	struct followed_call call;
	struct host_view host;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct open_state);
} open_states SEC(".maps");

TEXT_ROOM(open_room);

ACCOUNTS(on_open_enter);
ACCOUNTS(on_open_return);
ACCOUNTS(on_open_return_stream);
ACCOUNTS(on_ring_open);
ACCOUNTS(on_ring_open_sqe);
ACCOUNTS(on_ring_answer);

SEC("tp_btf/sys_enter")
int BPF_PROG(on_open_enter, struct pt_regs *regs, long number)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct account *account = account_here(accounts_of_on_open_enter, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun;
	struct open_state *state;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, number);
	if (!open_kind(call)) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&open_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	followed_enters(account, &state->call, task, call, word);
	if (state->host.generation != state->call.view.generation)
		state->host = (struct host_view){ .generation = state->call.view.generation };
out:
	meter_end(account, begun);
	return 0;
}

static __always_inline void stream_open(struct account *account, struct open_state *state, struct task_struct *task,
					struct pt_regs *regs, const struct open_done *done)
{
	struct path_found found = {};
	struct path_place place = {};
	struct open_asked asked;
	struct text_room *room;
	text_ref host = 0;
	u32 zero = 0;

	open_asked(regs, state->call.call, &asked);
	room = bpf_map_lookup_elem(&open_room, &zero);
	if (room) {
		room->at = done->at;
		place_from_root(task, &place);
		if (!done->error && place_of_fd(task, done->fd, &place)) {
			path_tell(&place, &found, account, room);
			host = host_path(&state->host, &place, &found, account, room);
			found.kind = open_path_kind(found.kind, asked.flags);
		} else {
			place_of_base(task, asked.dfd, &place);
			claim_tell(asked.path, &place, &found, account, room);
		}
	}
	tell_open(account, done, &found, host, &asked);
}

static __always_inline int book_open(struct account *accounts, struct pt_regs *regs, s64 result, bool stream)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts, cpu);
	u64 word = capture_word(), begun;
	struct open_done done = {};
	struct open_state *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (!open_kind(call_of(task, call_number(regs)))) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&open_states, task, 0, 0);
	if (!followed_returns(account, state ? &state->call : 0, word))
		goto out;
	result = followed_result(&state->call, result);
	done.process = state->call.view.process;
	done.pid = task->tgid;
	done.tid = task->pid;
	done.call = state->call.call;
	done.at = bpf_ktime_get_boot_ns();
	done.duration = done.at - state->call.entered;
	done.error = call_error(result);
	done.fd = result < 0 ? -1 : result;
	tally_open(account, cpu, done.process, done.duration, done.error);
	if (stream) {
		if (filter_event(STREAM_ID(file_open), done.pid, done.call, done.duration, done.error, word))
			stream_open(account, state, task, regs, &done);
		else
			account->result_filtered++;
	}
	state->call.entered = 0;
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_open_return, struct pt_regs *regs, long result)
{
	return book_open(accounts_of_on_open_return, regs, result, false);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_open_return_stream, struct pt_regs *regs, long result)
{
	return book_open(accounts_of_on_open_return_stream, regs, result, true);
}

/* From 6.4 on. */
SEC("tp_btf/io_uring_submit_req")
int BPF_PROG(on_ring_open, struct io_kiocb *request)
{
	return note_ring_open(accounts_of_on_ring_open, address_of(request));
}

/* The same from 6.0 on, under the name that it had before. */
SEC("tp_btf/io_uring_submit_sqe")
int BPF_PROG(on_ring_open_sqe, struct io_kiocb *request)
{
	return note_ring_open(accounts_of_on_ring_open_sqe, address_of(request));
}

SEC("tp_btf/io_uring_complete")
int BPF_PROG(on_ring_answer, void *ring, void *request)
{
	return book_ring_open(accounts_of_on_ring_answer, address_of(request));
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
