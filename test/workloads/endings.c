// SPDX-License-Identifier: Apache-2.0
/*
 * Tasks that end in the ways in which a tracer loses count.
 *
 *   ringside-endings threads   32 threads end one by one while the leader sleeps in one poll
 *   ringside-endings group     the leader ends all while 32 threads are in pause
 *   ringside-endings killed    a child is killed by SIGKILL in its one nanosleep; {"pid":CHILD}
 *   ringside-endings waiting   a child of which a thread is killed by SIGTERM in its one epoll_wait; {"pid":CHILD}
 *   ringside-endings exec      a thread that is not the leader execs `true` while the leader and 32 others
 *                              are in pause
 *
 * Says {"pid":N} of the process that ended so, as one line.
 */
#define _GNU_SOURCE
#include "in-call.h"
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define THREADS 32
#define THREAD_CALLS 100

static int thread_ids[THREADS], started[2], go[2];

static void say(int pid)
{
	char text[32];
	int length = snprintf(text, sizeof(text), "{\"pid\":%d}\n", pid);

	if (write(1, text, length) != length)
		_exit(74);
}

static void start_threads(void *(*body)(void *))
{
	pthread_attr_t small;
	pthread_t thread;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
	for (long i = 0; i < THREADS; i++)
		if (pthread_create(&thread, &small, body, (void *)i))
			exit(71);
}

/* Makes its calls when `go` is closed, holds `started` until it ends. */
static void *counting_thread(void *unused)
{
	char nothing;

	(void)unused;
	if (read(go[0], &nothing, 1))
		exit(72);
	for (int i = 0; i < THREAD_CALLS; i++)
		syscall(SYS_getpgrp);
	syscall(SYS_exit, 0);
	return 0;
}

static int threads_end_while_the_leader_polls(void)
{
	struct pollfd nothing = { .fd = -1 };

	if (pipe(go))
		return 73;
	start_threads(counting_thread);
	say(getpid());
	close(go[1]);
	/* Asleep in one call for as long as they all need, and longer. */
	syscall(SYS_poll, &nothing, 1, 1000);
	return 0;
}

static void *pausing_thread(void *index)
{
	thread_ids[(long)index] = syscall(SYS_gettid);
	if (write(started[1], "", 1) != 1)
		exit(72);
	for (;;)
		syscall(SYS_pause);
}

static void start_pausing_threads(void)
{
	char nothing;

	if (pipe(started))
		exit(73);
	start_threads(pausing_thread);
	for (int i = 0; i < THREADS; i++)
		if (read(started[0], &nothing, 1) != 1)
			exit(72);
	for (int i = 0; i < THREADS; i++)
		wait_in_call(getpid(), thread_ids[i], SYS_pause);
}

static int the_leader_ends_all(void)
{
	start_pausing_threads();
	say(getpid());
	syscall(SYS_exit_group, 0);
	return 1;
}

static void *exec_thread(void *unused)
{
	static char *const argv[] = { "true", 0 }, *const environment[] = { 0 };

	(void)unused;
	wait_in_call(getpid(), getpid(), SYS_pause);
	execve("/bin/true", argv, environment);
	exit(72);
}

static int a_thread_execs(void)
{
	pthread_t thread;

	start_pausing_threads();
	say(getpid());
	pthread_create(&thread, 0, exec_thread, 0);
	for (;;)
		syscall(SYS_pause);
}

static int a_child_is_killed(int signal, long call)
{
	struct timespec long_time = { .tv_sec = 1000 };
	struct epoll_event event;
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (call == SYS_nanosleep)
			syscall(SYS_nanosleep, &long_time, 0);
		else
			syscall(SYS_epoll_wait, epoll_create1(0), &event, 1, -1);
		_exit(1);
	}
	wait_in_call(child, child, call);
	kill(child, signal);
	if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status) || WTERMSIG(status) != signal)
		return 72;
	say(child);
	return 0;
}

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";

	if (!strcmp(how, "threads"))
		return threads_end_while_the_leader_polls();
	if (!strcmp(how, "group"))
		return the_leader_ends_all();
	if (!strcmp(how, "exec"))
		return a_thread_execs();
	if (!strcmp(how, "killed"))
		return a_child_is_killed(SIGKILL, SYS_nanosleep);
	if (!strcmp(how, "waiting"))
		return a_child_is_killed(SIGTERM, SYS_epoll_wait);
	return 64;
}
