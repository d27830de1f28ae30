// SPDX-License-Identifier: Apache-2.0
/*
 * Reads and writes files, pipes, sockets and what is none of them in all the ways that there are, short and failing ones
 * too, from two threads, and says of each file what it did: the oracle for what is counted by file. Static, so that
 * nothing else reads.
 *
 *   ringside-file-io FOLDER
 *       one line of JSON: {"pid":N,"output":KIND,"waited_ns":N,"files":{PATH:[READS,WRITES,BYTES_READ,BYTES_WRITTEN,FAILED,NS]}}
 *       NS: by its own clock, from before each call to after it. `waited_ns`: at least so long the longest read of a
 *       pipe took. The line itself is one more write, to `output`.
 */
#define _GNU_SOURCE
#include "in-call.h"
#include <errno.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#define FILES_MOST 32
#define ROUNDS 50
#define BAD ((void *)8)
#define NOWHERE 4321 /* a descriptor of nothing */

struct counts {
	char path[2048];
	long reads, writes, bytes_read, bytes_written, failed, ns;
};

static struct counts all[FILES_MOST];
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_BOOTTIME, &time);
	return time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct counts *counts_of(const char *path)
{
	struct counts *one = all;

	while (*one->path && strcmp(one->path, path))
		one++;
	strcpy(one->path, path);
	return one;
}

static ssize_t count(const char *from, const char *to, ssize_t got, long ns)
{
	struct counts *one;

	pthread_mutex_lock(&counting);
	if (from) {
		one = counts_of(from);
		one->reads++;
		one->bytes_read += got > 0 ? got : 0;
		one->failed += got < 0;
		one->ns += ns;
	}
	if (to) {
		one = counts_of(to);
		one->writes++;
		one->bytes_written += got > 0 ? got : 0;
		one->failed += got < 0;
		one->ns += ns;
	}
	pthread_mutex_unlock(&counting);
	return got;
}

/* Does a call that reads FROM and writes TO, paths or 0, and ends the program where it does not return what it must. */
#define DO(from, to, must, call)                                                                                \
	({                                                                                                      \
		long begun = now();                                                                             \
		ssize_t got = (call);                                                                           \
		long ended = now();                                                                             \
		ssize_t is = got < 0 ? -errno : got;                                                            \
		if (is != (must)) {                                                                             \
			fprintf(stderr, "line %d: %s is %zd\n", __LINE__, #call, is);                           \
			exit(70);                                                                               \
		}                                                                                               \
		count(from, to, got, ended - begun);                                                            \
	})

/* Not by stdio, which reads and writes as it likes. */
static int made(char *path, const char *name, int index)
{
	sprintf(path, "%s/%s-%d", folder, name, index);
	return open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

static void one_file(int index)
{
	char path[256], text[4096] = { 0 };
	struct iovec parts[3] = { { text, 100 }, { text + 100, 200 }, { text + 300, 300 } };
	int file = made(path, "file", index), only;

	for (int i = 0; i < ROUNDS; i++) {
		lseek(file, 0, SEEK_SET);
		DO(0, path, 1000, write(file, text, 1000));
		DO(0, path, 500, pwrite(file, text, 500, 1000));
		DO(0, path, 600, writev(file, parts, 3));
		DO(0, path, 600, pwritev(file, parts, 3, 1000));
		DO(0, path, 300, pwritev2(file, parts, 2, 1600, RWF_DSYNC));
		DO(path, 0, 300, read(file, text, sizeof(text)));
		DO(path, 0, 0, read(file, text, sizeof(text)));
		DO(path, 0, 10, pread(file, text, 10, 0));
		DO(path, 0, 400, preadv(file, parts, 3, 1500));
		DO(path, 0, 600, preadv2(file, parts, 3, 0, 0));
		DO(path, 0, 0, readv(file, parts, 3));
	}
	lseek(file, 0, SEEK_SET);
	DO(path, 0, -EFAULT, read(file, BAD, 10));
	DO(0, path, -EFAULT, write(file, BAD, 10));
	DO(path, 0, -EINVAL, pread(file, text, 10, -5));
	only = open(path, O_WRONLY | O_CLOEXEC);
	DO(path, 0, -EBADF, read(only, text, 10));
	DO("(no open file)", 0, -EBADF, read(NOWHERE, text, 10));
	DO(0, "(no open file)", -EBADF, write(-1, text, 10));
	close(only);
	unlink(path);
	strcat(path, " (deleted)");
	for (int i = 0; i < ROUNDS; i++)
		DO(path, 0, 7, pread(file, text, 7, 0));
	close(file);
	/* Another file by the same name: no mark is left upon it. */
	file = made(path, "file", index);
	DO(0, path, 12, write(file, text, 12));
	close(file);
}

static void without_path(void)
{
	char text[1000] = { 0 };
	int pipes[2], sockets[2], event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), zero = open("/dev/zero", O_RDONLY);
	int memory = memfd_create("ringside", MFD_CLOEXEC), terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK);

	if (pipe2(pipes, O_NONBLOCK | O_CLOEXEC) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets))
		exit(71);
	DO("(pipes)", 0, -EAGAIN, read(pipes[0], text, 10));
	DO(0, "(pipes)", 1000, write(pipes[1], text, 1000));
	DO("(pipes)", 0, 900, read(pipes[0], text, 900));
	DO("(pipes)", 0, 100, read(pipes[0], text, 900));
	DO("(sockets)", 0, -EAGAIN, read(sockets[0], text, 10));
	DO(0, "(sockets)", 300, write(sockets[1], text, 300));
	DO("(sockets)", 0, 300, read(sockets[0], text, 1000));
	DO("(eventfd, timers and their like)", 0, -EAGAIN, read(event, text, 8));
	text[0] = 1;
	DO(0, "(eventfd, timers and their like)", 8, write(event, text, 8));
	DO("(eventfd, timers and their like)", 0, 8, read(event, text, 8));
	DO("(terminals)", 0, -EAGAIN, read(terminal, text, 10));
	DO("/dev/zero", 0, 1000, read(zero, text, 1000));
	DO(0, "/memfd:ringside", 1000, write(memory, text, 1000));
	DO("/memfd:ringside", 0, 1000, pread(memory, text, 1000, 0));
	for (int i = 0; i < 2; i++) {
		close(pipes[i]);
		close(sockets[i]);
	}
	close(event);
	close(zero);
	close(memory);
	close(terminal);
}

/* From file to file by the kernel alone. */
static void copied(int index)
{
	char from_path[256], to_path[256], text[1000] = { 0 };
	int from = made(from_path, "from", index), to = made(to_path, "to", index), pipes[2], empty[2];
	loff_t at;
	off_t sent;

	if (pipe2(pipes, O_CLOEXEC) || pipe2(empty, O_CLOEXEC | O_NONBLOCK))
		exit(71);
	DO(0, from_path, 1000, write(from, text, 1000));
	for (int i = 0; i < ROUNDS; i++) {
		sent = at = 0;
		DO(from_path, to_path, 1000, sendfile(to, from, &sent, 5000));
		DO(from_path, to_path, 1000, copy_file_range(from, &at, to, 0, 5000, 0));
		at = 400;
		DO(from_path, "(pipes)", 600, splice(from, &at, pipes[1], 0, 5000, 0));
		DO("(pipes)", to_path, 600, splice(pipes[0], 0, to, 0, 600, 0));
	}
	DO("(pipes)", to_path, -EAGAIN, splice(empty[0], 0, to, 0, 600, SPLICE_F_NONBLOCK));
	DO("(no open file)", to_path, -EBADF, sendfile(to, NOWHERE, 0, 10));
	DO(from_path, "(no open file)", -EBADF, copy_file_range(from, 0, NOWHERE, 0, 10, 0));
	for (int i = 0; i < 2; i++) {
		close(pipes[i]);
		close(empty[i]);
	}
	close(from);
	close(to);
}

/* A path of more bytes than are kept. */
static void long_path(void)
{
	char path[2048], text[10] = { 0 };
	int file;

	strcpy(path, folder);
	for (int i = 0; i < 3; i++) {
		sprintf(path + strlen(path), "/%0*d", 200, i);
		mkdir(path, 0700);
	}
	strcat(path, "/file");
	file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	DO(0, path, 10, write(file, text, 10));
	close(file);
}

#if defined(__i386__) || defined(__x86_64__)
static long compat_call(long number, long a, long b, long c)
{
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c)
			 : "memory", "cc", "r8", "r9", "r10", "r11");
	return (int)result;
}

/* The same calls by the table of 32 bits, where read is 3 and write 4. */
static void compat(void)
{
	char path[256], *text = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	int file = made(path, "compat", 0);

	DO(0, path, 70, compat_call(4, file, (long)text, 70));
	DO(path, 0, 0, compat_call(3, file, (long)text, 70));
	/* Restarts and errors are told below zero, not by errno. */
	count(0, path, compat_call(4, file, 8, 70), 0);
	close(file);
}
#endif

struct waiting {
	int pipe;
	pid_t tid;
};

static void *waiting_reader(void *of)
{
	struct waiting *waiting = of;
	char text[10];

	__atomic_store_n(&waiting->tid, gettid(), __ATOMIC_RELEASE);
	DO("(pipes)", 0, 10, read(waiting->pipe, text, 10));
	return 0;
}

/* Returns how long the other thread was seen to sleep in its read. */
static long waited(void)
{
	const struct timespec while_ms = { .tv_nsec = 20000000 };
	struct waiting waiting = { 0 };
	pthread_t thread;
	long begun, ns;
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC))
		exit(71);
	waiting.pipe = pipes[0];
	pthread_create(&thread, 0, waiting_reader, &waiting);
	while (!__atomic_load_n(&waiting.tid, __ATOMIC_ACQUIRE))
		nanosleep(&one_ms, 0);
	wait_in_call(getpid(), waiting.tid, SYS_read);
	begun = now();
	nanosleep(&while_ms, 0);
	ns = now() - begun;
	DO(0, "(pipes)", 10, write(pipes[1], "0123456789", 10));
	pthread_join(thread, 0);
	return ns;
}

static void *everything(void *index)
{
	one_file((long)index);
	without_path();
	copied((long)index);
	return 0;
}

int main(int argc, char **argv)
{
	static char line[FILES_MOST * 2200];
	struct stat output;
	pthread_t thread;
	long ns;
	char *end = line;

	if (argc != 2 || fstat(1, &output))
		return 64;
	folder = argv[1];
	pthread_create(&thread, 0, everything, (void *)1);
	everything(0);
	pthread_join(thread, 0);
	long_path();
#if defined(__i386__) || defined(__x86_64__)
	compat();
#endif
	ns = waited();
	end += sprintf(end, "{\"pid\":%d,\"output\":\"%s\",\"waited_ns\":%ld,\"files\":{", (int)getpid(),
		       S_ISFIFO(output.st_mode) ? "(pipes)" : S_ISSOCK(output.st_mode) ? "(sockets)" : "(other)", ns);
	for (struct counts *one = all; *one->path; one++)
		end += sprintf(end, "%s\"%s\":[%ld,%ld,%ld,%ld,%ld,%ld]", one == all ? "" : ",", one->path, one->reads,
			       one->writes, one->bytes_read, one->bytes_written, one->failed, one->ns);
	end += sprintf(end, "}}\n");
	return write(1, line, end - line) != end - line;
}
