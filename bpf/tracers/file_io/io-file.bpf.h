/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which file a descriptor is, as a name of the table `names`: its path, or of what has no path that tells, its kind. */
#ifndef RINGSIDE_IO_FILE_H
#define RINGSIDE_IO_FILE_H

#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define S_IFCHR 0020000
#define S_IFIFO 0010000

#define TTY_MAJOR 4
#define TTYAUX_MAJOR 5
#define PTS_MAJOR_FIRST 136
#define PTS_MAJOR_LAST 143

#define DELETED " (deleted)"

enum file_kind {
	FILE_NOT_OPEN = 0, /* a descriptor of nothing */
	FILE_WITH_PATH,
	FILE_PIPE,
	FILE_SOCKET,
	FILE_TERMINAL,
	FILE_WITHOUT_INODE, /* eventfd, timerfd, epoll ... */
};

static const char kind_names[][32] = {
	[FILE_NOT_OPEN] = "(no open file)",
	[FILE_PIPE] = "(pipes)",
	[FILE_SOCKET] = "(sockets)",
	[FILE_TERMINAL] = "(terminals)",
	[FILE_WITHOUT_INODE] = "(eventfd, timers and their like)",
};

TEXT_ROOM(file_room);

/* What is known of an open file before its name is looked for. */
struct file_met {
	struct path_place place;
	u64 owner;
	u32 kind;
	u32 unused;
};

static __always_inline u32 file_kind(struct inode *inode)
{
	u32 mode = BPF_CORE_READ(inode, i_mode) & S_IFMT, major = BPF_CORE_READ(inode, i_rdev) >> 20;

	if (mode == S_IFIFO)
		return FILE_PIPE;
	if (mode == S_IFSOCK)
		return FILE_SOCKET;
	if (mode == S_IFCHR &&
	    (major == TTY_MAJOR || major == TTYAUX_MAJOR || (major >= PTS_MAJOR_FIRST && major <= PTS_MAJOR_LAST)))
		return FILE_TERMINAL;
	return BPF_CORE_READ(inode, i_sb, s_magic) == ANON_INODE_MAGIC ? FILE_WITHOUT_INODE : FILE_WITH_PATH;
}

/* Told apart by where its name lies and whether it still does, what it is called, its number, and from where it is seen. */
static __always_inline void file_meet(struct task_struct *task, u32 fd, struct file_met *met)
{
	struct file *file = (struct file *)file_of_fd(task, fd);
	struct dentry_parts name;
	struct inode *inode;

	__builtin_memset(met, 0, sizeof(*met));
	if (file && read_path(__builtin_preserve_access_index(&file->f_path), &met->place.dentry, &met->place.mount)) {
		inode = BPF_CORE_READ(file, f_inode);
		met->kind = file_kind(inode);
	}
	if (met->kind != FILE_WITH_PATH) {
		met->owner = mix64(met->kind + 1) | 1;
		return;
	}
	place_from_root(task, &met->place);
	read_dentry(met->place.dentry, &name);
	met->owner = mix64(met->place.dentry ^ mix64(name.hash_len ^ name.parent << 13) ^ !name.hash_pprev);
	met->owner = mix64(met->owner ^ BPF_CORE_READ(inode, i_ino) ^ met->place.mount << 17);
	met->owner = mix64(met->owner ^ met->place.root_dentry ^ met->place.root_mount << 9) | 1;
}

/* A path that is too long loses its front, and begins with an ellipsis then. */
static __always_inline void file_write_path(struct name_row *row, const struct path_place *place)
{
	struct text_room *room;
	struct path_walk walk;
	u32 begin, length, zero = 0;

	room = bpf_map_lookup_elem(&file_room, &zero);
	if (!room)
		return;
	path_begin(&walk, place->dentry, place->mount, place->root_dentry, place->root_mount, PATH_SEED);
	text_begin(room);
	path_walk_writing(&walk, room);
	if (walk.ended == PATH_AT_ITSELF && !walk.names) {
		path_write_pseudo(room, place->dentry, walk.at.superblock);
	} else if (!walk.names) {
		room->bytes[--room->begin & (TEXT_MIDDLE - 1)] = '/';
	} else if (walk.deleted) {
		__builtin_memcpy(&room->bytes[TEXT_MIDDLE], DELETED, sizeof(DELETED) - 1);
		room->end += sizeof(DELETED) - 1;
	}
	begin = room->begin;
	length = room->end - begin;
	if (length > NAME_BYTES - 1) {
		length = NAME_BYTES - 1;
		begin = room->end - length;
		barrier_var(begin);
		room->bytes[begin & (TEXT_MIDDLE - 1)] = '\xe2';
		room->bytes[(begin + 1) & (TEXT_MIDDLE - 1)] = '\x80';
		room->bytes[(begin + 2) & (TEXT_MIDDLE - 1)] = '\xa6';
	}
	barrier_var(begin);
	barrier_var(length);
	bpf_probe_read_kernel(row->text, length & (NAME_BYTES - 1), &room->bytes[begin & (TEXT_MIDDLE - 1)]);
}

/* The name of an open file, made at first sight; 0 where the table has no room. */
__weak __noinline u32 file_name_for(const struct file_met *met)
{
	struct name_row *row;
	u32 kind;

	if (!met)
		return 0;
	kind = met->kind;
	/* Kinds stay: somebody may wait at a pipe for days. */
	row = name_row_for(met->owner, kind != FILE_WITH_PATH);
	if (!row)
		return 0;
	if (row->name)
		return row->name;
	if (kind == FILE_WITH_PATH)
		file_write_path(row, &met->place);
	else if (kind < sizeof(kind_names) / sizeof(*kind_names))
		__builtin_memcpy(row->text, kind_names[kind], sizeof(*kind_names));
	return name_publish(row);
}

#endif
