// SPDX-License-Identifier: Apache-2.0
/*
 * Giving everything up, and checking that it is gone. After this the process is nobody's: a uid of its own,
 * no capability in any set, no file system, no new privileges, and a system-call list of eight.
 */
#define _GNU_SOURCE
#include "helper.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <linux/securebits.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef BPF_ITER_CREATE
#define BPF_ITER_CREATE 33
#endif

/*
 * A uid that no account, container or service has: systemd documents 1879048192 to 2147483647 as unused.
 * One per process, so that not even another helper may signal this one.
 */
#define OWN_UID_BASE 2100000000u
#define OWN_UID_MASK 0x3fffffu
#define FALLBACK_UID 65534u

#define MUST(condition, what)                                  \
	do {                                                   \
		if (!(condition))                              \
			fail(EXIT_DROP, what, errno);          \
	} while (0)

static void drop_capability_bounds(void)
{
	for (int capability = 0; capability <= 63; capability++)
		if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1)
			MUST(!prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), "a capability stays in the bounding set");
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	MUST(!prctl(PR_SET_SECUREBITS,
		    SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP | SECBIT_NO_SETUID_FIXUP_LOCKED |
			    SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE | SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED,
		    0, 0, 0),
	     "securebits cannot be set");
}

static void become_nobody(void)
{
	unsigned int id = OWN_UID_BASE + ((unsigned int)getpid() & OWN_UID_MASK);

	MUST(!syscall(SYS_setgroups, 0, NULL), "supplementary groups cannot be left");
	/* In a user namespace the high number may not be mapped. */
	if (syscall(SYS_setresgid, id, id, id)) {
		id = FALLBACK_UID;
		MUST(!syscall(SYS_setresgid, id, id, id), "the group cannot be left");
	}
	MUST(!syscall(SYS_setresuid, id, id, id), "root's uid cannot be left");
}

static void drop_capabilities(bool keep_bpf)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct kept[2] = { { 0 } };

	if (keep_bpf) {
		kept[1].permitted = 1u << (CAP_BPF & 31) | 1u << (CAP_PERFMON & 31);
		kept[1].effective = kept[1].permitted;
	}
	MUST(!syscall(SYS_capset, &header, kept), "capabilities cannot be dropped");
	MUST(!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs cannot be set");
	MUST(!prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "the process could not be made undumpable");
}

/* Handles every file right that the kernel knows and grants none. Kernels before 5.13 have no Landlock. */
static void close_file_system(void)
{
	struct landlock_ruleset_attr attributes = { 0 };
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	int rules;

	if (abi <= 0)
		return;
	attributes.handled_access_fs = abi >= 3 ? (1ull << 15) - 1 : abi == 2 ? (1ull << 14) - 1 : (1ull << 13) - 1;
	rules = syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
	MUST(rules >= 0, "a Landlock ruleset cannot be made");
	MUST(!syscall(SYS_landlock_restrict_self, rules, 0), "Landlock refuses");
	close(rules);
}

static const int allowed_calls[] = { SYS_read,	    SYS_recvmsg,      SYS_sendmsg,	 SYS_close,
				     SYS_exit_group, SYS_clock_gettime, SYS_rt_sigreturn };

static const int allowed_bpf[] = { BPF_MAP_LOOKUP_ELEM,	   BPF_MAP_UPDATE_ELEM,	    BPF_MAP_DELETE_ELEM,
				   BPF_OBJ_GET_INFO_BY_FD, BPF_RAW_TRACEPOINT_OPEN, BPF_ITER_CREATE,
				   BPF_PROG_TEST_RUN };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define LOAD_FIELD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)
#define SKIP_UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)

/*
 * The list above, and bpf() with the commands above. `otherwise` is what happens to anything else;
 * `extra` is one more call that passes, or -1.
 */
static void close_system_calls(unsigned int otherwise, int extra)
{
	struct sock_filter code[2 * (COUNT(allowed_calls) + COUNT(allowed_bpf)) + 16];
	struct sock_fprog program = { 0, code };
	int n = 0;

	code[n++] = (struct sock_filter)LOAD_FIELD(arch);
	code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
	code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_KILL_PROCESS);
	code[n++] = (struct sock_filter)LOAD_FIELD(nr);
	for (size_t i = 0; i < COUNT(allowed_calls); i++) {
		code[n++] = (struct sock_filter)SKIP_UNLESS(allowed_calls[i], 1);
		code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ALLOW);
	}
	if (extra >= 0) {
		code[n++] = (struct sock_filter)SKIP_UNLESS(extra, 1);
		code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ALLOW);
	}
	code[n++] = (struct sock_filter)SKIP_UNLESS(SYS_bpf, 1 + 2 * COUNT(allowed_bpf));
	code[n++] = (struct sock_filter)LOAD_FIELD(args[0]);
	for (size_t i = 0; i < COUNT(allowed_bpf); i++) {
		code[n++] = (struct sock_filter)SKIP_UNLESS(allowed_bpf[i], 1);
		code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ALLOW);
	}
	code[n++] = (struct sock_filter)RETURN(otherwise);
	program.len = n;
	MUST(!syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program), "seccomp refuses");
}

/* With the filter answering instead of killing: everything that must fail, fails. */
static void prove_emptiness(void)
{
	union bpf_attr attributes;

	memset(&attributes, 0, sizeof(attributes));
	attributes.map_type = BPF_MAP_TYPE_ARRAY;
	attributes.key_size = attributes.value_size = 4;
	attributes.max_entries = 1;
	errno = 0;
	if (syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof(attributes)) >= 0 ||
	    syscall(SYS_bpf, BPF_PROG_LOAD, &attributes, sizeof(attributes)) >= 0)
		fail(EXIT_DROP, "bpf() still creates", 0);
	if (syscall(SYS_openat, AT_FDCWD, "/proc/self/status", O_RDONLY) >= 0)
		fail(EXIT_DROP, "files can still be opened", 0);
	if (!syscall(SYS_setresuid, 0, 0, 0))
		fail(EXIT_DROP, "root can be had back", 0);
	if (syscall(SYS_socket, AF_INET, SOCK_STREAM, 0) >= 0)
		fail(EXIT_DROP, "sockets can still be made", 0);
	if (syscall(SYS_getpid) >= 0)
		fail(EXIT_DROP, "system calls are not restricted", 0);
}

/* Before the filter: the sets themselves. */
static void check_sets(bool keep_bpf)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct sets[2];
	uid_t real, effective, saved;

	MUST(!syscall(SYS_capget, &header, sets), "capabilities could not be read");
	if (sets[0].permitted | sets[0].effective | sets[0].inheritable | sets[1].inheritable)
		fail(EXIT_DROP, "a capability is left", 0);
	if (!keep_bpf && (sets[1].permitted | sets[1].effective))
		fail(EXIT_DROP, "a capability is left", 0);
	MUST(!getresuid(&real, &effective, &saved), "the uid could not be read");
	if (!real || !effective || !saved)
		fail(EXIT_DROP, "the uid is still root's", 0);
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		fail(EXIT_DROP, "no_new_privs is not set", 0);
}

void drop_rights(bool keep_bpf)
{
	drop_capability_bounds();
	become_nobody();
	drop_capabilities(keep_bpf);
	close_file_system();
	check_sets(keep_bpf);
	/* From here on only the exit code speaks: descriptor 2 is the caller's. */
	MUST(dup2(1, 2) == 2, "standard error cannot be closed");
	close_system_calls(SECCOMP_RET_ERRNO | EPERM, SYS_seccomp);
	prove_emptiness();
	/* Filters add up, the strictest answer counts: from here on a call that is not on the list kills. */
	close_system_calls(SECCOMP_RET_KILL_PROCESS, -1);
}
