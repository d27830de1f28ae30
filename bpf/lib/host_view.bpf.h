/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The host's path of what a process in another mount namespace sees: a container, a service with a /tmp of its own.
 * Its mounts are copies that hang in no tree of the host; but a superblock knows all its mounts, and one of them is
 * the host's.
 *
 *   container   /etc/passwd -> "/" = root of mount M      M: overlay, root dentry R
 *   superblock  M, ..., H                                 H: in the host's namespace, root R too (or all of it)
 *   host        /etc/passwd -> H -> where H is mounted -> ... -> /
 */
#ifndef RINGSIDE_HOST_VIEW_H
#define RINGSIDE_HOST_VIEW_H

/* Of one superblock: on a host with many containers its root file system is mounted in each of them. */
#define HOST_MOUNTS_MOST 1024

/* Set by the loader: that of the helper's own, as the number of its inode; 0 is not known. */
const volatile u32 host_mount_ns __weak = 0;

/* What was found out last, in a task's storage. */
struct host_view {
	u64 mount; /* of the process, for which it was found out */
	u64 host;  /* the host's, which may be the same; 0: it has none */
	u64 root_dentry;
	u64 root_mount;
	u32 root_is_top;
	u32 generation;
};

struct host_search {
	u64 mount;
	u64 end;
	u64 root;  /* dentry of the mount that the process has */
	u64 whole; /* of the superblock: everything is below it */
	u64 found;
};

static __always_inline bool is_hosts_mount(u64 mount)
{
	return mount && BPF_CORE_READ((struct mount *)mount, mnt_ns, ns.inum) == host_mount_ns;
}

static long host_search_step(u32 index, struct host_search *search)
{
	struct mount_parts parts;

	if (!search->mount || search->mount == search->end)
		return 1;
	if (is_hosts_mount(search->mount)) {
		read_mount(search->mount, &parts);
		if (parts.root == search->root || parts.root == search->whole)
			search->found = search->mount;
		if (parts.root == search->root)
			return 1;
	}
	search->mount = next_superblock_mount(search->mount);
	return 0;
}

/* The host's mount of what `mount` shows; 0 when it has none. */
__weak __noinline u64 host_mount_of(u64 mount)
{
	struct host_search search = {};
	struct mount_parts parts;
	u64 superblock;

	read_mount(mount, &parts);
	superblock = parts.superblock;
	search.root = parts.root;
	search.whole = (u64)BPF_CORE_READ((struct super_block *)superblock, s_root);
	search.mount = first_superblock_mount(superblock);
	search.end = end_of_superblock_mounts(superblock);
	bpf_loop(HOST_MOUNTS_MOST, host_search_step, &search, 0);
	return search.found;
}

/* Whether `mount`, found a while ago, is still there and still the host's: what is unmounted is in no namespace. */
static __always_inline bool is_still_hosts(u64 mount, u64 shown)
{
	struct mount_parts now, of;

	if (!is_hosts_mount(mount))
		return false;
	read_mount(mount, &now);
	read_mount(shown, &of);
	return now.superblock == of.superblock;
}

/* Changes `place` to where the host sees it; false where the host sees it there as well, or not at all. */
__weak __noinline int place_on_host(struct host_view *view, struct path_place *place, text_ref told)
{
	if (!view || !place)
		return false;
	if (view->root_dentry != place->root_dentry || view->root_mount != place->root_mount) {
		view->root_is_top = root_is_top(place);
		view->root_dentry = place->root_dentry;
		view->root_mount = place->root_mount;
	}
	if (view->mount != place->mount) {
		view->mount = place->mount;
		view->host = !host_mount_ns || is_hosts_mount(place->mount) ? place->mount : host_mount_of(place->mount);
	} else if (view->host && view->host != place->mount && !is_still_hosts(view->host, place->mount)) {
		view->host = host_mount_of(place->mount);
	}
	if (!view->host || (view->host == place->mount && view->root_is_top))
		return false;
	place->mount = view->host;
	place->root_dentry = place->root_mount = 0;
	return path_ref(place) != told;
}

#endif
