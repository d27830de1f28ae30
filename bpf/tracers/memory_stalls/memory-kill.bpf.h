/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the kernel knows of a process that it kills for want of memory, as its own log says it: what the process holds,
 * and the control group that has no room left.
 */
#ifndef RINGSIDE_MEMORY_KILL_H
#define RINGSIDE_MEMORY_KILL_H

/* A group's limit is reached when it has less room than one more batch of pages (64 of them) would take. */
#define NO_ROOM_PAGES 64
#define GROUPS_ABOVE_MOST 16
#define PAGES_WITHOUT_LIMIT (1ull << 40)

/* What a process holds; resident memory by kind, as the kernel's own counters have it. */
struct memory_held {
	u64 anon_pages;
	u64 file_pages;
	u64 shmem_pages;
	u64 table_bytes;
	u64 mapped_pages;
};

/* Up to 6.1 resident memory is counted in one number each, from 6.2 on in a part that all see and one a CPU. */
struct mm_rss_stat___one {
	atomic_long_t count[4];
};

struct mm_struct___one {
	struct mm_rss_stat___one rss_stat;
};

static __always_inline u64 resident_pages(u64 mm, u32 kind)
{
	struct mm_struct___one *one = (void *)mm;
	struct mm_struct *parts = (void *)mm;
	s64 pages = 0;

	if (bpf_core_field_exists(one->rss_stat.count))
		pages = BPF_CORE_READ(one, rss_stat.count[kind].counter);
	else
		bpf_core_read(&pages, sizeof(pages), &parts->rss_stat[kind].count);
	return pages > 0 ? pages : 0;
}

static __always_inline void memory_held(u64 mm, struct memory_held *held)
{
	held->file_pages = resident_pages(mm, MM_FILEPAGES);
	held->anon_pages = resident_pages(mm, MM_ANONPAGES);
	held->shmem_pages = resident_pages(mm, MM_SHMEMPAGES);
	held->table_bytes = BPF_CORE_READ((struct mm_struct *)mm, pgtables_bytes.counter);
	held->mapped_pages = BPF_CORE_READ((struct mm_struct *)mm, total_vm);
}

struct memory_limit {
	u64 limit_pages; /* 0: no group is at its limit, so it is the machine that has none left */
	u64 used_pages;
};

/* The first group around the task that has no room left. */
static __always_inline void memory_limit_of(struct task_struct *task, struct memory_limit *found)
{
	u64 set = (u64)BPF_CORE_READ(task, cgroups), group = 0;

	if (!bpf_core_enum_value_exists(enum cgroup_subsys_id, memory_cgrp_id))
		return;
	set += bpf_core_field_offset(struct css_set, subsys) +
	       bpf_core_enum_value(enum cgroup_subsys_id, memory_cgrp_id) * sizeof(u64);
	bpf_probe_read_kernel(&group, sizeof(group), (void *)set);
	for (u32 i = 0; i < GROUPS_ABOVE_MOST && group; i++) {
		/* The state of a group is the first thing in it. */
		struct mem_cgroup *here = (void *)group;
		u64 limit = BPF_CORE_READ(here, memory.max);
		u64 used = BPF_CORE_READ(here, memory.usage.counter);

		if (limit < PAGES_WITHOUT_LIMIT && used + NO_ROOM_PAGES > limit) {
			found->limit_pages = limit;
			found->used_pages = used;
			return;
		}
		group = (u64)BPF_CORE_READ(here, css.parent);
	}
}

#endif
