// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Reads and writes by process and file: how many, how many bytes, how long. The file is looked up at the entry, where
 * the descriptor still is what the caller means; the bytes are known at the return. Counted, never streamed.
 */
#include "ringside.bpf.h"
#include "io-calls.bpf.h"
#include "io-file.bpf.h"

struct file_io_key {
	process_ref process;
	name_ref path;
};

struct file_io_cell {
	event_count count;
	event_count reads;
	event_count writes;
	event_count errors;
	byte_count bytes_read;
	byte_count bytes_written;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
};

TALLY_UNTIL(file_io, file_io_key, file_io_cell, 8192, name_left_before);

struct io_state {
	struct followed_call call;
	name_ref from; /* what is read; 0 is also a file without a row */
	name_ref to;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct io_state);
} io_states SEC(".maps");

ACCOUNTS(on_io_enter);
ACCOUNTS(on_io_return);

static __always_inline name_ref name_of_fd(struct task_struct *task, u32 fd)
{
	struct file_met met;

	file_meet(task, fd, &met);
	return file_name_for(&met);
}

static __always_inline bool io_reads(u32 kind)
{
	return kind != IO_WRITE;
}

static __always_inline bool io_writes(u32 kind)
{
	return kind != IO_READ;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(on_io_enter, struct pt_regs *regs, long number)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct account *account = account_here(accounts_of_on_io_enter, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun;
	register_value args[6];
	struct io_state *state;
	call_nr call;
	u32 kind, from, to;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, number);
	kind = io_kind(call);
	if (!kind) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&io_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	followed_enters(account, &state->call, task, call, word);
	if (!state->call.entered)
		goto out;
	call_arguments(regs, call, args);
	from = kind == IO_SENDFILE ? args[1] : args[0];
	to = kind == IO_COPY ? args[2] : args[0];
	state->from = io_reads(kind) ? name_of_fd(task, from) : 0;
	state->to = io_writes(kind) ? name_of_fd(task, to) : 0;
out:
	meter_end(account, begun);
	return 0;
}

static __always_inline u64 io_key(process_ref process, name_ref file)
{
	return process | (u64)name_still(file) << 32;
}

static __always_inline struct file_io_cell *count_io(struct file_io_cell *cell, u64 duration, s64 result)
{
	if (!cell)
		return 0;
	cell->count++;
	cell->total += duration;
	if (duration > cell->max)
		cell->max = duration;
	cell->histogram[histogram_bucket(duration)]++;
	if (call_error(result))
		cell->errors++;
	return cell;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_io_return, struct pt_regs *regs, long returned)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u32 cpu = bpf_get_smp_processor_id(), kind;
	struct account *account = account_here(accounts_of_on_io_return, cpu);
	u64 word = capture_word(), begun, duration;
	struct file_io_cell *cell;
	struct io_state *state;
	bool full = false;
	s64 result;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	kind = io_kind(call_of(task, call_number(regs)));
	if (!kind) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&io_states, task, 0, 0);
	if (!followed_returns(account, state ? &state->call : 0, word))
		goto out;
	result = followed_result(&state->call, returned);
	duration = bpf_ktime_get_boot_ns() - state->call.entered;
	if (io_reads(kind)) {
		cell = count_io(file_io_cell(account, cpu, io_key(state->call.view.process, state->from)), duration, result);
		full |= !cell;
		if (cell) {
			cell->reads++;
			cell->bytes_read += result > 0 ? result : 0;
		}
	}
	if (io_writes(kind)) {
		cell = count_io(file_io_cell(account, cpu, io_key(state->call.view.process, state->to)), duration, result);
		full |= !cell;
		if (cell) {
			cell->writes++;
			cell->bytes_written += result > 0 ? result : 0;
		}
	}
	if (full)
		account->tally_full++;
	else
		account->tallied++;
	state->call.entered = 0;
out:
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
