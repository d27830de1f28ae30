/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who: one row for each program that a process runs, found by (start, pid, exec), named by a `process_ref`
 * that is not used again until its slot was taken 65,535 times, so that nothing can be laid at the door of a later process with the same pid.
 *
 *   slot 0 .. process_slots-1            processes, open addressing
 *   process_slots .. +PROCESS_FOLDS-1    folds: one row per comm for processes that found no slot
 *   the last fold                        everybody else
 */
#ifndef RINGSIDE_PROCESS_H
#define RINGSIDE_PROCESS_H

#define PROCESS_PROBES 16
#define USER_HZ_NS 10000000ull /* /proc tells start times in hundredths of a second */

const struct process_row *__identity_of_processes __weak;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct process_row);
} processes SEC(".maps") __weak;

const volatile u32 process_slots __weak = 1024;

static __always_inline bool process_is_fold(process_ref process)
{
	return (process & 0xffff) >= process_slots;
}

/* The fold of a process; a reference whose row is gone goes to everybody else's. */
static __always_inline process_ref process_fold(process_ref process)
{
	u32 slot = process & 0xffff;
	struct process_row *row;

	if (slot >= process_slots)
		return process;
	row = bpf_map_lookup_elem(&processes, &slot);
	if (row && row->process == process)
		return row->fold;
	return 1 << 16 | (process_slots + PROCESS_FOLDS - 1);
}

static __always_inline u64 mix64(u64 value)
{
	value ^= value >> 33;
	value *= 0xff51afd7ed558ccdull;
	value ^= value >> 33;
	value *= 0xc4ceb9fe1a85ec53ull;
	return value ^ value >> 33;
}

/*
 * Pointers behind a task are read by BPF_CORE_READ and not followed: for each that it sees followed, the verifier goes
 * through all names of the kernel's BTF several times, which was a third of the time to READY. These are rare reads.
 * So is the task itself: its address is enough, and that can go into a function that is verified once.
 */

/* The process's name: its leader's, padded with zeros. */
static __always_inline void task_comm(struct task_struct *task, char *comm)
{
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);

	__builtin_memset(comm, 0, COMM_BYTES);
	bpf_probe_read_kernel_str(comm, COMM_BYTES, leader->comm);
}

/* Told apart by 64 mixed bits of (start, pid, exec); never 0. */
static __always_inline u64 process_owner(struct task_struct *task, u64 execs)
{
	return mix64(BPF_CORE_READ(task, group_leader, start_boottime) ^ (u64)BPF_CORE_READ(task, tgid) << 40 ^ mix64(execs + 1)) | 1;
}

static __always_inline u64 process_start_ticks(struct task_struct *task)
{
	return BPF_CORE_READ(task, group_leader, start_boottime) / USER_HZ_NS;
}

struct fold_search {
	u64 text[2];
	u64 owner;
	process_ref found;
	u32 unused;
};

static long process_fold_try(u32 index, struct fold_search *search)
{
	u32 slot = process_slots + index;
	struct process_row *row = bpf_map_lookup_elem(&processes, &slot);

	if (!row)
		return 1;
	if (row->owner != search->owner && row->owner)
		return 0;
	if (row->owner != search->owner && __sync_val_compare_and_swap(&row->owner, 0, search->owner))
		return 0;
	__builtin_memcpy(row->comm, search->text, sizeof(search->text));
	row->process = 1 << 16 | slot;
	search->found = row->process;
	return 1;
}

/*
 * The fold of a comm, made when it is not there yet. Always succeeds: the last fold takes everybody. Not static, of a
 * task by its address, and with a loop that is a call: so it is verified once in each program, and a loop as one step.
 */
__weak __noinline process_ref process_fold_at(u64 address)
{
	struct task_struct *task = (struct task_struct *)address;
	struct fold_search search = {};
	struct process_row *row;
	u32 slot;

	if (!task)
		return 0;
	task_comm(task, (char *)search.text);
	search.owner = mix64(search.text[0] ^ mix64(search.text[1])) | 1;
	bpf_loop(PROCESS_FOLDS - 1, process_fold_try, &search, 0);
	if (search.found)
		return search.found;
	slot = process_slots + PROCESS_FOLDS - 1;
	row = bpf_map_lookup_elem(&processes, &slot);
	if (!row)
		return 0;
	row->owner = 1;
	row->process = 1 << 16 | slot;
	return row->process;
}

/* Where the task is, as the row says it. */
static __always_inline void process_place(struct process_row *row, struct task_struct *task)
{
	u64 group = task_v1_group(task);

	row->cgroup = group_id(task_group(task));
	row->cgroup_v1 = group ? group_id(group) : 0;
	row->hierarchy = group ? group_hierarchy(group) : 0;
}

static __always_inline process_ref process_fill(struct process_row *row, struct task_struct *task, u32 slot, u64 owner)
{
	struct nsproxy *nsproxy = BPF_CORE_READ(task, nsproxy);
	process_ref process;

	row->generation++;
	process = (row->generation & 0xffff ? row->generation : 1) << 16 | slot;
	row->pid = BPF_CORE_READ(task, tgid);
	row->started = BPF_CORE_READ(task, group_leader, start_boottime);
	row->ended = 0;
	process_place(row, task);
	row->folded = 0;
	row->uid = BPF_CORE_READ(task, cred, uid.val);
	row->parent = BPF_CORE_READ(task, group_leader, real_parent, tgid);
	row->execs = BPF_CORE_READ(task, self_exec_id);
	row->mount_ns = row->net_ns = row->pid_ns = 0;
	if (nsproxy) {
		row->mount_ns = BPF_CORE_READ(nsproxy, mnt_ns, ns.inum);
		row->net_ns = BPF_CORE_READ(nsproxy, net_ns, ns.inum);
		row->pid_ns = BPF_CORE_READ(nsproxy, pid_ns_for_children, ns.inum);
	}
	task_comm(task, row->comm);
	row->fold = process_fold_at(address_of(task));
	/* Last: a reader takes the row for whole once it has a name. */
	row->process = process;
	return process;
}

/* The row of the program that `task` runs, made at first sight; 0 when the table is full. */
__weak __noinline process_ref process_row_at(u64 address)
{
	struct task_struct *task = (struct task_struct *)address;
	struct process_row *row;
	u64 owner, held;
	u32 slot, hash;

	if (!task)
		return 0;
	owner = process_owner(task, BPF_CORE_READ(task, self_exec_id));
	hash = owner >> 32;
	for (u32 i = 0; i < PROCESS_PROBES; i++) {
		slot = (hash + i) & (process_slots - 1);
		row = bpf_map_lookup_elem(&processes, &slot);
		if (!row)
			return 0;
		held = row->owner;
		if (!held)
			held = __sync_val_compare_and_swap(&row->owner, 0, owner);
		if (!held)
			return process_fill(row, task, slot, owner);
		/* A thread on another CPU may still be filling it in: a second row then, merged by the reader. */
		if (held == owner && row->process)
			return row->process;
	}
	return 0;
}

static __always_inline process_ref process_row_of(struct task_struct *task)
{
	return process_row_at(address_of(task));
}

/* The same; a fold when the table is full. */
__weak __noinline process_ref process_at(u64 address)
{
	struct process_row *row;
	process_ref process;
	u32 slot;

	process = process_row_at(address);
	if (process)
		return process;
	process = process_fold_at(address);
	slot = process & 0xffff;
	row = bpf_map_lookup_elem(&processes, &slot);
	if (row)
		__sync_fetch_and_add(&row->folded, 1);
	return process;
}

static __always_inline process_ref process_of(struct task_struct *task)
{
	return process_at(address_of(task));
}

/* Marks the row of program number `execs` of the process as ended, if there is one. */
static __always_inline void process_end(struct task_struct *task, u64 execs)
{
	u64 owner = process_owner(task, execs);
	u32 hash = owner >> 32, slot;
	struct process_row *row;

	for (u32 i = 0; i < PROCESS_PROBES; i++) {
		slot = (hash + i) & (process_slots - 1);
		row = bpf_map_lookup_elem(&processes, &slot);
		if (!row)
			return;
		if (row->owner == owner)
			row->ended = bpf_ktime_get_boot_ns();
	}
}

/* The row of a process that was moved to another group says so from here on. */
static __always_inline void process_moved(struct task_struct *task)
{
	u64 owner = process_owner(task, BPF_CORE_READ(task, self_exec_id));
	u32 hash = owner >> 32, slot;
	struct process_row *row;

	if (task->pid != task->tgid)
		return;
	for (u32 i = 0; i < PROCESS_PROBES; i++) {
		slot = (hash + i) & (process_slots - 1);
		row = bpf_map_lookup_elem(&processes, &slot);
		if (!row)
			return;
		if (row->owner == owner && row->process)
			process_place(row, task);
	}
}

/* Whether the program that `process` names has ended before a time that the reader has read past. */
static __always_inline bool process_ended_before(process_ref process, u64 before)
{
	u32 slot = process & 0xffff;
	struct process_row *row;

	if (slot >= process_slots)
		return false;
	row = bpf_map_lookup_elem(&processes, &slot);
	return row && row->process == process && row->ended && row->ended < before;
}

struct clear_context {
	u64 before; /* boot_ns */
	u64 cleared;
};

#endif
