// SPDX-License-Identifier: Apache-2.0
/*
 * Drives the helper's request table with whatever libFuzzer finds, and holds every answer against the rules of
 * native/protocol/protocol.h, written down here a second time. The kernel is played: descriptors are numbers,
 * and one that the helper was not given, or uses for something else, ends the run.
 *
 *   an input is a row of messages:  | shape (1) | bytes ... |  shape & 3: 0 as long as the length byte says,
 *                                                               else a whole request; shape & 4: descriptors along
 */
#define _GNU_SOURCE
#include "../../native/helper/helper.h"
#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PROGRAMS 20
#define PROGRAM_FD 100
#define ITERATOR_LINK_FD 300
#define SUBTREE_FD 401
#define OWN_FD 402
#define OPENED_FD 1000
#define OPENED_MOST 256

#define CHECK(condition)                                                            \
	do {                                                                        \
		if (!(condition)) {                                                 \
			fprintf(stderr, "broken rule: %s\n", #condition);           \
			abort();                                                    \
		}                                                                   \
	} while (0)

static struct session session;
static struct capture capture;
static bool opened[OPENED_MOST];
static unsigned long messages, answered;

static int open_fd(void)
{
	for (int i = 0; i < OPENED_MOST; i++) {
		if (!opened[i]) {
			opened[i] = true;
			return OPENED_FD + i;
		}
	}
	CHECK(!"descriptors leak");
	return -1;
}

static const struct ready_program *program_of(int fd, u32 kind)
{
	CHECK(fd >= PROGRAM_FD && fd < PROGRAM_FD + PROGRAMS);
	CHECK(session.ready.programs[fd - PROGRAM_FD].kind == kind);
	CHECK(!session.ready.programs[fd - PROGRAM_FD].error);
	return &session.ready.programs[fd - PROGRAM_FD];
}

/* The kernel. Each third call of a kind fails. */

static bool fails(int error)
{
	static unsigned int turn;

	errno = error;
	return ++turn % 3 == 0;
}

int bpf_raw_tracepoint_open(const char *name, int program)
{
	CHECK(!name);
	program_of(program, PROGRAM_ATTACHED);
	return fails(EPERM) ? -1 : open_fd();
}

int bpf_map_update_elem(int map, const void *key, const void *value, __u64 flags)
{
	const struct process_name *name = key;

	CHECK(map == SUBTREE_FD || map == OWN_FD);
	CHECK(name->pid > 0 && name->pid <= 1u << 22 && !name->unused && flags == BPF_ANY);
	CHECK(map == OWN_FD || *(const u32 *)value == SUBTREE_GATE || *(const u32 *)value == SUBTREE_MEMBER);
	return fails(E2BIG) ? -1 : 0;
}

int bpf_map_delete_elem(int map, const void *key)
{
	const struct process_name *name = key;

	CHECK(map == OWN_FD);
	CHECK(name->pid > 0 && name->pid <= 1u << 22 && !name->unused);
	return fails(ENOENT) ? -1 : 0;
}

int bpf_iter_create(int link)
{
	CHECK(link >= ITERATOR_LINK_FD && link < ITERATOR_LINK_FD + PROGRAMS);
	return fails(ENOMEM) ? -1 : open_fd();
}

int bpf_prog_test_run_opts(int program, struct bpf_test_run_opts *options)
{
	CHECK(strcmp(program_of(program, PROGRAM_RUN)->name, "ring_probe"));
	CHECK(options->ctx_size_in == sizeof(u64));
	options->retval = 7;
	return fails(EINVAL) ? -1 : 0;
}

int bpf_obj_get_info_by_fd(int fd, void *info, __u32 *length)
{
	CHECK(fd >= PROGRAM_FD && fd < PROGRAM_FD + PROGRAMS && *length == sizeof(struct bpf_prog_info));
	((struct bpf_prog_info *)info)->id = fd;
	return fails(EPERM) ? -1 : 0;
}

/* serve.c is compiled with these in the place of read() and close(). */

ssize_t fuzz_read(int fd, void *into, size_t bytes)
{
	CHECK(fd >= OPENED_FD && fd < OPENED_FD + OPENED_MOST && opened[fd - OPENED_FD]);
	memset(into, 0, bytes);
	return fails(EINTR) ? -1 : 0;
}

int fuzz_close(int fd)
{
	CHECK(fd >= OPENED_FD && fd < OPENED_FD + OPENED_MOST && opened[fd - OPENED_FD]);
	opened[fd - OPENED_FD] = false;
	return 0;
}

static void reset(void)
{
	static const char *const runs[] = { "ring_probe", "syscalls_clear", "processes_clear" };

	memset(&session, 0, sizeof(session));
	memset(&capture, 0, sizeof(capture));
	memset(opened, 0, sizeof(opened));
	session.capture = &capture;
	session.subtree_fd = SUBTREE_FD;
	session.own_fd = OWN_FD;
	session.ready.program_count = PROGRAMS;
	for (int i = 0; i < PROGRAMS; i++) {
		struct ready_program *program = &session.ready.programs[i];

		program->kind = i < 14 ? PROGRAM_ATTACHED : i < 17 ? PROGRAM_ITERATOR : PROGRAM_RUN;
		program->error = i == 5 || i == 15 ? -EINVAL : 0;
		snprintf(program->name, sizeof(program->name), "%s", i < 17 ? "program" : runs[i - 17]);
		session.program_fds[i] = program->error ? -1 : PROGRAM_FD + i;
		session.link_fds[i] = i >= 14 && i < 17 && !program->error ? ITERATOR_LINK_FD + i : -1;
	}
}

/* The protocol's rules. */
static bool allowed(const struct request *request, size_t bytes, int flags)
{
	if (bytes != sizeof(*request) || flags || request->unused)
		return false;
	switch (request->kind) {
	case REQUEST_ATTACH:
	case REQUEST_DETACH:
	case REQUEST_SURVEY:
		return request->index < PROGRAMS;
	case REQUEST_FOLLOW:
	case REQUEST_OWN:
		return request->index >= 1 && request->index <= 4194304;
	case REQUEST_START:
		return (request->index == 0 || request->index == CAPTURE_STREAM) && request->filter.by <= 63 &&
		       !(request->filter.event_by &
			 ~(u32)(BY_PID | BY_CALL | BY_ERRORS | BY_LONGER | BY_STREAM | BY_WHOLE));
	case REQUEST_STOP:
	case REQUEST_CLEAR:
	case REQUEST_STATISTICS:
		return request->index == 0;
	default:
		return false;
	}
}

/* Whether START asks to count what is counted already: then the generation stays, and calls under way with it. */
static bool counts_the_same(const struct capture *before, const struct request *request)
{
	const struct capture_filter *held = &before->filters[before->word >> 8 & 0xff];

	return before->word & CAPTURE_ON && !memcmp(held, &request->filter, offsetof(struct capture_filter, event_by));
}

static void check_answer(const struct request *request, const struct reply *reply, const struct capture *before)
{
	u64 flags = CAPTURE_ON | CAPTURE_REJUDGE | CAPTURE_CALLS | CAPTURE_EVENTS | CAPTURE_STREAM;
	u64 generation = before->word >> 32;

	CHECK(reply->kind == request->kind);
	CHECK(reply->error <= 0 && reply->error > -4096);
	CHECK((capture.word >> 8 & 0xffffff) < FILTER_SLOTS);
	CHECK(!(capture.word & 0xff & ~flags));
	if (request->kind != REQUEST_START) {
		CHECK(capture.word >> 32 == generation);
		return;
	}
	if (!counts_the_same(before, request))
		generation++;
	CHECK(capture.word >> 32 == generation && reply->value == generation && capture.word & CAPTURE_ON);
	/* Never the slot that a program may be reading. */
	CHECK((capture.word >> 8 & 0xff) != (before->word >> 8 & 0xff));
	CHECK(!memcmp(&capture.filters[capture.word >> 8 & 0xff], &request->filter, sizeof(request->filter)));
}

static void one_message(const struct request *request, size_t bytes, int flags)
{
	struct session before = session;
	struct capture capture_before = capture;
	struct reply reply = { 0 };
	int outcome = answer(&session, request, bytes, flags, &reply);

	messages++;
	if (allowed(request, bytes, flags)) {
		answered++;
		CHECK(outcome == ANSWERED);
		check_answer(request, &reply, &capture_before);
		CHECK(!memcmp(&session.ready, &before.ready, sizeof(before.ready)));
		return;
	}
	CHECK(outcome == EXIT_PROTOCOL);
	CHECK(!memcmp(&session, &before, sizeof(before)) && !memcmp(&capture, &capture_before, sizeof(capture)));
}

static void tell(void)
{
	printf("{\"messages\":%lu,\"answered\":%lu}\n", messages, answered);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	atexit(tell);
	return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t bytes)
{
	int held = 0;

	reset();
	while (bytes > 1) {
		/* In memory of its own size, so that a read beyond the message is seen. */
		struct request *request = calloc(1, sizeof(*request));
		unsigned char shape = *data++;
		size_t length = shape & 3 ? sizeof(*request) : *data, taken;

		bytes--;
		taken = bytes < sizeof(*request) ? bytes : sizeof(*request);
		memcpy(request, data, taken);
		data += taken;
		bytes -= taken;
		if (shape & 3)
			request->kind &= 15;
		one_message(request, length, shape & 4 ? MSG_CTRUNC : shape & 8 && !(shape & 3) ? MSG_TRUNC : 0);
		free(request);
	}
	for (int i = 0; i < OPENED_MOST; i++)
		held += opened[i];
	for (int i = 0; i < PROGRAMS; i++)
		held -= session.link_fds[i] >= OPENED_FD;
	CHECK(held == 0);
	return 0;
}
