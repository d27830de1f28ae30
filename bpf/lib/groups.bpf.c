// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Birth and death of control groups, who enters them, and who lives when a watching begins: so that whoever is seen
 * has a name from the first event on.
 */
#include "ringside.bpf.h"

#define PF_KTHREAD 0x00200000

ACCOUNTS(on_cgroup_mkdir);
ACCOUNTS(on_cgroup_attach);
ACCOUNTS(on_cgroup_rmdir);
ACCOUNTS(on_living);

/* Groups that found no row: they have no name, unless somebody finds their folder. */
u64 groups_not_kept SEC(".data.accounts");

/* Rows that the last walk over those that live has made or found. */
u64 living_rows SEC(".data.accounts");

/* The kernel holds a lock over all tracepoints of control groups: one room a CPU is enough for them. */
TEXT_ROOM(group_room);
TEXT_ROOM(living_room);

struct group_walk {
	u64 group;
	struct text_room *room;
};

/* The root has no name. */
static long group_step(u32 index, struct group_walk *walk)
{
	u64 group = walk->group, parent = group_parent(group);
	const char *name;
	long length;

	if (!parent)
		return 1;
	name = BPF_CORE_READ((struct cgroup *)group, kn, name);
	/* Where the room begins, nothing is written by then: names are put at its end. */
	length = bpf_probe_read_kernel_str(walk->room->bytes, 256, name);
	if (length > 1)
		text_prepend_name(walk->room, walk->room->bytes, length - 1);
	walk->group = parent;
	return 0;
}

/* A path that is too long loses its front, and begins with an ellipsis then. */
static __always_inline void group_path(struct group_row *row, u64 group, struct text_room *room)
{
	struct group_walk walk = { .group = group, .room = room };
	u32 begin, length;

	text_begin(room);
	bpf_loop(GROUP_LEVELS, group_step, &walk, 0);
	begin = room->begin;
	length = room->end - begin;
	if (length > GROUP_PATH_BYTES - 1) {
		length = GROUP_PATH_BYTES - 1;
		begin = room->end - length;
		barrier_var(begin);
		room->bytes[begin & (TEXT_MIDDLE - 1)] = '\xe2';
		room->bytes[(begin + 1) & (TEXT_MIDDLE - 1)] = '\x80';
		room->bytes[(begin + 2) & (TEXT_MIDDLE - 1)] = '\xa6';
	}
	barrier_var(begin);
	barrier_var(length);
	__builtin_memset(row->path, 0, sizeof(row->path));
	bpf_probe_read_kernel(row->path, length & (GROUP_PATH_BYTES - 1), &room->bytes[begin & (TEXT_MIDDLE - 1)]);
}

/* Makes the row of a group unless it is there. */
static __noinline int group_note(u64 group, struct text_room *room)
{
	hierarchy_nr hierarchy = group_hierarchy(group);
	cgroup_id id = group_id(group);
	u64 owner = group_owner(id, hierarchy), held;
	struct group_row *row;

	if (!room || !id)
		return 0;
	for (u32 i = 0; i < GROUP_PROBES; i++) {
		row = group_row_at(owner, i);
		if (!row)
			return 0;
		held = row->owner;
		if (!held)
			held = __sync_val_compare_and_swap(&row->owner, 0, owner);
		if (held == owner)
			return 0;
		if (held)
			continue;
		row->removed = 0;
		row->hierarchy = hierarchy;
		row->uts_ns = 0;
		__builtin_memset(row->host, 0, sizeof(row->host));
		group_path(row, group, room);
		/* Last: a reader takes the row for whole once it has a number. */
		row->id = id;
		return 1;
	}
	__sync_fetch_and_add(&groups_not_kept, 1);
	return 0;
}

/* The trees that say who somebody is: v2, and the v1 tree of `pids`. */
static __always_inline bool tells_who(u64 group)
{
	if (!group_hierarchy(group))
		return true;
	return has_pids_controller() &&
	       BPF_CORE_READ((struct cgroup *)group, root, subsys_mask) >> bpf_core_enum_value(enum cgroup_subsys_id, pids_cgrp_id) & 1;
}

static __always_inline void note(u64 group)
{
	u32 first = 0;
	struct text_room *room = bpf_map_lookup_elem(&group_room, &first);

	if (room && tells_who(group))
		group_note(group, room);
}

SEC("tp_btf/cgroup_mkdir")
int BPF_PROG(on_cgroup_mkdir, struct cgroup *group, const char *path)
{
	struct account *account = account_here(accounts_of_on_cgroup_mkdir, bpf_get_smp_processor_id());
	u64 begun;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	note(address_of(group));
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

/* A desktop moves a program to a group of its own when it runs already: its row says where it is now. */
SEC("tp_btf/cgroup_attach_task")
int BPF_PROG(on_cgroup_attach, struct cgroup *group, const char *path, struct task_struct *task, bool threadgroup)
{
	struct account *account = account_here(accounts_of_on_cgroup_attach, bpf_get_smp_processor_id());
	u64 begun;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	note(address_of(group));
	process_moved(task);
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/cgroup_rmdir")
int BPF_PROG(on_cgroup_rmdir, struct cgroup *group, const char *path)
{
	struct account *account = account_here(accounts_of_on_cgroup_rmdir, bpf_get_smp_processor_id());
	struct group_row *row;
	u64 begun;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	row = group_row_of(address_of(group));
	if (row)
		row->removed = bpf_ktime_get_boot_ns();
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

/*
 * Run once when a watching begins. A quarter of the process table at most: rows of those who never do anything would
 * take the room of those who do. Whoever finds none gets it with his first event.
 */
SEC("iter/task")
int on_living(struct bpf_iter__task *ctx)
{
	struct account *account = account_here(accounts_of_on_living, bpf_get_smp_processor_id());
	struct task_struct *task = ctx->task;
	u64 word = capture_word(), begun, group;
	struct text_room *room;
	u32 first = 0;

	if (!task)
		return 0;
	if (!ctx->meta->seq_num)
		living_rows = 0;
	room = bpf_map_lookup_elem(&living_room, &first);
	if (!room || task->tgid != task->pid || task->flags & PF_KTHREAD)
		return 0;
	account->seen++;
	begun = meter_begin_each();
	group_note(task_group(task), room);
	group = task_v1_group(task);
	if (group)
		group_note(group, room);
	group_note_host(task);
	if (living_rows >= process_slots / 4 || filter_verdict(task, word) != VERDICT_KEEP) {
		account->filtered++;
	} else {
		account->tallied++;
		if (process_row_of(task))
			living_rows++;
	}
	meter_end(account, begun);
	return 0;
}

static long clear_group(u32 slot, struct clear_context *context)
{
	struct group_row *row = bpf_map_lookup_elem(&groups, &slot);

	if (!row)
		return 1;
	if (!row->id || !row->removed || row->removed >= context->before)
		return 0;
	row->id = 0;
	/* Last: from here on the row is anybody's. */
	*(volatile u64 *)&row->owner = 0;
	context->cleared++;
	return 0;
}

/* Whoever was in the group has been read with it, and the reader keeps its path. */
SEC("raw_tp")
int groups_clear(struct bpf_raw_tracepoint_args *arguments)
{
	struct clear_context context = { .before = arguments->args[0] };

	bpf_loop(group_slots, clear_group, &context, 0);
	return context.cleared;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
