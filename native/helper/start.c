// SPDX-License-Identifier: Apache-2.0
/*
 * Who started us, and how. Nothing that the caller controls is used beyond one word of a fixed list and the
 * socket on descriptor 0: no environment, no directory, no further descriptor, no path.
 */
#define _GNU_SOURCE
#include "helper.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static const struct size_class sizes[] = {
	{ "normal", 8u << 20, 0, 16384, 1024 },
	{ "large", 32u << 20, 0, 32768, 4096 },
	{ "small", 64u << 10, 6, 256, 64 }, /* for tests: everything overflows */
};

extern char **environ;

/* The uid that asked, when pkexec started us; -1 otherwise. Digits only. */
static long asking_uid(void)
{
	const char *text = getenv("PKEXEC_UID");
	char *end;
	long uid;

	if (!text)
		return -1;
	errno = 0;
	uid = strtol(text, &end, 10);
	if (errno || *end || *text < '0' || *text > '9' || uid >= UINT32_MAX)
		fail(EXIT_USAGE, "PKEXEC_UID is not a user's number", 0);
	return uid;
}

static void check_socket(long uid)
{
	struct sockaddr_un name;
	struct ucred peer;
	socklen_t length;
	int value;

	length = sizeof(value);
	if (getsockopt(CONTROL_FD, SOL_SOCKET, SO_TYPE, &value, &length) || value != SOCK_SEQPACKET)
		fail(EXIT_USAGE, "descriptor 0 is not a SOCK_SEQPACKET socket: this program is started by Ringside", 0);
	length = sizeof(value);
	if (getsockopt(CONTROL_FD, SOL_SOCKET, SO_DOMAIN, &value, &length) || value != AF_UNIX)
		fail(EXIT_USAGE, "descriptor 0 is not a Unix socket", 0);
	length = sizeof(name);
	if (getpeername(CONTROL_FD, (struct sockaddr *)&name, &length))
		fail(EXIT_USAGE, "the socket has no other end", errno);
	length = sizeof(peer);
	if (getsockopt(CONTROL_FD, SOL_SOCKET, SO_PEERCRED, &peer, &length))
		fail(EXIT_USAGE, "the socket's other end is unknown", errno);
	if (uid >= 0 && peer.uid != (uid_t)uid)
		fail(EXIT_USAGE, "the socket belongs to another user than the one who asked", 0);
}

/* SIZE, or SIZE:TRACERS with a bit for each tracer, one to eight digits of the base 16. */
static struct asked asked_by(const char *word)
{
	struct asked asked = { NULL, ~0u };
	const char *colon = strchr(word, ':');
	size_t length = colon ? (size_t)(colon - word) : strlen(word);

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (strlen(sizes[i].word) == length && !strncmp(word, sizes[i].word, length))
			asked.size = &sizes[i];
	if (!colon)
		return asked;
	length = strlen(colon + 1);
	if (!length || length > 8 || strspn(colon + 1, "0123456789abcdef") != length)
		asked.size = NULL;
	asked.tracers = strtoul(colon + 1, NULL, 16);
	return asked;
}

struct asked start_check(int argc, char **argv)
{
	struct asked asked;
	long uid;

	if (argc != 2)
		fail(EXIT_USAGE, "takes one word: small, normal or large", 0);
	if (!strcmp(argv[1], "--version")) {
		printf("ringside-helper protocol %d\n", PROTOCOL_VERSION);
		exit(0);
	}
	asked = asked_by(argv[1]);
	if (!asked.size)
		fail(EXIT_USAGE, "takes one word: small, normal or large", 0);
	uid = asking_uid();
	environ = NULL;
	check_socket(uid);
	if (geteuid() != 0)
		fail(EXIT_NOT_ROOT, "needs to be started with root's rights", 0);
	return asked;
}

static void limit(int what, rlim_t most)
{
	struct rlimit value = { most, most };

	if (setrlimit(what, &value))
		fail(EXIT_DROP, "a resource limit could not be set", errno);
}

/* Only what loading and the drop need. */
static void narrow_capabilities(void)
{
	static const int wanted[] = { CAP_BPF, CAP_PERFMON, CAP_SETUID, CAP_SETGID, CAP_SETPCAP };
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct held[2], narrowed[2] = { { 0 } };

	if (syscall(SYS_capget, &header, held))
		fail(EXIT_DROP, "capabilities could not be read", errno);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		u32 bit = 1u << (wanted[i] & 31);

		narrowed[wanted[i] >> 5].permitted |= held[wanted[i] >> 5].permitted & bit;
	}
	for (int i = 0; i < 2; i++)
		narrowed[i].effective = narrowed[i].permitted;
	if (syscall(SYS_capset, &header, narrowed))
		fail(EXIT_DROP, "capabilities could not be narrowed", errno);
}

void start_limit(void)
{
	struct timeval silence = { .tv_sec = SILENCE_SECONDS };
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	int null;

	if (chdir("/"))
		fail(EXIT_DROP, "the directory / cannot be entered", errno);
	umask(077);
	if (syscall(SYS_close_range, 3u, ~0u, 0u))
		for (int fd = 3; fd < 4096; fd++)
			close(fd);
	/* Descriptors 1 and 2 may come closed: nothing that is opened later may take their place. */
	do {
		null = open("/dev/null", O_RDWR | O_CLOEXEC);
	} while (null == 1 || null == 2);
	if (null < 0 || dup2(null, 1) < 0)
		fail(EXIT_DROP, "/dev/null cannot be opened", errno);
	close(null);
	setsid();
	signal(SIGPIPE, SIG_IGN);
	/* Before 5.11 maps count against RLIMIT_MEMLOCK; later this is not needed, and refused without harm. */
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 1024);
	if (prctl(PR_SET_DUMPABLE, 0))
		fail(EXIT_DROP, "the process could not be made undumpable", errno);
	if (setsockopt(CONTROL_FD, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof(silence)))
		fail(EXIT_USAGE, "the socket takes no time-out", errno);
	narrow_capabilities();
}
