// SPDX-License-Identifier: Apache-2.0
/*
 * A process that becomes another user in the middle. Run as root, with the user as its argument; says
 * {"pid":N,"before":CALLS,"after":CALLS} of getpgrp.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BEFORE 700
#define AFTER 300

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	for (int i = 0; i < BEFORE; i++)
		syscall(SYS_getpgrp);
	if (setuid(atoi(argv[1])))
		return 71;
	for (int i = 0; i < AFTER; i++)
		syscall(SYS_getpgrp);
	printf("{\"pid\":%d,\"before\":%d,\"after\":%d}\n", (int)getpid(), BEFORE, AFTER);
	return 0;
}
