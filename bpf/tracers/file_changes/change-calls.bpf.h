/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which calls change files and folders, and what each asks for, by the registers that the kernel still has at the return. */
#ifndef RINGSIDE_CHANGE_CALLS_H
#define RINGSIDE_CHANGE_CALLS_H

/* By where in the registers things stand. */
enum change_kind {
	NOT_A_CHANGE = 0,
	CHANGE_PATH,	      /* path */
	CHANGE_PATH_MODE,     /* path, mode */
	CHANGE_PATH_LENGTH,   /* path, length */
	CHANGE_PATH_LENGTH64, /* path, length in two registers */
	CHANGE_AT_FLAGS,      /* dfd, path, flags */
	CHANGE_AT_MODE,	      /* dfd, path, mode */
	CHANGE_TWO,	      /* path, new path */
	CHANGE_AT_TWO,	      /* dfd, path, new dfd, new path */
	CHANGE_AT_TWO_FLAGS,  /* and flags */
	CHANGE_SYMLINK,	      /* text, new path */
	CHANGE_SYMLINK_AT,    /* text, new dfd, new path */
	CHANGE_FD,	      /* fd */
	CHANGE_FD_LENGTH,     /* fd, length */
	CHANGE_FD_LENGTH64,   /* fd, length in two registers */
};

#define I386 512

/* x86-64 and x32 0-511, i386 512-1023. */
static const u8 change_kinds[1024] = {
	/* fsync, fdatasync, truncate, ftruncate */
	[74] = CHANGE_FD, [75] = CHANGE_FD, [76] = CHANGE_PATH_LENGTH, [77] = CHANGE_FD_LENGTH,
	/* rename, mkdir, rmdir, link, unlink, symlink */
	[82] = CHANGE_TWO, [83] = CHANGE_PATH_MODE, [84] = CHANGE_PATH, [86] = CHANGE_TWO, [87] = CHANGE_PATH,
	[88] = CHANGE_SYMLINK,
	/* mkdirat, unlinkat, renameat, linkat, symlinkat, renameat2 */
	[258] = CHANGE_AT_MODE, [263] = CHANGE_AT_FLAGS, [264] = CHANGE_AT_TWO, [265] = CHANGE_AT_TWO_FLAGS,
	[266] = CHANGE_SYMLINK_AT, [316] = CHANGE_AT_TWO_FLAGS,
	/* the same by the numbers of i386, which has truncate64 and ftruncate64 as well */
	[I386 + 118] = CHANGE_FD, [I386 + 148] = CHANGE_FD, [I386 + 92] = CHANGE_PATH_LENGTH,
	[I386 + 93] = CHANGE_FD_LENGTH, [I386 + 38] = CHANGE_TWO, [I386 + 39] = CHANGE_PATH_MODE,
	[I386 + 40] = CHANGE_PATH, [I386 + 9] = CHANGE_TWO, [I386 + 10] = CHANGE_PATH, [I386 + 83] = CHANGE_SYMLINK,
	[I386 + 296] = CHANGE_AT_MODE, [I386 + 301] = CHANGE_AT_FLAGS, [I386 + 302] = CHANGE_AT_TWO,
	[I386 + 303] = CHANGE_AT_TWO_FLAGS, [I386 + 304] = CHANGE_SYMLINK_AT, [I386 + 353] = CHANGE_AT_TWO_FLAGS,
	[I386 + 193] = CHANGE_PATH_LENGTH64, [I386 + 194] = CHANGE_FD_LENGTH64,
};

static __always_inline u32 change_kind(call_nr call)
{
	u32 index = (call & 0xfff) | (call >> 12 == ABI_I386 ? I386 : 0);

	if ((call & 0xfff) >= 512)
		return NOT_A_CHANGE;
	barrier_var(index);
	return change_kinds[index & 1023];
}

struct change_asked {
	u64 path; /* a pointer of the caller's; 0 where there is a descriptor instead */
	u64 new_path;
	s64 length; /* -1 without one */
	s32 dfd;
	s32 new_dfd;
	s32 fd; /* -1 without one */
	u32 flags;
	u32 mode;
	u32 text; /* `path` is a text that is followed later: relative to nothing */
};

static __always_inline void change_asked(struct pt_regs *regs, call_nr call, struct change_asked *asked)
{
	register_value args[6];

	call_arguments(regs, call, args);
	__builtin_memset(asked, 0, sizeof(*asked));
	asked->dfd = asked->new_dfd = AT_FDCWD;
	asked->length = asked->fd = -1;
	asked->path = args[0];
	switch (change_kind(call)) {
	case CHANGE_PATH_MODE:
		asked->mode = args[1];
		break;
	case CHANGE_PATH_LENGTH:
		asked->length = args[1];
		break;
	case CHANGE_PATH_LENGTH64:
		asked->length = args[1] | args[2] << 32;
		break;
	case CHANGE_AT_FLAGS:
	case CHANGE_AT_MODE:
		asked->dfd = args[0];
		asked->path = args[1];
		if (change_kind(call) == CHANGE_AT_MODE)
			asked->mode = args[2];
		else
			asked->flags = args[2];
		break;
	case CHANGE_TWO:
		asked->new_path = args[1];
		break;
	case CHANGE_AT_TWO_FLAGS:
		asked->flags = args[4];
		/* fallthrough */
	case CHANGE_AT_TWO:
		asked->dfd = args[0];
		asked->path = args[1];
		asked->new_dfd = args[2];
		asked->new_path = args[3];
		break;
	case CHANGE_SYMLINK:
		asked->text = 1;
		asked->new_path = args[1];
		break;
	case CHANGE_SYMLINK_AT:
		asked->text = 1;
		asked->new_dfd = args[1];
		asked->new_path = args[2];
		break;
	case CHANGE_FD_LENGTH:
	case CHANGE_FD_LENGTH64:
		asked->length = change_kind(call) == CHANGE_FD_LENGTH ? args[1] : args[1] | args[2] << 32;
		/* fallthrough */
	case CHANGE_FD:
		asked->fd = args[0];
		asked->path = 0;
		break;
	}
}

#endif
