/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What differs between kernels and architectures, each with its reason, each as one function.
 */
#ifndef RINGSIDE_KERNEL_FIXES_H
#define RINGSIDE_KERNEL_FIXES_H

#define ABI_NATIVE 0
#define ABI_I386 1
#define ABI_X32 2
#define ABI_RING 3 /* asked of a ring (io_uring), by the number that the native call has */
#define CALL_NONE 4095

#if defined(__TARGET_ARCH_x86)
#define X32_CALL_BIT 0x40000000
#define TS_COMPAT 2 /* asm/thread_info.h: inside a 32-bit call, by int $0x80 or from a 32-bit program */

/* The ABI and number of the call that `task` is in. The ABI is of the call, not of the program. */
static __always_inline call_nr call_of(struct task_struct *task, long number)
{
	u32 abi = ABI_NATIVE;

	if (task->thread_info.status & TS_COMPAT) {
		abi = ABI_I386;
	} else if (number & X32_CALL_BIT) {
		abi = ABI_X32;
		number &= ~(long)X32_CALL_BIT;
	}
	if ((unsigned long)number >= CALL_NONE)
		number = CALL_NONE;
	return (call_nr)(abi << 12 | number);
}

/* The six argument registers. A 32-bit call has them elsewhere, and only their lower halves count. */
static __always_inline void call_arguments(struct pt_regs *regs, call_nr call, register_value *args)
{
	if (call >> 12 == ABI_I386) {
		args[0] = (u32)regs->bx;
		args[1] = (u32)regs->cx;
		args[2] = (u32)regs->dx;
		args[3] = (u32)regs->si;
		args[4] = (u32)regs->di;
		args[5] = (u32)regs->bp;
		return;
	}
	args[0] = regs->di;
	args[1] = regs->si;
	args[2] = regs->dx;
	args[3] = regs->r10;
	args[4] = regs->r8;
	args[5] = regs->r9;
}

/* Whether the call puts another program in place of its own. */
static __always_inline bool is_execveat(call_nr call)
{
	return call == 322 || call == (ABI_I386 << 12 | 358) || call == (ABI_X32 << 12 | 545);
}

static __always_inline bool is_exec(call_nr call)
{
	return call == 59 || call == (ABI_I386 << 12 | 11) || call == (ABI_X32 << 12 | 520) || is_execveat(call);
}

#define PAGE_BYTES 4096u

/* What a program's own access was, by the word that the processor hands over at a page fault. */
static __always_inline bool fault_is_fetch(u64 error)
{
	return error & 16;
}

static __always_inline bool fault_is_write(u64 error)
{
	return error & 2;
}

/* The number of the call that is about to return. */
static __always_inline long call_number(struct pt_regs *regs)
{
	return regs->orig_ax;
}
#else
#error "this architecture's system-call registers are not described yet"
#endif

#define MAX_ERRNO 4095
#define EINTR 4
#define SIGKILL 9
#define ERESTARTSYS 512
#define ERESTARTNOINTR 513
#define ERESTARTNOHAND 514
#define ERESTART_RESTARTBLOCK 516

/*
 * The errno of a result, 0 when it is none. The restart codes never reach a program: the call is made again
 * or becomes EINTR on the way out, so they are not its errors.
 */
static __always_inline errno_nr call_error(s64 result)
{
	u64 error = -result;

	if (error == 0 || error > MAX_ERRNO)
		return 0;
	if (error >= ERESTARTSYS && error <= ERESTART_RESTARTBLOCK)
		return 0;
	return error;
}

/* Whether a signal cut the call short: every restart code, or the EINTR of a call that is not made again. */
static __always_inline bool call_interrupted(s64 result)
{
	return result == -EINTR || (result <= -ERESTARTSYS && result >= -ERESTART_RESTARTBLOCK);
}

/*
 * Whether the task dies before its program's next instruction: a fatal signal becomes a SIGKILL pending for
 * each thread, as fatal_signal_pending() has it. (Signals that dump core do not, until they are delivered.)
 */
static __always_inline bool task_is_killed(struct task_struct *task)
{
	return task->pending.signal.sig[0] & 1ul << (SIGKILL - 1);
}

/*
 * A dentry's and a mount's parts that a path needs lie side by side in every kernel so far, so that one copy fetches
 * them; where they do not, each is fetched by itself. The verifier drops the branch that is not this kernel's.
 */
struct dentry_parts {
	u64 hash_next;
	u64 hash_pprev; /* 0: the name is gone */
	u64 parent;
	u64 hash_len; /* length of the name << 32 | its hash, salted with the parent */
	u64 name;
};

#define dentry_offset(field) bpf_core_field_offset(struct dentry, field)

static __always_inline void read_dentry(u64 address, struct dentry_parts *parts)
{
	struct dentry *dentry = (struct dentry *)address;

	if (dentry_offset(d_parent) == dentry_offset(d_hash) + 16 && dentry_offset(d_name) == dentry_offset(d_hash) + 24) {
		bpf_probe_read_kernel(parts, sizeof(*parts), (void *)(address + dentry_offset(d_hash)));
		return;
	}
	parts->hash_next = 0;
	bpf_core_read(&parts->hash_pprev, 8, &dentry->d_hash.pprev);
	bpf_core_read(&parts->parent, 8, &dentry->d_parent);
	bpf_core_read(&parts->hash_len, 8, &dentry->d_name.hash_len);
	bpf_core_read(&parts->name, 8, &dentry->d_name.name);
}

struct mount_parts {
	u64 parent; /* itself at the top */
	u64 mountpoint;
	u64 root; /* dentry */
	u64 superblock;
};

#define mount_offset(field) bpf_core_field_offset(struct mount, field)

static __always_inline void read_mount(u64 address, struct mount_parts *parts)
{
	struct mount *mount = (struct mount *)address;

	if (mount_offset(mnt_mountpoint) == mount_offset(mnt_parent) + 8 &&
	    mount_offset(mnt.mnt_root) == mount_offset(mnt_parent) + 16 &&
	    mount_offset(mnt.mnt_sb) == mount_offset(mnt_parent) + 24) {
		bpf_probe_read_kernel(parts, sizeof(*parts), (void *)(address + mount_offset(mnt_parent)));
		return;
	}
	bpf_core_read(&parts->parent, 8, &mount->mnt_parent);
	bpf_core_read(&parts->mountpoint, 8, &mount->mnt_mountpoint);
	bpf_core_read(&parts->root, 8, &mount->mnt.mnt_root);
	bpf_core_read(&parts->superblock, 8, &mount->mnt.mnt_sb);
}

/*
 * The mounts of a superblock: a list of list_heads, from 6.18 on a chain that ends with NULL (mount: relocate the
 * MNT_WRITE_HOLD bit).
 */
struct super_block___listed {
	struct list_head s_mounts;
} __attribute__((preserve_access_index));

struct mount___listed {
	struct list_head mnt_instance;
} __attribute__((preserve_access_index));

#define mounts_are_listed() bpf_core_field_exists(((struct mount___listed *)0)->mnt_instance)

static __always_inline u64 first_superblock_mount(u64 superblock)
{
	u64 first = 0;

	if (mounts_are_listed()) {
		bpf_core_read(&first, sizeof(first), &((struct super_block___listed *)superblock)->s_mounts.next);
		return first - bpf_core_field_offset(struct mount___listed, mnt_instance);
	}
	bpf_core_read(&first, sizeof(first), &((struct super_block *)superblock)->s_mounts);
	return first;
}

static __always_inline u64 next_superblock_mount(u64 mount)
{
	u64 next = 0;

	if (mounts_are_listed()) {
		bpf_core_read(&next, sizeof(next), &((struct mount___listed *)mount)->mnt_instance.next);
		return next - bpf_core_field_offset(struct mount___listed, mnt_instance);
	}
	bpf_core_read(&next, sizeof(next), &((struct mount *)mount)->mnt_next_for_sb);
	return next;
}

/* Where the list is at its head again, as if that were a mount. */
static __always_inline u64 end_of_superblock_mounts(u64 superblock)
{
	if (!mounts_are_listed())
		return 0;
	return superblock + bpf_core_field_offset(struct super_block___listed, s_mounts) -
	       bpf_core_field_offset(struct mount___listed, mnt_instance);
}

/*
 * A request of a ring keeps the copy of its path by a pointer, which 7.x wraps into a struct of that one pointer so that
 * nobody uses a name which its task has yet to claim.
 */
struct delayed_filename {
	struct filename *__incomplete_filename;
} __attribute__((preserve_access_index));

struct io_open___delayed {
	struct delayed_filename filename;
} __attribute__((preserve_access_index));

static __always_inline struct filename *ring_open_name(u64 request)
{
	struct io_open___delayed *delayed = (void *)request;
	struct filename *name = 0;

	if (bpf_core_field_exists(delayed->filename.__incomplete_filename))
		bpf_core_read(&name, sizeof(name), &delayed->filename.__incomplete_filename);
	else
		bpf_core_read(&name, sizeof(name), &((struct io_open *)request)->filename);
	return name;
}

/* A mount by the part of it that paths point at. */
static __always_inline u64 mount_of(u64 vfsmount)
{
	return vfsmount - mount_offset(mnt);
}

#endif
