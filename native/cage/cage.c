// SPDX-License-Identifier: Apache-2.0
/*
 * Runs a program that reads what a stranger made, with no way to do anything else.
 *
 *   ringside-cage MEMORY_MIB CPU_SECONDS [-r PATH]... [-w FOLDER] -- PROGRAM ARGS...
 *
 *   -r   a file or folder that may be read, PROGRAM's libraries and code among them
 *   -w   the one folder that may be written as well
 *
 * It keeps the descriptors 0, 1 and 2, and dies with its parent. The restrictions are inherited by everything that
 * comes after, and nothing takes them back. Exit code 70 when one of them cannot be had; but without Landlock (kernels
 * before 5.13, or switched off at boot) it goes on, and says so in RINGSIDE_CAGE: files of the person can then be read,
 * and still neither written nor sent anywhere.
 */
#define _GNU_SOURCE
#include "cage.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers that we build with: ABI 5 and 6. */
#define ACCESS_IOCTL_DEV (1ull << 15)
#define NET_ALL 3ull
#define SCOPE_ALL 3ull
struct ruleset {
	uint64_t files, net, scoped;
};

#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES                                                                                            \
	(READS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | \
	 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR)
/* ABI 2 and 3. */
#define REFER (1ull << 13)
#define TRUNCATE (1ull << 14)

#define FILES_MOST 1024
#define WRITTEN_BYTES_MOST (64ull << 30)
#define LOADER "/lib64/ld-linux-x86-64.so.2"

void give_up(const char *what)
{
	fprintf(stderr, "ringside-cage: %s: %s\n", what, strerror(errno));
	exit(EXIT_CAGE);
}

static unsigned long number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	errno = EINVAL;
	if (*text < '1' || *text > '9' || *end || value > 1u << 30)
		give_up(text);
	return value;
}

static void limit(int what, rlim_t most)
{
	struct rlimit now, wanted;

	if (getrlimit(what, &now))
		give_up("a limit cannot be read");
	wanted.rlim_max = most < now.rlim_max ? most : now.rlim_max;
	wanted.rlim_cur = wanted.rlim_max;
	if (setrlimit(what, &wanted))
		give_up("a limit cannot be set");
}

/*
 * Memory is limited as private memory that can be written (RLIMIT_DATA): V8 reserves addresses by the gigabyte without
 * ever using them, so a limit of the address space would end it at its start.
 */
static void limit_all(unsigned long memory_mib, unsigned long cpu_seconds, bool writes)
{
	limit(RLIMIT_DATA, (rlim_t)memory_mib << 20);
	limit(RLIMIT_CPU, cpu_seconds);
	limit(RLIMIT_FSIZE, writes ? WRITTEN_BYTES_MOST : 0);
	limit(RLIMIT_NOFILE, FILES_MOST);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_MEMLOCK, 0);
}

/* When memory is short, this is what can best be spared. */
static void offer_to_oom(void)
{
	int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (file < 0)
		return;
	if (write(file, "1000", 4) != 4)
		errno = 0;
	close(file);
}

/*
 * Root keeps one right, to read what others own: a capture is its user's alone. The exec gives root what is left in
 * the bounding set, so that is what has to shrink.
 */
static void drop_capabilities(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct kept[2] = { { 0 } };

	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	if (geteuid() == 0)
		for (int capability = 0; capability <= 63; capability++)
			if (capability != CAP_DAC_READ_SEARCH && prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1 &&
			    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) && errno != EPERM)
				give_up("a capability stays");
	if (syscall(SYS_capget, &header, kept))
		give_up("capabilities cannot be read");
	kept[0].permitted &= 1u << CAP_DAC_READ_SEARCH;
	kept[0].effective = kept[0].permitted;
	kept[0].inheritable = kept[1].permitted = kept[1].effective = kept[1].inheritable = 0;
	if (syscall(SYS_capset, &header, kept))
		give_up("capabilities cannot be dropped");
}

/* A path that is not there gives nothing: machines lay their libraries out differently. */
static void allow(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = rights };
	struct stat found;

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0) {
		if (errno == ENOENT)
			return;
		give_up(path);
	}
	if (fstat(rule.parent_fd, &found))
		give_up(path);
	if (!S_ISDIR(found.st_mode))
		rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0))
		give_up(path);
	close(rule.parent_fd);
}

/* Everything that this kernel's Landlock knows is forbidden, but for the paths given. -1 where there is none. */
static int make_rules(char **paths, int count, const char *written, const char *program)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct ruleset all = { .files = (1ull << 13) - 1 };
	size_t size = abi >= 6 ? sizeof(all) : abi >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, net);
	int rules;

	if (abi <= 0)
		return -1;
	all.files |= (abi >= 2 ? REFER : 0) | (abi >= 3 ? TRUNCATE : 0) | (abi >= 5 ? ACCESS_IOCTL_DEV : 0);
	all.net = abi >= 4 ? NET_ALL : 0;
	all.scoped = abi >= 6 ? SCOPE_ALL : 0;
	rules = syscall(SYS_landlock_create_ruleset, &all, size, 0);
	if (rules < 0)
		give_up("Landlock makes no ruleset");
	for (int i = 0; i < count; i++)
		allow(rules, paths[i], READS);
	if (written)
		allow(rules, written, (WRITES | TRUNCATE) & all.files);
	/* To be executed once, by us; no second process can be made, so nothing else comes of it. */
	allow(rules, program, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE);
	allow(rules, LOADER, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE);
	return rules;
}

int main(int argc, char **argv)
{
	char *paths[64], *written = NULL;
	int count = 0, at = 3, rules;

	errno = EINVAL;
	for (; at + 1 < argc && strcmp(argv[at], "--"); at += 2) {
		if (!strcmp(argv[at], "-r") && count < 64)
			paths[count++] = argv[at + 1];
		else if (!strcmp(argv[at], "-w") && !written)
			written = argv[at + 1];
		else
			give_up(argv[at]);
	}
	if (at + 1 >= argc)
		give_up("MEMORY_MIB CPU_SECONDS [-r PATH]... [-w FOLDER] -- PROGRAM ARGS...");

	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		give_up("the process cannot be bound");
	if (syscall(SYS_close_range, 3, ~0u, 0))
		give_up("descriptors cannot be closed");
	offer_to_oom();
	limit_all(number(argv[1]), number(argv[2]), written != NULL);
	rules = make_rules(paths, count, written, argv[at + 1]);
	if (setenv("RINGSIDE_CAGE", rules < 0 ? "files" : "full", 1) || chdir("/"))
		give_up("the surroundings cannot be set");
	drop_capabilities();
	if (rules >= 0) {
		if (syscall(SYS_landlock_restrict_self, rules, 0))
			give_up("Landlock refuses");
		close(rules);
	}
	close_system_calls(written != NULL);
	execv(argv[at + 1], argv + at + 1);
	give_up(argv[at + 1]);
}
