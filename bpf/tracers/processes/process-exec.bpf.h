/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What an exec is told with: which file, asked for how, with which arguments, where, in whose place. */
#ifndef RINGSIDE_PROCESS_EXEC_H
#define RINGSIDE_PROCESS_EXEC_H

/* The name of a task that is in the middle of an exec. */
struct exec_name {
	char old[COMM_BYTES];
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct exec_name);
} exec_names SEC(".maps");

/* One each: from 7.x on one program can come in the middle of another. */
TEXT_ROOM(exec_room);
TEXT_ROOM(exec_failure_room);
TEXT_ROOM(rename_room);

/* An exec takes the new memory first and the name after it, and puts the arguments into that memory last. */
static __always_inline bool is_in_exec(struct task_struct *task)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);

	return mm && !BPF_CORE_READ(mm, arg_start);
}

static __always_inline void stream_exec(struct account *account, struct task_struct *task, process_ref process,
					u32 from_tid, struct linux_binprm *bprm)
{
	u32 cpu = bpf_get_smp_processor_id(), zero = 0;
	struct text_room *room = bpf_map_lookup_elem(&exec_room, &zero);
	struct exec_name *name = bpf_task_storage_get(&exec_names, task, 0, 0);
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct file *file = BPF_CORE_READ(mm, exe_file);
	struct path_found found = {}, cwd = {};
	struct process_exec_event *event;
	struct path_place place = {};
	text_ref asked = 0, argv = 0, old = 0;
	u64 now = bpf_ktime_get_boot_ns(), bytes = 0;

	if (room) {
		room->at = now;
		place_from_root(task, &place);
		if (file && read_path(__builtin_preserve_access_index(&file->f_path), &place.dentry, &place.mount))
			path_tell(&place, &found, account, room);
		place_of_base(task, AT_FDCWD, &place);
		if (place.dentry)
			path_tell(&place, &cwd, account, room);
		asked = name_tell(room, account, BPF_CORE_READ(bprm, filename), TEXT_MOST);
		argv = argv_tell(room, account, mm, &bytes);
		if (name)
			old = name_tell(room, account, name->old, COMM_BYTES);
	}
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(process_exec);
	event->cpu = cpu;
	event->error = 0;
	event->at = now;
	event->process = process;
	event->pid = task->tgid;
	event->tid = task->pid;
	event->from_tid = from_tid;
	event->path_kind = found.kind;
	event->unused = 0;
	event->unused_too = 0;
	event->path = found.text;
	event->asked_path = asked;
	event->argv = argv;
	event->cwd = cwd.text;
	event->old_comm = old;
	event->argv_bytes = bytes;
	stream_submit(account, event, sizeof(*event));
}

static __always_inline void stream_exec_failure(struct account *account, struct task_struct *task, process_ref process,
						struct pt_regs *regs, call_nr call, errno_nr error)
{
	u32 cpu = bpf_get_smp_processor_id(), zero = 0;
	struct text_room *room = bpf_map_lookup_elem(&exec_failure_room, &zero);
	struct path_found found = {}, cwd = {};
	bool at = is_execveat(call);
	struct process_exec_event *event;
	struct path_place place = {};
	register_value args[6];
	u64 now = bpf_ktime_get_boot_ns();

	call_arguments(regs, call, args);
	if (room) {
		room->at = now;
		place_from_root(task, &place);
		place_of_base(task, AT_FDCWD, &place);
		if (place.dentry)
			path_tell(&place, &cwd, account, room);
		if (at)
			place_of_base(task, args[0], &place);
		claim_tell(at ? args[1] : args[0], &place, &found, account, room);
	}
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(process_exec);
	event->cpu = cpu;
	event->error = error;
	event->at = now;
	event->process = process;
	event->pid = task->tgid;
	event->tid = event->from_tid = task->pid;
	event->path_kind = found.kind;
	event->unused = 0;
	event->unused_too = 0;
	event->path = found.text;
	event->asked_path = event->argv = event->old_comm = 0;
	event->cwd = cwd.text;
	event->argv_bytes = 0;
	stream_submit(account, event, sizeof(*event));
}

static __always_inline void stream_rename(struct account *account, struct task_struct *task, process_ref process,
					  const char *name)
{
	u32 cpu = bpf_get_smp_processor_id(), zero = 0;
	struct text_room *room = bpf_map_lookup_elem(&rename_room, &zero);
	struct process_rename_event *event;
	u64 now = bpf_ktime_get_boot_ns();
	text_ref old_comm = 0, new_comm = 0;

	if (room) {
		room->at = now;
		old_comm = name_tell(room, account, task->comm, COMM_BYTES);
		new_comm = name_tell(room, account, name, COMM_BYTES);
	}
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(process_rename);
	event->cpu = cpu;
	event->unused = 0;
	event->at = now;
	event->process = process;
	event->pid = task->tgid;
	event->tid = task->pid;
	event->unused_too = 0;
	event->old_comm = old_comm;
	event->new_comm = new_comm;
	stream_submit(account, event, sizeof(*event));
}

#endif
