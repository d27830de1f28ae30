// SPDX-License-Identifier: Apache-2.0
/*
 * A child whose calls are interrupted a known number of times, each time only when it sleeps in the call; says
 * how often it entered each, and how often it was told EINTR by a call that has no other name for it:
 *
 *   ringside-interrupted     {"pid":CHILD,"calls":{NAME:ENTERED,...},"told_eintr":{NAME:COUNT,...}}
 *
 *   read              handler with SA_RESTART: made again by the kernel
 *   readv             handler without: the program is told EINTR and makes it again itself
 *   nanosleep         never made again after a handler, whatever its flags
 *   clock_nanosleep   stopped and continued, no handler: goes on as restart_syscall
 *   epoll_wait        EINTR from the kernel itself
 */
#define _GNU_SOURCE
#include "in-call.h"
#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#define TIMES 20

static const struct timespec long_time = { .tv_sec = 1000 };

/* Shared with the parent by pipes: a byte a handler run. */
static int handled[2], data[2];

static void on_signal(int unused)
{
	(void)unused;
	if (syscall(SYS_write, handled[1], "h", 1) != 1)
		_exit(72);
}

static void handle(int flags)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = flags };

	sigaction(SIGUSR1, &action, 0);
}

/* Makes one call until it was not interrupted, or TIMES times; returns how often it was told EINTR. */
static int until(long number, long a, long b, long c, long d)
{
	int told = 0;

	for (;;) {
		if (syscall(number, a, b, c, d) >= 0)
			return told;
		if (errno != EINTR)
			_exit(73);
		if (++told == TIMES && number != SYS_readv)
			return told;
	}
}

static void child(void)
{
	struct epoll_event event;
	char byte;
	struct iovec part = { &byte, 1 };
	int told[4];

	handle(SA_RESTART);
	told[0] = until(SYS_read, data[0], (long)&byte, 1, 0);
	handle(0);
	told[1] = until(SYS_readv, data[0], (long)&part, 1, 0);
	handle(SA_RESTART);
	told[2] = until(SYS_nanosleep, (long)&long_time, 0, 0, 0);
	told[3] = until(SYS_epoll_wait, epoll_create1(0), (long)&event, 1, -1);
	if (told[0] != 0 || told[1] != TIMES || told[2] != TIMES || told[3] != TIMES)
		_exit(74);
	/* Ends by the parent's SIGKILL, after it was stopped and continued. */
	syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &long_time, 0);
	_exit(75);
}

static void interrupt(pid_t pid, long number)
{
	char byte;

	for (int i = 0; i < TIMES; i++) {
		wait_in_call(pid, pid, number);
		kill(pid, SIGUSR1);
		if (read(handled[0], &byte, 1) != 1)
			exit(72);
	}
}

int main(void)
{
	int status;
	pid_t pid;

	if (pipe(handled) || pipe(data))
		return 71;
	pid = fork();
	if (pid == 0)
		child();
	interrupt(pid, SYS_read);
	wait_in_call(pid, pid, SYS_read);
	if (write(data[1], "d", 1) != 1)
		return 72;
	interrupt(pid, SYS_readv);
	wait_in_call(pid, pid, SYS_readv);
	if (write(data[1], "d", 1) != 1)
		return 72;
	interrupt(pid, SYS_nanosleep);
	interrupt(pid, SYS_epoll_wait);
	wait_in_call(pid, pid, SYS_clock_nanosleep);
	for (int i = 0; i < TIMES; i++) {
		kill(pid, SIGSTOP);
		wait_stopped(pid);
		kill(pid, SIGCONT);
		/* A stopped task still shows the call that it was stopped in: first it has to sleep again. */
		wait_state(pid, "S");
		wait_in_call(pid, pid, SYS_restart_syscall);
	}
	kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) {
		fprintf(stderr, "the child ended with %x\n", status);
		return 73;
	}
	printf("{\"pid\":%d,\"calls\":{\"read\":%d,\"readv\":%d,\"nanosleep\":%d,\"epoll_wait\":%d,\"clock_nanosleep\":1,"
	       "\"restart_syscall\":%d,\"rt_sigreturn\":%d},\"told_eintr\":{\"readv\":%d,\"nanosleep\":%d,\"epoll_wait\":%d}}\n",
	       (int)pid, TIMES + 1, TIMES + 1, TIMES, TIMES, TIMES, 4 * TIMES, TIMES, TIMES, TIMES);
	return 0;
}
