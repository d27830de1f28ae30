/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Paths as texts that events name: of a file that there is, and of what a caller wrote where there is none.
 *
 *   struct path_place place = {};
 *   place_from_root(task, &place);
 *   if (place_of_fd(task, fd, &place))
 *           path_tell(&place, &found, account, room);       the object's path; found.kind says what it is
 *   else {
 *           place_of_base(task, dfd, &place);
 *           claim_tell(pointer, &place, &found, account, room);
 *   }
 */
#ifndef RINGSIDE_PATH_TEXT_H
#define RINGSIDE_PATH_TEXT_H

#define PIPEFS_MAGIC 0x50495045
#define OVERLAYFS_MAGIC 0x794c7630
#define ANON_INODE_MAGIC 0x09041934
#define ANON_INODE "anon_inode:"

/* Where something lies, by addresses, and from which root that is told. */
struct path_place {
	u64 dentry;
	u64 mount;
	u64 root_dentry;
	u64 root_mount;
};

/* What is found: the text is told already, unless the ring was full. */
struct path_found {
	text_ref text;
	u16 kind;
	u16 unused[3];
};

static __always_inline u64 magic_of(struct super_block *superblock)
{
	u64 magic = 0;

	bpf_core_read(&magic, sizeof(magic), &superblock->s_magic);
	return magic;
}

static __always_inline u64 inode_number(struct dentry *dentry)
{
	struct inode *inode = 0;
	u64 number = 0;

	bpf_core_read(&inode, sizeof(inode), &dentry->d_inode);
	bpf_core_read(&number, sizeof(number), &inode->i_ino);
	return number;
}

/*
 * A pipe has no name but its inode's number; anything else without a tree has one of its own: anon_inode:[eventfd],
 * /memfd:name. As /proc/PID/fd has them.
 */
static __always_inline void path_write_pseudo(struct text_room *room, u64 dentry, u64 superblock)
{
	u64 number, magic = magic_of((struct super_block *)superblock);
	struct dentry_parts name;
	long written;

	text_begin(room);
	if (magic == PIPEFS_MAGIC) {
		number = inode_number((struct dentry *)dentry);
		written = BPF_SNPRINTF(&room->bytes[TEXT_MIDDLE], 32, "pipe:[%lu]", number);
		if (written > 1 && written <= 32)
			room->end += written - 1;
		return;
	}
	read_dentry(dentry, &name);
	text_prepend_name(room, (void *)name.name, name.hash_len >> 32);
	if (magic == ANON_INODE_MAGIC) {
		/* In place of the slash. */
		room->begin -= sizeof(ANON_INODE) - 2;
		__builtin_memcpy(&room->bytes[room->begin & (TEXT_MIDDLE - 1)], ANON_INODE, sizeof(ANON_INODE) - 1);
	}
}

/* Tells the path of an object, if it was not told lately. */
__weak __noinline int path_tell(const struct path_place *place, struct path_found *found, struct account *account,
			       struct text_room *room)
{
	u64 superblock, number = 0;
	struct path_walk walk;

	if (!place || !found || !account || !room)
		return 0;
	path_begin(&walk, place->dentry, place->mount, place->root_dentry, place->root_mount, PATH_SEED);
	superblock = walk.at.superblock;
	path_walk_only(&walk);
	if (walk.ended == PATH_AT_ITSELF)
		number = inode_number((struct dentry *)place->dentry);
	found->text = mix64(walk.text ^ number) | 1;
	if (!text_is_told(found->text, room->at)) {
		path_begin(&walk, place->dentry, place->mount, place->root_dentry, place->root_mount, PATH_SEED);
		text_begin(room);
		path_walk_writing(&walk, room);
		if (walk.ended == PATH_AT_ITSELF && !walk.names)
			path_write_pseudo(room, place->dentry, superblock);
		else if (!walk.names)
			room->bytes[--room->begin & (TEXT_MIDDLE - 1)] = '/';
		/* Of this walk: a name may have changed between the two. */
		found->text = mix64(walk.text ^ number) | 1;
		text_tell(account, bpf_get_smp_processor_id(), room, found->text);
	}
	found->kind = PATH_OBJECT | (magic_of((struct super_block *)superblock) == OVERLAYFS_MAGIC ? PATH_OVERLAY : 0);
	if (walk.ended == PATH_AT_ITSELF && !walk.names)
		found->kind |= PATH_NO_TREE;
	else if (walk.deleted)
		found->kind |= PATH_DELETED;
	if (walk.ended == PATH_AT_TOP && place->root_dentry)
		found->kind |= PATH_OUTSIDE;
	return 0;
}

/* The words of a claim, zeros after its end, mixed into 64 bits. */
struct claim_words {
	struct text_room *room;
	u64 mixed;
};

static long claim_mix(u32 index, struct claim_words *words)
{
	u64 word;

	index = index * 8 & (TEXT_MOST - 1);
	__builtin_memcpy(&word, &words->room->bytes[TEXT_MIDDLE + index], sizeof(word));
	words->mixed = path_mix(words->mixed, index, word);
	return 0;
}

/*
 * Tells what the caller wrote and stands in the middle of the room already, joined to the directory that it is relative
 * to. `got` is what the helper that read it returned: its length with the zero, or an error.
 */
__weak __noinline int claim_join(long got, const struct path_place *base, struct path_found *found,
				struct account *account, struct text_room *room)
{
	struct claim_words words = { .room = room, .mixed = CLAIM_SEED };
	struct path_walk walk;
	bool relative;
	u32 length = got - 1;

	if (!base || !found || !account || !room)
		return 0;
	found->kind = PATH_CLAIM;
	if (got <= 0 || length >= TEXT_MOST) {
		found->kind |= PATH_UNREADABLE;
		found->text = 0;
		return 0;
	}
	room->end += length;
	__builtin_memset(&room->bytes[TEXT_MIDDLE + (length & (TEXT_MOST - 1))], 0, 8);
	bpf_loop((length + 7) / 8, claim_mix, &words, 0);
	relative = room->bytes[TEXT_MIDDLE] != '/' && base->dentry;
	walk.text = words.mixed;
	if (relative) {
		path_begin(&walk, base->dentry, base->mount, base->root_dentry, base->root_mount, words.mixed);
		path_walk_only(&walk);
	}
	found->text = mix64(walk.text) | 1;
	if (text_is_told(found->text, room->at))
		return 0;
	if (relative) {
		path_begin(&walk, base->dentry, base->mount, base->root_dentry, base->root_mount, words.mixed);
		room->bytes[--room->begin & (TEXT_MIDDLE - 1)] = '/';
		path_walk_writing(&walk, room);
	}
	text_tell(account, bpf_get_smp_processor_id(), room, found->text);
	return 0;
}

/*
 * The kernel has read what the caller wrote by now, so the page is there; that it is what the kernel read nobody can
 * promise: another thread may write to it.
 */
static __always_inline void claim_tell(u64 pointer, const struct path_place *base, struct path_found *found,
				       struct account *account, struct text_room *room)
{
	text_begin(room);
	claim_join(bpf_probe_read_user_str(&room->bytes[TEXT_MIDDLE], TEXT_MOST, (void *)pointer), base, found, account,
		   room);
}

/* A `struct path` of the kernel's, as plain addresses: the verifier lets nobody compute with typed ones. */
static __always_inline bool read_path(const void *from, u64 *dentry, u64 *mount)
{
	struct path path;

	if (bpf_probe_read_kernel(&path, sizeof(path), from))
		return false;
	*dentry = (u64)path.dentry;
	*mount = mount_of((u64)path.mnt);
	return true;
}

/* The file of a descriptor, by its address; 0 when there is none (any more). */
static __always_inline u64 file_of_fd(struct task_struct *task, u32 fd)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	u64 file = 0;

	if (table && fd < BPF_CORE_READ(table, max_fds))
		bpf_probe_read_kernel(&file, sizeof(file), BPF_CORE_READ(table, fd) + fd);
	return file;
}

/* Where the file of a descriptor lies; false when there is none (any more). */
static __always_inline bool place_of_fd(struct task_struct *task, u32 fd, struct path_place *place)
{
	struct file *file = (struct file *)file_of_fd(task, fd);

	return file && read_path(__builtin_preserve_access_index(&file->f_path), &place->dentry, &place->mount);
}

#define AT_FDCWD -100

/* What a relative path of the task is relative to; no dentry where nothing is. */
static __always_inline void place_of_base(struct task_struct *task, s32 dfd, struct path_place *place)
{
	struct fs_struct *fs = BPF_CORE_READ(task, fs);

	place->dentry = 0;
	if (dfd == AT_FDCWD)
		read_path(__builtin_preserve_access_index(&fs->pwd), &place->dentry, &place->mount);
	else
		place_of_fd(task, dfd, place);
}

static __always_inline void place_from_root(struct task_struct *task, struct path_place *place)
{
	struct fs_struct *fs = BPF_CORE_READ(task, fs);

	read_path(__builtin_preserve_access_index(&fs->root), &place->root_dentry, &place->root_mount);
}

/* By which reference path_tell() would tell it, where it has a name. */
__weak __noinline u64 path_ref(const struct path_place *place)
{
	struct path_walk walk;

	if (!place)
		return 0;
	path_begin(&walk, place->dentry, place->mount, place->root_dentry, place->root_mount, PATH_SEED);
	path_walk_only(&walk);
	return mix64(walk.text) | 1;
}

/* Whether the root of the task is the top of all mounts that it has: then there is no other view of its paths. */
__weak __noinline int root_is_top(const struct path_place *place)
{
	struct path_walk walk;

	if (!place)
		return true;
	path_begin(&walk, place->root_dentry, place->root_mount, 0, 0, PATH_SEED);
	path_walk_only(&walk);
	return !walk.names;
}

#endif
