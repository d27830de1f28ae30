// SPDX-License-Identifier: Apache-2.0
/*
 * ringside-knock DOOR SIZE: hands descriptor 0, the helper's end of the engine's socket, to the keeper behind DOOR, and
 * ends as the helper ends. So the engine starts a helper behind a keeper as it starts any other: as a child with
 * the socket as its descriptor 0, whose status says why it ended.
 */
#define _GNU_SOURCE
#include "knock.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static int give_up(const char *what)
{
	fprintf(stderr, "ringside-knock: %s: %s\n", what, strerror(errno));
	return 71;
}

int main(int argc, char **argv)
{
	struct sockaddr_un door = { .sun_family = AF_UNIX };
	struct knock_message message = { { 0 } };
	struct ucred keeper;
	socklen_t length = sizeof(keeper);
	int status, keeping = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (argc != 3 || strlen(argv[1]) >= sizeof(door.sun_path) || strlen(argv[2]) >= SIZE_WORD) {
		fprintf(stderr, "ringside-knock: DOOR SIZE\n");
		return 64;
	}
	strcpy(door.sun_path, argv[1]);
	strcpy(message.size, argv[2]);
	if (keeping < 0 || connect(keeping, (struct sockaddr *)&door, sizeof(door)))
		return give_up("nobody keeps the door");
	/* Whoever else answers there would get the engine's socket, and could show it anything. */
	if (getsockopt(keeping, SOL_SOCKET, SO_PEERCRED, &keeper, &length) || keeper.uid != 0) {
		errno = EPERM;
		return give_up("the door is not kept by root");
	}
	if (knock_send(keeping, &message, 0))
		return give_up("the keeper does not take it");
	/* Held on to, the socket would stay open after the helper's end. */
	close(0);
	if (recv(keeping, &status, sizeof(status), MSG_WAITALL) != sizeof(status))
		return 71;
	if (WIFSIGNALED(status)) {
		prctl(PR_SET_DUMPABLE, 0);
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	return WEXITSTATUS(status);
}
