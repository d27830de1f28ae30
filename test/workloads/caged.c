// SPDX-License-Identifier: Apache-2.0
/*
 * Run in the cage: tries what must not work, and says what the kernel answers, one line a try: NAME ERRNO (0: it worked).
 *
 *   ringside-caged READABLE_FILE FOREIGN_FILE NEW_FILE OTHER_PID
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static void told(const char *what, long result)
{
	printf("%s %d\n", what, result < 0 ? errno : 0);
}

#define TRY(what, call)                         \
	do {                                    \
		errno = 0;                      \
		told(what, (long)(call));       \
	} while (0)

int main(int argc, char **argv)
{
	char letter = 'x', space[256] = { 0 }, *const words[] = { "true", NULL };
	struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };
	int pair[2], pid = argc > 4 ? atoi(argv[4]) : 0;

	if (argc < 5)
		return 64;
	TRY("read", open(argv[1], O_RDONLY));
	TRY("foreign", open(argv[2], O_RDONLY));
	TRY("passwd", open("/etc/passwd", O_RDONLY));
	TRY("environ", open("/proc/1/environ", O_RDONLY));
	TRY("root", open("/", O_RDONLY | O_DIRECTORY));
	TRY("write", open(argv[1], O_WRONLY));
	TRY("write_both", open(argv[1], O_RDWR));
	TRY("truncate", truncate(argv[1], 0));
	TRY("create", open(argv[3], O_CREAT | O_WRONLY, 0600));
	TRY("openat2", syscall(SYS_openat2, AT_FDCWD, argv[1], space, 24));
	TRY("mkdir", mkdir(argv[3], 0700));
	TRY("symlink", symlink("/etc/passwd", argv[3]));
	TRY("link", link(argv[1], argv[3]));
	TRY("rename", rename(argv[1], argv[3]));
	TRY("unlink", unlink(argv[1]));
	TRY("chmod", chmod(argv[1], 0777));
	TRY("memfd", syscall(SYS_memfd_create, "x", 0));
	for (int family = 1; family < 46; family++) {
		errno = 0;
		if (socket(family, SOCK_STREAM, 0) >= 0 || socket(family, SOCK_DGRAM, 0) >= 0 || errno != EPERM)
			printf("socket_of_family_%d %d\n", family, errno);
	}
	TRY("socket", socket(AF_INET, SOCK_STREAM, 0));
	TRY("pair_of_datagrams", socketpair(AF_UNIX, SOCK_DGRAM, 0, pair));
	TRY("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	TRY("connect", connect(pair[0], (struct sockaddr *)space, sizeof(space)));
	TRY("listen", listen(pair[0], 1));
	TRY("fork", syscall(SYS_fork));
	TRY("vfork", syscall(SYS_vfork));
	TRY("clone", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
	TRY("clone3", syscall(SYS_clone3, space, 88));
	TRY("exec", execv("/bin/true", words));
	TRY("exec_own", execv(argv[1], words));
	TRY("kill", kill(pid, 0));
	TRY("kill_all", kill(-1, 0));
	TRY("tgkill", syscall(SYS_tgkill, pid, pid, 0));
	TRY("pidfd", syscall(SYS_pidfd_open, pid, 0));
	TRY("ptrace", ptrace(PTRACE_ATTACH, pid, 0, 0));
	TRY("traceme", ptrace(PTRACE_TRACEME, 0, 0, 0));
	TRY("vm_read", syscall(SYS_process_vm_readv, pid, 0, 0, 0, 0, 0));
	TRY("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, space, 72));
	TRY("io_uring", syscall(SYS_io_uring_setup, 1, space));
	TRY("add_key", syscall(SYS_add_key, "user", "x", "y", 1, -3));
	TRY("keyctl", syscall(SYS_keyctl, 0, -3, 0, 0, 0));
	TRY("perf", syscall(SYS_perf_event_open, space, 0, -1, -1, 0));
	TRY("userfault", syscall(SYS_userfaultfd, 0));
	TRY("mount", mount("none", "/tmp", "tmpfs", 0, NULL));
	TRY("unshare", unshare(CLONE_NEWUSER));
	TRY("setns", syscall(SYS_setns, 0, 0));
	TRY("chroot", chroot("/"));
	TRY("handle", syscall(SYS_open_by_handle_at, AT_FDCWD, space, O_RDONLY));
	TRY("setuid", setuid(0));
	TRY("limits", setrlimit(RLIMIT_FSIZE, &more));
	TRY("dumpable", prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
	TRY("type", ioctl(0, TIOCSTI, &letter));
	TRY("module", syscall(SYS_init_module, space, 1, ""));
	TRY("shared_memory", syscall(SYS_shmget, 1, 4096, 0600 | 01000));
	TRY("newest", syscall(700));
	TRY("memory", mmap(NULL, 512u << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
	TRY("reserve", mmap(NULL, 1ul << 36, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED ? -1 : 0);
	fflush(stdout);
	return 0;
}
