// SPDX-License-Identifier: Apache-2.0
/*
 * Makes known numbers of known calls, some failing, from several threads and through int $0x80, and says on
 * standard output how many of each: the oracle for what the tracer counts. Static, and of calls that neither
 * libc nor the loader makes, so that the numbers are exact.
 *
 *   ringside-known            one line of JSON: {"pid":N,"calls":{NAME:COUNT,...},"errors":{NAME:{ERRNO:COUNT}}}
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#define THREADS 3
#define MAIN_GETPPID 10000
#define THREAD_GETPGRP 20000
#define FAILED_CLOSE_RANGE 3000 /* EINVAL */
#define FAILED_DUP 500	  /* EBADF */
#define FAILED_CHDIR 700  /* ENOENT */
#define COMPAT_GETPID 4000
#define COMPAT_NICE 300 /* a call that only the 32-bit table has */
#define THREAD_FAILED_FCHDIR 400 /* EBADF */
#define COMPAT_FAILED_DUP 250	 /* EBADF */

#if defined(__x86_64__)
static long compat_call(long number, long argument)
{
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(argument) : "memory", "cc", "r8", "r9", "r10", "r11");
	return result;
}
#endif

static void *in_thread(void *unused)
{
	(void)unused;
	for (int i = 0; i < THREAD_GETPGRP; i++)
		syscall(SYS_getpgrp);
	for (int i = 0; i < THREAD_FAILED_FCHDIR; i++)
		syscall(SYS_fchdir, -1);
	return 0;
}

int main(void)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], 0, in_thread, 0);
	for (int i = 0; i < MAIN_GETPPID; i++)
		syscall(SYS_getppid);
	for (int i = 0; i < FAILED_CLOSE_RANGE; i++)
		syscall(SYS_close_range, 5, 4, 0); /* EINVAL: last before first */
	for (int i = 0; i < FAILED_DUP; i++)
		syscall(SYS_dup, 12345);
	for (int i = 0; i < FAILED_CHDIR; i++)
		syscall(SYS_chdir, "/there/is/no/such/directory");
#if defined(__x86_64__)
	for (int i = 0; i < COMPAT_GETPID; i++)
		compat_call(20, 0);
	for (int i = 0; i < COMPAT_NICE; i++)
		compat_call(34, 0);
	for (int i = 0; i < COMPAT_FAILED_DUP; i++)
		compat_call(41, 12345);
#endif
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], 0);
	printf("{\"pid\":%d,\"calls\":{\"getppid\":%d,\"getpgrp\":%d,\"close_range\":%d,\"dup\":%d,\"chdir\":%d,\"fchdir\":%d,"
	       "\"getpid@i386\":%d,\"nice@i386\":%d,\"dup@i386\":%d,\"exit_group\":1},",
	       (int)getpid(), MAIN_GETPPID, THREADS * THREAD_GETPGRP, FAILED_CLOSE_RANGE, FAILED_DUP, FAILED_CHDIR,
	       THREADS * THREAD_FAILED_FCHDIR, COMPAT_GETPID, COMPAT_NICE, COMPAT_FAILED_DUP);
	printf("\"errors\":{\"close_range\":{\"EINVAL\":%d},\"dup\":{\"EBADF\":%d},\"chdir\":{\"ENOENT\":%d},"
	       "\"fchdir\":{\"EBADF\":%d},\"dup@i386\":{\"EBADF\":%d}}}\n",
	       FAILED_CLOSE_RANGE, FAILED_DUP, FAILED_CHDIR, THREADS * THREAD_FAILED_FCHDIR, COMPAT_FAILED_DUP);
	return 0;
}
