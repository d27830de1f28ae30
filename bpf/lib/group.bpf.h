/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which control group a task is in. The v2 tree says it where it is in use. Where runtimes put their containers into
 * v1 trees, v2 has every task in its root or in a group of somebody else: then the tree of the controller `pids` says
 * it, in which each runtime and systemd put whom they start.
 *
 *   v2      one tree, hierarchy 0                        task->cgroups->dfl_cgrp
 *   v1      a tree a controller, hierarchies 1 and on    task->cgroups->subsys[pids]->cgroup
 *
 * Numbers of groups are unique in their tree only. Groups are passed by address: typed pointers do not pass through
 * loops and global functions of all kernels.
 */
#ifndef RINGSIDE_GROUP_H
#define RINGSIDE_GROUP_H

/* More than anybody nests; the kernel lets it be any depth. */
#define GROUP_LEVELS 32

static __always_inline bool has_pids_controller(void)
{
	return bpf_core_enum_value_exists(enum cgroup_subsys_id, pids_cgrp_id);
}

/* Of an argument; to the verifier it is a number from here on. */
static __always_inline u64 address_of(const void *object)
{
	u64 address = 0;

	bpf_probe_read_kernel(&address, sizeof(address), &object);
	return address;
}

static __always_inline cgroup_id group_id(u64 group)
{
	return BPF_CORE_READ((struct cgroup *)group, kn, id);
}

static __always_inline hierarchy_nr group_hierarchy(u64 group)
{
	return BPF_CORE_READ((struct cgroup *)group, root, hierarchy_id);
}

static __always_inline u64 task_group(struct task_struct *task)
{
	return (u64)BPF_CORE_READ(task, cgroups, dfl_cgrp);
}

/* The group in the v1 tree of `pids`; 0 where there is no such tree, or the task is in its root. */
static __always_inline u64 task_v1_group(struct task_struct *task)
{
	u64 set = (u64)BPF_CORE_READ(task, cgroups), css = 0, group;
	u32 controller;

	if (!has_pids_controller())
		return 0;
	controller = bpf_core_enum_value(enum cgroup_subsys_id, pids_cgrp_id);
	set += bpf_core_field_offset(struct css_set, subsys) + controller * sizeof(u64);
	bpf_probe_read_kernel(&css, sizeof(css), (void *)set);
	group = (u64)BPF_CORE_READ((struct cgroup_subsys_state *)css, cgroup);
	if (!group_hierarchy(group) || !BPF_CORE_READ((struct cgroup *)group, level))
		return 0;
	return group;
}

/* 0 above the root. */
static __always_inline u64 group_parent(u64 group)
{
	u64 parent = (u64)BPF_CORE_READ((struct cgroup *)group, self.parent);

	return parent ? parent - bpf_core_field_offset(struct cgroup, self) : 0;
}

/* Whether the task is in a group or in one below it. */
static __always_inline bool task_is_within(struct task_struct *task, cgroup_id asked, hierarchy_nr hierarchy)
{
	u64 group = hierarchy ? task_v1_group(task) : task_group(task);

	if (!group || group_hierarchy(group) != hierarchy)
		return false;
	for (u32 level = 0; level < GROUP_LEVELS; level++) {
		if (group_id(group) == asked)
			return true;
		group = group_parent(group);
		if (!group)
			return false;
	}
	return false;
}

#endif
