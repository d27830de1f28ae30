// SPDX-License-Identifier: Apache-2.0
/*
 * Opens files by rings (io_uring), without a system call for any of them: inline, by a worker, by a poller, into the
 * ring's own table; below FOLDER. Says of each what the kernel told of the descriptor, as ringside-paths does.
 *
 *   ringside-ring-opens FOLDER ROUNDS [chroot]      chroot: as root, one more in a root of its own
 *       a line for each, in order: PID CASE FD ERRNO PATH, the path in hexadecimal
 *       waited PID NS           an open that a worker waits in took at least this long
 *       many PID OPENED FAILED  of ROUNDS, 32 in the ring at a time
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include "ring.h"

#define AT_A_TIME 32

static char folder[4096];

static void must(int done, const char *what)
{
	if (done)
		return;
	perror(what);
	_exit(71);
}

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_BOOTTIME, &time);
	return time.tv_sec * 1000000000l + time.tv_nsec;
}

/* `result` as the ring answered. */
static int told(const char *name, int result)
{
	char link[64], path[8192], line[20000];
	ssize_t length = 0;
	int used;

	if (result >= 0) {
		snprintf(link, sizeof(link), "/proc/self/fd/%d", result);
		length = readlink(link, path, sizeof(path));
	}
	used = snprintf(line, sizeof(line), "%d %s %d %d ", getpid(), name, result < 0 ? -1 : result,
			result < 0 ? -result : 0);
	for (ssize_t i = 0; i < length; i++)
		used += snprintf(line + used, sizeof(line) - used, "%02x", (unsigned char)path[i]);
	line[used++] = '\n';
	must(write(1, line, used) == used, "write");
	return result;
}

static void ask(struct ring *ring, int dfd, const char *path, int flags, int mode, int how)
{
	struct io_uring_sqe *sqe = ring_next(ring);

	sqe->opcode = IORING_OP_OPENAT;
	sqe->fd = dfd;
	sqe->addr = (uintptr_t)path;
	sqe->open_flags = flags;
	sqe->len = mode;
	sqe->flags = how;
	ring_put(ring);
}

static int opened(struct ring *ring, int dfd, const char *path, int flags, int mode, int how)
{
	ask(ring, dfd, path, flags, mode, how);
	must(ring_enter(ring, 1, 1) >= 0, "enter");
	return ring_answer(ring, NULL);
}

static int opened2(struct ring *ring, int dfd, const char *path, const struct open_how *how)
{
	struct io_uring_sqe *sqe = ring_next(ring);

	sqe->opcode = IORING_OP_OPENAT2;
	sqe->fd = dfd;
	sqe->addr = (uintptr_t)path;
	sqe->len = sizeof(*how);
	sqe->off = (uintptr_t)how;
	ring_put(ring);
	must(ring_enter(ring, 1, 1) >= 0, "enter");
	return ring_answer(ring, NULL);
}

static void plain_cases(struct ring *ring)
{
	struct open_how how = { .flags = O_RDONLY | O_CLOEXEC, .resolve = RESOLVE_BENEATH };
	int dir;

	close(told("made", opened(ring, AT_FDCWD, "a/c", O_CREAT | O_RDWR, 0640, 0)));
	must(!chdir("a"), "chdir");
	close(told("relative", opened(ring, AT_FDCWD, "../a/c", O_RDONLY, 0, 0)));
	must(!chdir(".."), "chdir");
	dir = told("directory", opened(ring, AT_FDCWD, "a", O_RDONLY | O_DIRECTORY, 0, 0));
	close(told("dfd", opened(ring, dir, "c", O_RDONLY, 0, 0)));
	close(told("openat2", opened2(ring, dir, "c", &how)));
	told("openat2-refused", opened2(ring, dir, "../a/c", &how));
	told("dfd-missing", opened(ring, dir, "no/such", O_RDONLY, 0, 0));
	close(dir);
	told("missing", opened(ring, AT_FDCWD, "./none", O_RDONLY, 0, 0));
	told("refused", opened(ring, AT_FDCWD, "a", O_WRONLY, 0, 0));
	close(told("symlink", opened(ring, AT_FDCWD, "link", O_RDONLY, 0, 0)));
	close(told("name", opened(ring, AT_FDCWD, "\033[31m\n\xff<img onerror>", O_CREAT | O_WRONLY, 0600, 0)));
	close(told("o_path", opened(ring, AT_FDCWD, "a/c", O_PATH, 0, 0)));
	close(told("tmpfile", opened(ring, AT_FDCWD, "a", O_TMPFILE | O_RDWR, 0600, 0)));
	close(told("worker", opened(ring, AT_FDCWD, "a/c", O_RDONLY, 0, IOSQE_ASYNC)));
	told("worker-missing", opened(ring, AT_FDCWD, "a/none", O_RDONLY, 0, IOSQE_ASYNC));
}

/* The kernel has its own copy of the path from the moment when it took the request. */
static void rewritten_case(struct ring *ring)
{
	char path[] = "a/no-first";

	ask(ring, AT_FDCWD, path, O_RDONLY, 0, IOSQE_ASYNC);
	must(ring_enter(ring, 1, 0) >= 0, "enter");
	strcpy(path, "a/no-other");
	told("rewritten", ring_answer(ring, NULL));
}

/* A worker waits in it until somebody writes. */
static void waiting_case(struct ring *ring)
{
	long taken;
	int writer;

	must(!mkfifo("fifo", 0600), "mkfifo");
	ask(ring, AT_FDCWD, "fifo", O_RDONLY, 0, IOSQE_ASYNC);
	must(ring_enter(ring, 1, 0) >= 0, "enter");
	taken = now();
	usleep(20000);
	printf("waited %d %ld\n", getpid(), now() - taken);
	fflush(stdout);
	writer = open("fifo", O_WRONLY);
	must(writer >= 0, "fifo");
	close(told("waited-in", ring_answer(ring, NULL)));
	close(writer);
}

/* No descriptor: only the ring knows the file. */
static void own_table_case(struct ring *ring)
{
	int places[2] = { -1, -1 };
	struct io_uring_sqe *sqe;

	must(!syscall(SYS_io_uring_register, ring->fd, IORING_REGISTER_FILES, places, 2), "register");
	sqe = ring_next(ring);
	sqe->opcode = IORING_OP_OPENAT;
	sqe->fd = AT_FDCWD;
	sqe->addr = (uintptr_t)"a/c";
	sqe->open_flags = O_RDONLY;
	sqe->file_index = 2;
	ring_put(ring);
	must(ring_enter(ring, 1, 1) >= 0, "enter");
	must(ring_answer(ring, NULL) == 0, "into the ring's table");
	told("own-table", -ENOENT);
}

static void many(struct ring *ring, long rounds)
{
	long opened = 0, failed = 0, asked = 0;
	int result;

	while (asked < rounds) {
		unsigned batch = rounds - asked < AT_A_TIME ? rounds - asked : AT_A_TIME;

		for (unsigned i = 0; i < batch; i++, asked++)
			ask(ring, AT_FDCWD, asked % 3 ? "a/c" : "a/nowhere", O_RDONLY | O_NOCTTY, 0,
			    asked % 5 ? 0 : IOSQE_ASYNC);
		must(ring_enter(ring, batch, batch) >= 0, "enter");
		for (unsigned i = 0; i < batch; i++) {
			result = ring_answer(ring, NULL);
			if (result >= 0)
				close(result);
			*(result >= 0 ? &opened : &failed) += 1;
		}
	}
	printf("many %d %ld %ld\n", getpid(), opened, failed);
	fflush(stdout);
}

static void in_child(void (*work)(void))
{
	pid_t child = fork();
	int status;

	if (!child) {
		work();
		_exit(0);
	}
	must(waitpid(child, &status, 0) == child && !status, "a child");
}

static void by_poller(void)
{
	struct ring ring;

	must(!ring_begin(&ring, IORING_SETUP_SQPOLL), "a polled ring");
	close(told("poller", opened(&ring, AT_FDCWD, "a/c", O_RDONLY, 0, 0)));
	told("poller-missing", opened(&ring, AT_FDCWD, "a/none", O_RDONLY, 0, 0));
}

static void deferred(void)
{
	struct ring ring;

	must(!ring_begin(&ring, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN), "a deferred ring");
	close(told("deferred", opened(&ring, AT_FDCWD, "a/c", O_RDONLY, 0, IOSQE_ASYNC)));
}

static void at_once(void)
{
	struct ring ring;

	must(!ring_begin(&ring, 0), "a ring");
	told("at-once", opened(&ring, AT_FDCWD, "a/c", O_RDONLY, 0, 0));
}

static void in_chroot(void)
{
	struct ring ring;

	must(!ring_begin(&ring, 0), "a ring");
	must(!chroot("a") && !chdir("/"), "chroot");
	/* No /proc in there: what it would say is known. */
	told("chroot", opened(&ring, AT_FDCWD, "c", O_RDONLY, 0, 0));
	told("chroot-missing", opened(&ring, AT_FDCWD, "none", O_RDONLY, 0, IOSQE_ASYNC));
}

int main(int argc, char **argv)
{
	struct ring ring;

	if (argc < 3 || !realpath(argv[1], folder) || chdir(folder))
		return 64;
	must(!ring_begin(&ring, 0), "io_uring");
	must(!mkdir("a", 0755) && !symlink("a/c", "link"), "a folder");
	plain_cases(&ring);
	rewritten_case(&ring);
	waiting_case(&ring);
	own_table_case(&ring);
	in_child(by_poller);
	in_child(deferred);
	for (int i = 0; i < 20; i++)
		in_child(at_once);
	if (argc > 3)
		in_child(in_chroot);
	many(&ring, atol(argv[2]));
	return 0;
}
