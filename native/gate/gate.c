// SPDX-License-Identifier: Apache-2.0
/*
 * Becomes the command when told to. The engine needs the command's pid before its first instruction, so this
 * is started instead, waits for one byte on descriptor 3, and execs. If the engine goes away, it goes away.
 *
 *   ringside-gate DIRECTORY COMMAND ARGS...
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GATE_FD 3

/* execvp() says EACCES for a folder of PATH that one may not enter, where a shell says that nothing was found. */
static int why_not_started(const char *command, int error)
{
	char path[4096], *folders, *folder, *rest = NULL;

	if (error != EACCES || strchr(command, '/') || !getenv("PATH"))
		return error;
	folders = strdup(getenv("PATH"));
	for (folder = folders ? strtok_r(folders, ":", &rest) : NULL; folder; folder = strtok_r(NULL, ":", &rest)) {
		snprintf(path, sizeof(path), "%s/%s", folder, command);
		if (!access(path, F_OK))
			return error;
	}
	return folders ? ENOENT : error;
}

int main(int argc, char **argv)
{
	char open = 0;
	int error;

	if (argc < 3)
		return 64;
	fcntl(GATE_FD, F_SETFD, FD_CLOEXEC);
	while (read(GATE_FD, &open, 1) < 0 && errno == EINTR)
		;
	if (open != 'g')
		return 125;
	if (chdir(argv[1]))
		fprintf(stderr, "ringside: cannot enter %s: %s\n", argv[1], strerror(errno));
	execvp(argv[2], argv + 2);
	error = why_not_started(argv[2], errno);
	fprintf(stderr, "ringside: cannot start %s: %s\n", argv[2], strerror(error));
	return error == ENOENT ? 127 : 126;
}
