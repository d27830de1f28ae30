/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Opens that a program asks of a ring (io_uring): no system call makes them. They are noted when the kernel takes them
 * from the ring, by the address of its request, and booked when their answer is put into it, by whichever thread of the
 * process that is: the one that submitted, a worker, or the poller.
 *
 *   taken:      the kernel holds its own copy of the path, which is told at once: it is freed before the answer
 *   answered:   req->cqe.res is the descriptor, in the table of files that all threads of a process share
 */
#ifndef RINGSIDE_OPEN_RING_H
#define RINGSIDE_OPEN_RING_H

#define RING_OPENS_MOST 4096
#define CALL_OPENAT 257
#define CALL_OPENAT2 437
/* The kernel's own addition to what the caller asked. */
#define O_LARGEFILE 0100000

struct ring_open {
	process_ref process; /* 0: it was not asked for */
	u32 generation;
	boot_ns entered;
	pid_nr pid;
	tid_nr tid;
	call_nr call;
	u16 claim_kind;
	u32 into_ring; /* into the ring's own table of files: there is no descriptor */
	text_ref claim;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, RING_OPENS_MOST);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, u64);
	__type(value, struct ring_open);
} ring_opens SEC(".maps");

TEXT_ROOM(ring_open_room);
TEXT_ROOM(ring_answer_room);

/* CALL_NONE when the request is no open. */
static __always_inline call_nr ring_open_call(u64 request)
{
	u8 operation = 0;

	bpf_core_read(&operation, sizeof(operation), &((struct io_kiocb *)request)->opcode);
	if (operation == IORING_OP_OPENAT)
		return ABI_RING << 12 | CALL_OPENAT;
	if (operation == IORING_OP_OPENAT2)
		return ABI_RING << 12 | CALL_OPENAT2;
	return CALL_NONE;
}

/* What an operation keeps of itself stands at the beginning of its request. */
static __always_inline struct io_open *ring_open_of(u64 request)
{
	return (struct io_open *)request;
}

static __always_inline void ring_open_asked(u64 request, struct open_asked *asked)
{
	struct io_open *open = ring_open_of(request);

	__builtin_memset(asked, 0, sizeof(*asked));
	asked->dfd = BPF_CORE_READ(open, dfd);
	asked->flags = BPF_CORE_READ(open, how.flags) & ~O_LARGEFILE;
	asked->mode = BPF_CORE_READ(open, how.mode);
}

/* The copy of the path that the kernel made for itself. */
static __always_inline void tell_ring_claim(struct account *account, struct task_struct *task, u64 request,
					    struct ring_open *noted)
{
	struct io_open *open = ring_open_of(request);
	struct path_found found = {};
	struct path_place place = {};
	struct text_room *room;
	u32 zero = 0;
	u64 text = 0;

	room = bpf_map_lookup_elem(&ring_open_room, &zero);
	if (!room)
		return;
	room->at = noted->entered;
	bpf_core_read(&text, sizeof(text), &ring_open_name(request)->name);
	place_from_root(task, &place);
	place_of_base(task, BPF_CORE_READ(open, dfd), &place);
	text_begin(room);
	claim_join(bpf_probe_read_kernel_str(&room->bytes[TEXT_MIDDLE], TEXT_MOST, (void *)text), &place, &found,
		   account, room);
	noted->claim = found.text;
	noted->claim_kind = found.kind;
}

static __always_inline int note_ring_open(struct account *accounts, u64 request)
{
	struct account *account = account_here(accounts, bpf_get_smp_processor_id());
	struct task_struct *task = bpf_get_current_task_btf();
	u64 word = capture_word(), begun;
	struct ring_open noted = {}, *before;
	struct task_view view = {};
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = ring_open_call(request);
	if (call == CALL_NONE) {
		account->filtered++;
		goto out;
	}
	noted.generation = word >> 32;
	view_refresh(&view, word);
	if (view.verdict == VERDICT_KEEP && filter_call(call, word)) {
		noted.process = view.process;
		noted.entered = bpf_ktime_get_boot_ns();
		noted.pid = task->tgid;
		noted.tid = task->pid;
		noted.call = call;
		noted.into_ring = BPF_CORE_READ(ring_open_of(request), file_slot);
		if (word & CAPTURE_STREAM)
			tell_ring_claim(account, task, request, &noted);
	}
	/* The request is a new one: an answer to the one before it was never seen. */
	before = bpf_map_lookup_elem(&ring_opens, &request);
	if (before && before->process && before->generation == noted.generation)
		account->exit_missed++;
	if (bpf_map_update_elem(&ring_opens, &request, &noted, BPF_ANY))
		account->no_storage++;
	else if (noted.process)
		account->tallied++;
	else
		account->filtered++;
out:
	meter_end(account, begun);
	return 0;
}

static __always_inline void stream_ring_open(struct account *account, struct task_struct *task, u64 request,
					     const struct ring_open *noted, const struct open_done *done)
{
	struct path_found found = { .text = noted->claim, .kind = noted->claim_kind ?: PATH_CLAIM | PATH_UNREADABLE };
	struct path_place place = {};
	struct host_view view = {};
	struct open_asked asked;
	struct text_room *room;
	text_ref host = 0;
	u32 zero = 0;

	ring_open_asked(request, &asked);
	room = bpf_map_lookup_elem(&ring_answer_room, &zero);
	if (room && done->fd >= 0 && task->tgid == done->pid) {
		room->at = done->at;
		place_from_root(task, &place);
		if (place_of_fd(task, done->fd, &place)) {
			path_tell(&place, &found, account, room);
			host = host_path(&view, &place, &found, account, room);
		}
	}
	if (!done->error)
		found.kind = open_path_kind(found.kind, asked.flags);
	tell_open(account, done, &found, host, &asked);
}

static __always_inline int book_ring_open(struct account *accounts, u64 request)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts, cpu);
	u64 word = capture_word(), begun;
	struct open_done done = {};
	struct ring_open *noted;
	s32 result;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (ring_open_call(request) == CALL_NONE) {
		account->filtered++;
		goto out;
	}
	noted = bpf_map_lookup_elem(&ring_opens, &request);
	if (!noted || noted->generation != word >> 32) {
		account->no_enter++;
		goto forget;
	}
	if (!noted->process) {
		account->filtered++;
		goto forget;
	}
	done.process = noted->process;
	done.pid = noted->pid;
	done.tid = noted->tid;
	done.call = noted->call;
	done.at = bpf_ktime_get_boot_ns();
	done.duration = done.at - noted->entered;
	result = BPF_CORE_READ((struct io_kiocb *)request, cqe.res);
	done.error = call_error(result);
	done.fd = result < 0 || noted->into_ring ? -1 : result;
	tally_open(account, cpu, done.process, done.duration, done.error);
	if (filter_event(STREAM_ID(file_open), done.pid, done.call, done.duration, done.error, word))
		stream_ring_open(account, task, request, noted, &done);
	else
		account->result_filtered++;
forget:
	bpf_map_delete_elem(&ring_opens, &request);
out:
	meter_end(account, begun);
	return 0;
}

#endif
