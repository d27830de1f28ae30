// SPDX-License-Identifier: Apache-2.0
/*
 * Children that touch a known number of pages, each in one way; of each it says what wait4() says of its faults:
 *
 *   ringside-touches FILE          a file of PAGES pages is made there
 *       "child WAY PID PAGES MINOR MAJOR" a child; then "waits PID", whose faults /proc tells, until it is killed
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 300
#define THREADS 4

static const char *file_name;

static void fail(const char *what)
{
	perror(what);
	exit(66);
}

/* Single pages: a huge one would be one fault. */
static char *fresh(long pages, int fd, int flags)
{
	char *memory = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (memory == MAP_FAILED)
		fail("mmap");
	if (fd < 0 && madvise(memory, pages * PAGE, MADV_NOHUGEPAGE))
		fail("madvise");
	return memory;
}

static void write_each(char *memory, long pages)
{
	for (long page = 0; page < pages; page++)
		((volatile char *)memory)[page * PAGE] = 1;
}

static void written(long pages)
{
	write_each(fresh(pages, -1, MAP_PRIVATE | MAP_ANONYMOUS), pages);
}

static void shared(long pages)
{
	write_each(fresh(pages, -1, MAP_SHARED | MAP_ANONYMOUS), pages);
}

static void copied(long pages)
{
	int zero = open("/dev/zero", O_RDONLY);

	if (zero < 0 || read(zero, fresh(pages, -1, MAP_PRIVATE | MAP_ANONYMOUS), pages * PAGE) != pages * PAGE)
		fail("/dev/zero");
}

/* From the disk, one by one: nothing is read ahead of a mapping that is said to be read at random. */
static void read_back(long pages)
{
	int fd = open(file_name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	static char page[PAGE];
	char *memory;

	for (long i = 0; i < pages; i++)
		if (write(fd, page, PAGE) != PAGE)
			fail(file_name);
	if (fsync(fd) || posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED))
		fail("fsync");
	memory = fresh(pages, fd, MAP_SHARED);
	if (madvise(memory, pages * PAGE, MADV_RANDOM))
		fail("madvise");
	for (long i = 0; i < pages; i++)
		page[0] += ((volatile char *)memory)[i * PAGE];
}

static void *in_thread(void *pages)
{
	written((long)pages);
	return NULL;
}

static void threads(long pages)
{
	pthread_t thread[THREADS];

	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&thread[i], NULL, in_thread, (void *)pages))
			fail("thread");
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
}

static void child(const char *way, void (*touch)(long), long pages)
{
	struct rusage usage;
	pid_t pid = fork();
	int status;

	if (!pid) {
		touch(pages);
		_exit(0);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status)
		fail(way);
	printf("child %s %d %ld %ld %ld\n", way, pid, pages, usage.ru_minflt, usage.ru_majflt);
}

int main(int argc, char **argv)
{
	pid_t pid;

	if (argc != 2)
		return 64;
	file_name = argv[1];
	for (long pages = PAGES; pages <= 2 * PAGES; pages += PAGES) {
		child("written", written, pages);
		child("shared", shared, pages);
		child("copied", copied, pages);
		child("read_back", read_back, pages);
		child("threads", threads, pages);
	}
	fflush(stdout);
	pid = fork();
	if (!pid) {
		threads(PAGES);
		printf("waits %d\n", getpid());
		fflush(stdout);
		for (;;)
			pause();
	}
	waitpid(pid, NULL, 0);
	return 0;
}
