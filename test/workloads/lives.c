// SPDX-License-Identifier: Apache-2.0
/*
 * Processes that begin and end in known ways, and say themselves how:
 *
 *   lives ends              children that end by each status and signal: "end PID WAIT-STATUS"
 *   lives usage             children that use memory and CPU, in threads too: "own PID NS" before they end, and
 *                           "rusage PID MAXRSS-KIB USER-US SYSTEM-US" as wait4() says
 *   lives at-once N         N children that end at once: "child PID"
 *   lives thread-exec       a thread, not the first, becomes /bin/true: "thread PID TID"
 *   lives signals N         N signals each of some kinds, counted where they arrive: "sent PID RECEIVER SIGNAL N",
 *                           "got PID SIGNAL N"
 *   lives names             names of itself: "name PID OLD NEW"
 *   lives threads N         N threads, one after the other: "threads PID N"
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	_exit(99);
}

static pid_t begin(void)
{
	pid_t pid = fork();

	if (pid < 0)
		fail("fork");
	return pid;
}

static unsigned long own_cpu(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return time.tv_sec * 1000000000ul + time.tv_nsec;
}

static void tell_end(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		fail("waitpid");
	printf("end %d %d\n", pid, status);
}

static void ends(void)
{
	static const int statuses[] = { 0, 1, 42, 127, 255 };

	for (unsigned i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		pid_t pid = begin();

		if (!pid)
			_exit(statuses[i]);
		tell_end(pid);
	}
	for (int signal = 1; signal < 65; signal++) {
		pid_t pid;

		/* Kept by libc; and those that end nobody. */
		if (signal == 32 || signal == 33 || signal == SIGCHLD || signal == SIGCONT || signal == SIGSTOP ||
		    signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU || signal == SIGURG || signal == SIGWINCH)
			continue;
		pid = begin();
		if (!pid) {
			kill(getpid(), signal);
			_exit(98);
		}
		tell_end(pid);
	}
	for (int fault = 0; fault < 2; fault++) {
		pid_t pid = begin();

		if (!pid && fault)
			__builtin_trap();
		if (!pid)
			*(volatile int *)8 = 1;
		tell_end(pid);
	}
}

static void *burn(void *ms)
{
	struct timespec now;

	do
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < (long)ms);
	return 0;
}

static void use(long kib, long ms, int threads)
{
	char *memory = malloc(kib * 1024);
	pthread_t thread[8];

	memset(memory, 1, kib * 1024);
	/* Or the compiler leaves out what nobody reads. */
	__asm__ volatile("" : : "r"(memory) : "memory");
	for (int i = 0; i < threads; i++)
		pthread_create(&thread[i], 0, burn, (void *)ms);
	burn((void *)ms);
	for (int i = 0; i < threads; i++)
		pthread_join(thread[i], 0);
	printf("own %d %lu\n", getpid(), own_cpu());
	fflush(stdout);
	_exit(0);
}

static void usage(void)
{
	static const struct {
		long kib, ms;
		int threads;
	} uses[] = { { 16, 0, 0 }, { 40000, 0, 0 }, { 64, 25, 0 }, { 64, 10, 3 }, { 16, 0, 0 }, { 9000, 2, 8 } };

	for (unsigned i = 0; i < sizeof(uses) / sizeof(*uses); i++) {
		struct rusage usage;
		pid_t pid;
		int status;

		fflush(stdout);
		pid = begin();
		if (!pid)
			use(uses[i].kib, uses[i].ms, uses[i].threads);
		if (wait4(pid, &status, 0, &usage) != pid)
			fail("wait4");
		printf("rusage %d %ld %ld %ld\n", pid, usage.ru_maxrss,
		       usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec,
		       usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec);
	}
}

static void at_once(int count)
{
	for (int i = 0; i < count; i++) {
		pid_t pid = begin();

		if (!pid)
			_exit(0);
		if (waitpid(pid, 0, 0) != pid)
			fail("waitpid");
		printf("child %d\n", pid);
	}
}

static void *become_true(void *unused)
{
	(void)unused;
	printf("thread %d %ld\n", getpid(), syscall(SYS_gettid));
	fflush(stdout);
	execl("/bin/true", "true", "of a thread", (char *)0);
	fail("execl");
	return 0;
}

static void thread_exec(void)
{
	pid_t pid;

	fflush(stdout);
	pid = begin();
	if (!pid) {
		pthread_t thread;

		pthread_create(&thread, 0, become_true, 0);
		for (;;)
			pause();
	}
	tell_end(pid);
}

static volatile sig_atomic_t got[65];

static void count(int signal)
{
	got[signal]++;
}

/* Each waits for its arrival: signals of one number that are pending are one. */
static void signals(int rounds)
{
	static const int kinds[] = { SIGUSR1, SIGUSR2, SIGHUP, 40 };
	sigset_t blocked, before;
	int arrived[2];
	pid_t pid;

	if (pipe(arrived))
		fail("pipe");
	sigfillset(&blocked);
	sigprocmask(SIG_BLOCK, &blocked, &before);
	pid = begin();
	if (!pid) {
		struct sigaction action = { .sa_handler = count };

		sigfillset(&action.sa_mask);
		sigemptyset(&blocked);
		sigaddset(&blocked, SIGTERM);
		for (unsigned i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			sigaction(kinds[i], &action, 0);
		sigaction(SIGTERM, &action, 0);
		while (!got[SIGTERM]) {
			int all = 0;

			sigsuspend(&before);
			for (int i = 0; i < 65; i++)
				all += got[i];
			if (write(arrived[1], &all, sizeof(all)) < 0)
				fail("write");
		}
		for (int i = 1; i < 65; i++)
			if (got[i])
				printf("got %d %d %d\n", getpid(), i, got[i]);
		fflush(stdout);
		_exit(0);
	}
	for (unsigned kind = 0; kind < sizeof(kinds) / sizeof(*kinds); kind++) {
		for (int i = 0; i < rounds; i++) {
			int all;

			if (kind == 0)
				kill(pid, kinds[kind]);
			else if (kind == 1)
				syscall(SYS_tgkill, pid, pid, kinds[kind]);
			else
				sigqueue(pid, kinds[kind], (union sigval){ .sival_int = i });
			if (read(arrived[0], &all, sizeof(all)) < 0)
				fail("read");
		}
		printf("sent %d %d %d %d\n", getpid(), pid, kinds[kind], rounds);
	}
	printf("sent %d %d %d 1\n", getpid(), pid, SIGTERM);
	fflush(stdout);
	kill(pid, SIGTERM);
	waitpid(pid, 0, 0);
}

static void names(void)
{
	static const char *const all[] = { "another", "one with spaces", "caf\xe9", "" };
	char old[16];

	for (unsigned i = 0; i < sizeof(all) / sizeof(*all); i++) {
		prctl(PR_GET_NAME, old);
		prctl(PR_SET_NAME, all[i]);
		printf("name %d", getpid());
		for (int which = 0; which < 2; which++) {
			const char *name = which ? all[i] : old;

			printf(" ");
			for (; *name; name++)
				printf("%02x", *name & 0xff);
		}
		printf("\n");
	}
}

static void *end_at_once(void *unused)
{
	return unused;
}

static void threads(int count)
{
	for (int i = 0; i < count; i++) {
		pthread_t thread;

		pthread_create(&thread, 0, end_at_once, 0);
		pthread_join(thread, 0);
	}
	printf("threads %d %d\n", getpid(), count);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int number = argc > 2 ? atoi(argv[2]) : 0;
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	/* A line must not be printed by a child once more. */
	setvbuf(stdout, 0, _IOLBF, 0);
	if (!strcmp(what, "ends"))
		ends();
	else if (!strcmp(what, "usage"))
		usage();
	else if (!strcmp(what, "at-once"))
		at_once(number);
	else if (!strcmp(what, "thread-exec"))
		thread_exec();
	else if (!strcmp(what, "signals"))
		signals(number);
	else if (!strcmp(what, "names"))
		names();
	else if (!strcmp(what, "threads"))
		threads(number);
	else
		return 2;
	fflush(stdout);
	return 0;
}
