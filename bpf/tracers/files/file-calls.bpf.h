/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which calls open files, and what each asks for, by the registers that the kernel still has at the return. */
#ifndef RINGSIDE_FILE_CALLS_H
#define RINGSIDE_FILE_CALLS_H

enum open_kind {
	NOT_AN_OPEN = 0,
	OPEN,
	OPENAT,
	OPENAT2,
	CREAT,
	OPEN_BY_HANDLE,
};

/* x86-64 and x32 (whose numbers are the same here) 0-511, i386 512-1023. */
static const u8 open_kinds[1024] = {
	[2] = OPEN,	   [85] = CREAT,       [257] = OPENAT,	     [304] = OPEN_BY_HANDLE,	   [437] = OPENAT2,
	[512 + 5] = OPEN,  [512 + 8] = CREAT,  [512 + 295] = OPENAT, [512 + 342] = OPEN_BY_HANDLE, [512 + 437] = OPENAT2,
};

static __always_inline u32 open_kind(call_nr call)
{
	u32 index = (call & 0xfff) | (call >> 12 == ABI_I386 ? 512 : 0);

	if ((call & 0xfff) >= 512)
		return NOT_AN_OPEN;
	barrier_var(index);
	return open_kinds[index & 1023];
}

struct open_asked {
	u64 path; /* a pointer of the caller's */
	s32 dfd;
	u32 flags;
	u32 mode;
	u32 unused;
};

#define O_WRONLY 01
#define O_CREAT 0100
#define O_TRUNC 01000
#define O_PATH 010000000
#define O_TMPFILE 020000000

static __always_inline void open_asked(struct pt_regs *regs, call_nr call, struct open_asked *asked)
{
	struct open_how how = {};
	register_value args[6];

	call_arguments(regs, call, args);
	asked->dfd = AT_FDCWD;
	asked->path = args[0];
	asked->unused = 0;
	switch (open_kind(call)) {
	case OPEN:
		asked->flags = args[1];
		asked->mode = args[2];
		break;
	case CREAT:
		asked->flags = O_CREAT | O_WRONLY | O_TRUNC;
		asked->mode = args[1];
		break;
	case OPENAT2:
		bpf_probe_read_user(&how, sizeof(how), (void *)args[2]);
		asked->dfd = args[0];
		asked->path = args[1];
		asked->flags = how.flags;
		asked->mode = how.mode;
		break;
	case OPEN_BY_HANDLE:
		/* A handle is no path: there is nothing to be read. */
		asked->path = 0;
		asked->flags = args[2];
		asked->mode = 0;
		break;
	default:
		asked->dfd = args[0];
		asked->path = args[1];
		asked->flags = args[2];
		asked->mode = args[3];
	}
	/* Without a file to make, the register of the mode holds anything. */
	if (!(asked->flags & (O_CREAT | O_TMPFILE)))
		asked->mode = 0;
}

/* What the flags add to how a path is known; a file that never had a name has lost none. */
static __always_inline u16 open_path_kind(u16 kind, u32 flags)
{
	if (flags & O_TMPFILE)
		kind = (kind & ~PATH_DELETED) | PATH_TMPFILE;
	return kind | (flags & O_PATH ? PATH_O_PATH : 0);
}

#endif
