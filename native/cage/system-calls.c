// SPDX-License-Identifier: Apache-2.0
/*
 * The list of system calls: what Node, V8 and DuckDB need to compute, to read files, and to speak on descriptors that
 * they have. Anything else fails with EPERM, which each of them bears; so a newer kernel's calls are closed too.
 *
 * Not on it, among others: sockets that reach anything, new processes, ptrace, bpf, io_uring, keys, namespaces, mounts, modules,
 * performance events, user faults, memory of others, and whatever changes a file's name, owner, mode or length.
 */
#define _GNU_SOURCE
#include "cage.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const int always[] = {
	/* files that are open, and what is known of others */
	SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_preadv, SYS_close, SYS_lseek, SYS_fstat, SYS_stat,
	SYS_lstat, SYS_newfstatat, SYS_statx, SYS_statfs, SYS_fstatfs, SYS_access, SYS_faccessat, SYS_faccessat2,
	SYS_readlink, SYS_readlinkat, SYS_getdents64, SYS_getcwd, SYS_fadvise64, SYS_fcntl, SYS_dup, SYS_dup2, SYS_dup3,
	SYS_umask, SYS_fsync, SYS_fdatasync,
	/* waiting, and the descriptors that libuv makes for it */
	SYS_poll, SYS_ppoll, SYS_select, SYS_pselect6, SYS_epoll_create, SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_wait, SYS_epoll_pwait,
	SYS_eventfd2, SYS_pipe2, SYS_nanosleep, SYS_clock_nanosleep,
	/* on the pipes that it was given, which may be socket pairs */
	SYS_recvmsg, SYS_recvfrom, SYS_sendmsg, SYS_sendto, SYS_shutdown, SYS_getsockopt, SYS_getsockname, SYS_getpeername,
	/* memory */
	SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_mincore, SYS_pkey_alloc, SYS_pkey_free,
	SYS_pkey_mprotect, SYS_membarrier,
	/* threads and signals of its own */
	SYS_futex, SYS_set_robust_list, SYS_get_robust_list, SYS_rseq, SYS_set_tid_address, SYS_arch_prctl,
	SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_rt_sigpending, SYS_rt_sigtimedwait, SYS_sigaltstack,
	SYS_sched_yield, SYS_sched_getaffinity, SYS_sched_getparam, SYS_sched_getscheduler, SYS_restart_syscall,
	SYS_gettid, SYS_getpid, SYS_getppid, SYS_exit, SYS_exit_group, SYS_execve,
	/* time and who it is */
	SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_time, SYS_times, SYS_getrusage, SYS_getrlimit,
	SYS_sysinfo, SYS_uname, SYS_getrandom, SYS_getcpu, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
	SYS_getresuid, SYS_getresgid, SYS_getgroups, SYS_capget, SYS_getpriority, SYS_getpgrp, SYS_getpgid, SYS_getsid,
};

/* Only with a folder to write in. */
static const int to_write[] = { SYS_pwrite64, SYS_pwritev, SYS_ftruncate, SYS_fallocate, SYS_rename, SYS_renameat,
				SYS_renameat2, SYS_unlink, SYS_unlinkat, SYS_mkdir, SYS_mkdirat };

static const int own_signals[] = { SYS_kill, SYS_tgkill };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define ARGUMENT(n) offsetof(struct seccomp_data, args[n])
#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)
#define ALLOW RETURN(SECCOMP_RET_ALLOW)
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))
#define UNLESS_IS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)
#define UNLESS_ANY(bits, skip) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, skip)

#define WRITING_FLAGS (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
/* A new process and each kind of namespace. */
#define NAMESPACES (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

static struct sock_filter code[COUNT(always) * 2 + COUNT(to_write) * 2 + 80];
static unsigned short length;

#define ADD(...)                                                                    \
	do {                                                                        \
		const struct sock_filter part[] = { __VA_ARGS__ };                  \
		for (size_t i = 0; i < COUNT(part); i++)                            \
			code[length++] = part[i];                                   \
	} while (0)

static void allow_all(const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ADD(UNLESS_IS(calls[i], 1), ALLOW);
}

/* Opening is by path, which is Landlock's to judge; that nothing is opened to write can be said here as well. */
static void allow_opening(int call, int flags, bool writes)
{
	if (writes) {
		allow_all(&call, 1);
		return;
	}
	ADD(UNLESS_IS(call, 4), LOAD(ARGUMENT(flags)), UNLESS_ANY(WRITING_FLAGS, 1), REFUSE(EACCES), ALLOW);
}

void close_system_calls(bool writes)
{
	struct sock_fprog program = { 0, code };

	ADD(LOAD(offsetof(struct seccomp_data, arch)), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
	    RETURN(SECCOMP_RET_KILL_PROCESS), LOAD(offsetof(struct seccomp_data, nr)));
	allow_all(always, COUNT(always));
	if (writes)
		allow_all(to_write, COUNT(to_write));
	allow_opening(SYS_open, 1, writes);
	allow_opening(SYS_openat, 2, writes);
	/* Its flags are in memory, which a filter does not see; glibc asks clone() instead. */
	ADD(UNLESS_IS(SYS_clone3, 1), REFUSE(ENOSYS));
	ADD(UNLESS_IS(SYS_clone, 6), LOAD(ARGUMENT(0)), UNLESS_ANY(NAMESPACES, 1), REFUSE(EPERM),
	    UNLESS_ANY(CLONE_THREAD, 1), ALLOW, REFUSE(EPERM));
	/* abort() among them. The pid is the same after the exec. */
	for (size_t i = 0; i < COUNT(own_signals); i++)
		ADD(UNLESS_IS(own_signals[i], 4), LOAD(ARGUMENT(0)), UNLESS_IS((unsigned int)getpid(), 1), ALLOW,
		    REFUSE(EPERM));
	ADD(UNLESS_IS(SYS_prctl, 4), LOAD(ARGUMENT(0)), UNLESS_IS(PR_SET_NAME, 1), ALLOW, REFUSE(EPERM));
	/*
	 * A pair that is connected to itself: Electron's runtime does not start without. A stream, since a datagram
	 * socket could write to any other that has a name.
	 */
	ADD(UNLESS_IS(SYS_socketpair, 7), LOAD(ARGUMENT(0)), UNLESS_IS(AF_UNIX, 4), LOAD(ARGUMENT(1)),
	    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf), UNLESS_IS(SOCK_STREAM, 1), ALLOW, REFUSE(EPERM));
	/* Reading limits, not setting them. */
	ADD(UNLESS_IS(SYS_prlimit64, 6), LOAD(ARGUMENT(2)), UNLESS_IS(0, 3), LOAD(ARGUMENT(2) + 4), UNLESS_IS(0, 1),
	    ALLOW, REFUSE(EPERM));
	/* What libuv asks of a descriptor; not TIOCSTI, which would type into the person's terminal. */
	ADD(UNLESS_IS(SYS_ioctl, 6), LOAD(ARGUMENT(1)), UNLESS_IS(FIONBIO, 1), ALLOW, UNLESS_IS(FIOCLEX, 1), ALLOW,
	    REFUSE(ENOTTY));
	ADD(REFUSE(EPERM));
	program.len = length;
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program))
		give_up("seccomp refuses");
}
