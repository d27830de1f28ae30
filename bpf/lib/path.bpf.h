/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Paths, read from the kernel's own objects: from a name to its parent, over the mounts, up to the root of the
 * process. (bpf_d_path() is not to be had on these hooks.)
 *
 *   name   passwd -> etc -> "/" = root of its mount?  then on at the place where that is mounted
 *
 * The walk mixes each name's place in memory and its hash, which the kernel keeps beside it, into the reference of
 * the text: no byte of a path is read unless the path has to be told.
 */
#ifndef RINGSIDE_PATH_H
#define RINGSIDE_PATH_H

/* How the path of an event is known. */
enum path_kind_word {
	PATH_OBJECT = 1,      /* read from the kernel's own object */
	PATH_CLAIM = 2,	      /* as the caller wrote it, joined to the directory that it is relative to */
	PATH_UNREADABLE = 4,  /* the caller's pointer could not be read */
	PATH_TMPFILE = 8,     /* O_TMPFILE: never had a name, and so has lost none */
	PATH_DELETED = 16,    /* the name was gone already */
	PATH_NO_TREE = 32,    /* a pipe, a memfd */
	PATH_O_PATH = 64,     /* a place, not an open file */
	PATH_OVERLAY = 128,   /* of an overlay: the file itself lies in one of its layers */
	PATH_OUTSIDE = 256,   /* not below the root of the process: told from the top of its own mount */
};
UNIT_BITS(path_kind);

/* 4,095 bytes are at most 2,047 names; then there are mounts. */
#define PATH_STEPS 2304
#define PATH_SEED 0x9e3779b97f4a7c15ull
#define CLAIM_SEED 0xc2b2ae3d27d4eb4full

/* Addresses of the kernel, read with bpf_probe_read_kernel(): typed pointers do not pass through a loop. */
struct path_walk {
	u64 dentry;
	u64 mount;
	u64 root_dentry; /* where to end: the root of the process; 0 is at the top of all mounts */
	u64 root_mount;
	struct mount_parts at; /* of `mount` */
	text_ref text;
	struct text_room *room; /* where names are written; not when it is only walked */
	u32 names; /* whether there were any; a count would be a new state for the verifier at each step */
	u16 ended; /* enum path_end */
	u16 deleted;
};

enum path_end {
	PATH_WITHOUT_END = 0,
	PATH_AT_ROOT,
	PATH_AT_TOP,	/* of all mounts, or of one that hangs nowhere */
	PATH_AT_ITSELF, /* a name without a tree */
};

static __always_inline text_ref path_mix(text_ref text, u64 dentry, u64 hash_len)
{
	text = (text ^ hash_len ^ dentry << 20) * 0xff51afd7ed558ccdull;
	return text ^ text >> 32;
}

static __always_inline long path_step(struct path_walk *walk, bool write)
{
	struct dentry_parts name;

	if (walk->dentry == walk->root_dentry && walk->mount == walk->root_mount) {
		walk->ended = PATH_AT_ROOT;
		return 1;
	}
	if (walk->dentry == walk->at.root) {
		if (walk->at.parent == walk->mount) {
			walk->ended = PATH_AT_TOP;
			return 1;
		}
		walk->dentry = walk->at.mountpoint;
		walk->mount = walk->at.parent;
		read_mount(walk->mount, &walk->at);
		return 0;
	}
	read_dentry(walk->dentry, &name);
	if (name.parent == walk->dentry || !name.parent) {
		walk->ended = PATH_AT_ITSELF;
		walk->text = path_mix(walk->text, walk->dentry, name.hash_len);
		return 1;
	}
	if (!walk->names)
		walk->deleted = !name.hash_pprev;
	walk->names = 1;
	walk->text = path_mix(walk->text, walk->dentry, name.hash_len);
	if (write)
		text_prepend_name(walk->room, (void *)name.name, name.hash_len >> 32);
	walk->dentry = name.parent;
	return 0;
}

static long path_step_only(u32 index, struct path_walk *walk)
{
	return path_step(walk, false);
}

static long path_step_writing(u32 index, struct path_walk *walk)
{
	return path_step(walk, true);
}

/* From a name on a mount, both by address, to a root. `seed` is what the text is mixed on from. */
static __always_inline void path_begin(struct path_walk *walk, u64 dentry, u64 mount, u64 root_dentry, u64 root_mount,
				       text_ref seed)
{
	__builtin_memset(walk, 0, sizeof(*walk));
	walk->dentry = dentry;
	walk->mount = mount;
	walk->root_dentry = root_dentry;
	walk->root_mount = root_mount;
	walk->text = seed;
	read_mount(mount, &walk->at);
}

static __always_inline void path_walk_only(struct path_walk *walk)
{
	bpf_loop(PATH_STEPS, path_step_only, walk, 0);
}

/* Writes before what the room holds already. */
static __always_inline void path_walk_writing(struct path_walk *walk, struct text_room *room)
{
	walk->room = room;
	bpf_loop(PATH_STEPS, path_step_writing, walk, 0);
}

#endif
