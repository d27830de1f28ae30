// SPDX-License-Identifier: Apache-2.0
/*
 * Started by root: runs a command as an ordinary user, and the helper as root whenever that user's engine knocks.
 *
 *   ringside-keeper UID HELPER COMMAND ARGS...
 *
 *     root   keeper ----- HELPER SIZE, descriptor 0 = what the knock brought
 *              | /run/ringside-XXXXXX/door    (root's folder; the socket is the user's alone)
 *     user   COMMAND ... engine ... ringside-knock
 *
 * A descriptor that is inherited would be simpler, but Electron closes those before the engine begins, and an
 * engine that was restarted needs a new helper. One helper at a time. Ends with the command's status.
 */
#define _GNU_SOURCE
#include "knock.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>

static char folder[] = "/run/ringside-XXXXXX";
static struct sockaddr_un door = { .sun_family = AF_UNIX };
static char helper_file[sizeof(folder) + sizeof("/helper")];

static void leave(int status)
{
	unlink(door.sun_path);
	unlink(helper_file);
	rmdir(folder);
	exit(status);
}

static void give_up(const char *what)
{
	fprintf(stderr, "ringside-keeper: %s: %s\n", what, strerror(errno));
	leave(71);
}

/* The folder stays root's, so nobody can put another socket in the door's place. */
static int open_door(uid_t uid)
{
	int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (listening < 0 || !mkdtemp(folder) || chmod(folder, 0711))
		give_up("no folder for the door");
	snprintf(door.sun_path, sizeof(door.sun_path), "%s/door", folder);
	snprintf(helper_file, sizeof(helper_file), "%s/helper", folder);
	umask(0177);
	if (bind(listening, (struct sockaddr *)&door, sizeof(door)) || chown(door.sun_path, uid, -1) ||
	    listen(listening, 4))
		give_up("no door");
	umask(022);
	return listening;
}

static int become(uid_t uid)
{
	struct passwd *user = getpwuid(uid);
	gid_t gid = user ? user->pw_gid : uid;

	if ((user ? initgroups(user->pw_name, gid) : setgroups(0, NULL)) || setresgid(gid, gid, gid) ||
	    setresuid(uid, uid, uid) || setuid(0) == 0)
		return -1;
	if (user) {
		setenv("HOME", user->pw_dir, 1);
		setenv("USER", user->pw_name, 1);
		setenv("LOGNAME", user->pw_name, 1);
	}
	return 0;
}

static pid_t start_command(uid_t uid, char **command)
{
	pid_t pid = fork();
	sigset_t none;

	if (pid)
		return pid;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (!become(uid) && !setenv("RINGSIDE_HELPER_SOCKET", door.sun_path, 1))
		execvp(command[0], command);
	fprintf(stderr, "ringside-keeper: %s: %s\n", command[0], strerror(errno));
	_exit(127);
}

/* The descriptor that the knock brings, or -1; `size` becomes its word. */
static int take_knock(int knock, uid_t uid, char *size)
{
	struct timeval patience = { .tv_sec = 2 };
	struct knock_message message;
	struct ucred peer;
	socklen_t length = sizeof(peer);
	int fd;

	if (getsockopt(knock, SOL_SOCKET, SO_PEERCRED, &peer, &length) || peer.uid != uid ||
	    setsockopt(knock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		return -1;
	fd = knock_receive(knock, &message);
	memcpy(size, message.size, SIZE_WORD);
	size[SIZE_WORD - 1] = 0;
	return fd;
}

/* The helper's pid stands in a file beside the door before the helper runs: the engine leaves it out of its figures. */
static pid_t start_helper(const char *path, char *size, int socket)
{
	char *const argv[] = { (char *)path, size, NULL }, *const nothing[] = { NULL };
	pid_t pid = fork();
	sigset_t none;
	FILE *file;

	if (pid)
		return pid;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	file = fopen(helper_file, "we");
	if (file) {
		fprintf(file, "%d\n", (int)getpid());
		fclose(file);
	}
	if (dup2(socket, 0) == 0)
		execve(path, argv, nothing);
	fprintf(stderr, "ringside-keeper: %s: %s\n", path, strerror(errno));
	_exit(127);
}

/* What a terminal sends goes to the whole group, so the command has it already. */
static void pass_on(const struct signalfd_siginfo *signal, pid_t command)
{
	if (signal->ssi_code != SI_KERNEL)
		kill(command, signal->ssi_signo);
}

int main(int argc, char **argv)
{
	char *end = "", size[SIZE_WORD];
	unsigned long uid = argc > 3 ? strtoul(argv[1], &end, 10) : 0;
	struct signalfd_siginfo signal;
	pid_t command, helper = 0, pid;
	int status, listening, signals, knock = -1, socket;
	sigset_t wanted;

	if (uid == 0 || uid >= UINT32_MAX || *end || geteuid() != 0) {
		fprintf(stderr, "ringside-keeper: as root: UID HELPER COMMAND ARGS...\n");
		return 64;
	}
	sigemptyset(&wanted);
	for (const int *one = (int[]){ SIGCHLD, SIGINT, SIGTERM, SIGHUP, 0 }; *one; one++)
		sigaddset(&wanted, *one);
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	signals = signalfd(-1, &wanted, SFD_CLOEXEC);
	listening = open_door(uid);
	command = start_command(uid, argv + 3);
	if (signals < 0 || command < 0)
		give_up("cannot begin");

	for (;;) {
		struct pollfd ready[] = { { signals, POLLIN, 0 }, { helper ? -1 : listening, POLLIN, 0 } };

		if (poll(ready, 2, -1) < 0 && errno != EINTR)
			give_up("cannot wait");
		if (ready[1].revents) {
			knock = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
			socket = knock < 0 ? -1 : take_knock(knock, uid, size);
			helper = socket < 0 ? 0 : start_helper(argv[2], size, socket);
			if (socket >= 0)
				close(socket);
			if (helper <= 0) {
				helper = 0;
				close(knock);
			}
		}
		if (!ready[0].revents || read(signals, &signal, sizeof(signal)) != sizeof(signal))
			continue;
		if (signal.ssi_signo != SIGCHLD)
			pass_on(&signal, command);
		while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
			if (pid == command)
				leave(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
			if (pid == helper) {
				send(knock, &status, sizeof(status), MSG_NOSIGNAL);
				close(knock);
				helper = 0;
			}
		}
	}
}
