/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Names of control groups: one row a group, with its path. Written when a group is made, when somebody enters it, and
 * for all that live when a watching begins; so the path of a container of 50 ms is known though its folder is gone.
 */
#ifndef RINGSIDE_GROUP_TABLE_H
#define RINGSIDE_GROUP_TABLE_H

#define GROUP_PROBES 16
/* linux/proc_ns.h: the host's own. */
#define PROC_UTS_INIT_INO 0xEFFFFFFEu

const struct group_row *__identity_of_groups __weak;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct group_row);
} groups SEC(".maps") __weak;

const volatile u32 group_slots __weak = 1024;

static __always_inline u64 group_owner(cgroup_id id, hierarchy_nr hierarchy)
{
	return mix64(id ^ (u64)hierarchy << 48) | 1;
}

static __always_inline struct group_row *group_row_at(u64 owner, u32 probe)
{
	u32 slot = ((u32)(owner >> 32) + probe) & (group_slots - 1);

	return bpf_map_lookup_elem(&groups, &slot);
}

static __always_inline struct group_row *group_row_of(u64 group)
{
	u64 owner = group_owner(group_id(group), group_hierarchy(group));
	struct group_row *row;

	for (u32 i = 0; i < GROUP_PROBES; i++) {
		row = group_row_at(owner, i);
		if (row && row->owner == owner)
			return row;
	}
	return NULL;
}

/* The host name that a container's program sees: its pod's, where nobody tells another name. */
static __always_inline void group_note_host(struct task_struct *task)
{
	struct uts_namespace *uts = BPF_CORE_READ(task, nsproxy, uts_ns);
	namespace_inode inode = BPF_CORE_READ(uts, ns.inum);
	struct group_row *row;
	u64 group;

	if (!inode || inode == PROC_UTS_INIT_INO)
		return;
	group = task_v1_group(task);
	row = group_row_of(group ? group : task_group(task));
	if (!row || row->uts_ns == inode)
		return;
	bpf_probe_read_kernel_str(row->host, sizeof(row->host), uts->name.nodename);
	row->uts_ns = inode;
}

#endif
