// SPDX-License-Identifier: Apache-2.0
/*
 * What the engine may ask, as a table: request, bound, handler. Anything that is not in the table, or not in
 * its bound, ends the helper and with it every link. Nothing here allocates
 * memory or opens a file; all that comes into being is a link (ATTACH) and an iterator for its walk (SURVEY).
 */
#define _GNU_SOURCE
#include "helper.h"
#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int handle_attach(struct session *session, const struct request *request, struct reply *reply)
{
	int *link = &session->link_fds[request->index];
	(void)reply;

	if (session->ready.programs[request->index].kind != PROGRAM_ATTACHED)
		return -EINVAL;
	if (session->program_fds[request->index] < 0)
		return session->ready.programs[request->index].error;
	if (*link >= 0)
		return 0;
	*link = bpf_raw_tracepoint_open(NULL, session->program_fds[request->index]);
	return *link < 0 ? -errno : 0;
}

static int handle_detach(struct session *session, const struct request *request, struct reply *reply)
{
	int *link = &session->link_fds[request->index];
	(void)reply;

	if (session->ready.programs[request->index].kind != PROGRAM_ATTACHED)
		return -EINVAL;
	if (*link >= 0)
		close(*link);
	*link = -1;
	return 0;
}

static u64 boot_ns_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/*
 * A slot is written before the word that names it, and not again for fifteen requests. When who and what is
 * counted stays the same, so does the generation: calls under way stay noted.
 */
static int handle_start(struct session *session, const struct request *request, struct reply *reply)
{
	u64 word = session->capture->word, generation = word >> 32;
	u32 slot = word >> 8 & (FILTER_SLOTS - 1), by = request->filter.by, flags = CAPTURE_ON;
	const void *now = (const void *)&session->capture->filters[slot];

	if (by & (BY_COMM | BY_CGROUP | BY_UID))
		flags |= CAPTURE_REJUDGE;
	if (by & BY_CALL)
		flags |= CAPTURE_CALLS;
	if (request->filter.event_by)
		flags |= CAPTURE_EVENTS;
	flags |= request->index & CAPTURE_STREAM;
	if (!(word & CAPTURE_ON) || memcmp(now, &request->filter, offsetof(struct capture_filter, event_by)))
		generation++;
	slot = (slot + 1) & (FILTER_SLOTS - 1);
	memcpy((void *)&session->capture->filters[slot], &request->filter, sizeof(request->filter));
	session->capture->asked = boot_ns_now();
	__atomic_store_n(&session->capture->word, generation << 32 | slot << 8 | flags, __ATOMIC_SEQ_CST);
	reply->value = generation;
	return 0;
}

static int handle_stop(struct session *session, const struct request *request, struct reply *reply)
{
	(void)request;
	(void)reply;
	__atomic_store_n(&session->capture->word, session->capture->word & ~(u64)CAPTURE_ON, __ATOMIC_SEQ_CST);
	return 0;
}

static int put_process(int map, const struct request *request, u32 value)
{
	struct process_name name = { .pid = request->index, .start_ticks = request->value };

	return bpf_map_update_elem(map, &name, &value, BPF_ANY) ? -errno : 0;
}

static int handle_follow(struct session *session, const struct request *request, struct reply *reply)
{
	(void)reply;
	if (request->state != SUBTREE_GATE && request->state != SUBTREE_MEMBER)
		return -EINVAL;
	return put_process(session->subtree_fd, request, request->state);
}

static int handle_own(struct session *session, const struct request *request, struct reply *reply)
{
	struct process_name name = { .pid = request->index, .start_ticks = request->value };

	(void)reply;
	if (request->state == OWN_NOT)
		return bpf_map_delete_elem(session->own_fd, &name) ? -errno : 0;
	if (request->state != OWN_ALONE && request->state != OWN_TREE)
		return -EINVAL;
	return put_process(session->own_fd, request, request->state);
}

/* One read walks every task; the program writes to a tally and nothing to the file. */
static int handle_survey(struct session *session, const struct request *request, struct reply *reply)
{
	char nothing[64];
	ssize_t got;
	int iterator;
	(void)reply;

	if (session->ready.programs[request->index].kind != PROGRAM_ITERATOR)
		return -EINVAL;
	if (session->link_fds[request->index] < 0)
		return session->ready.programs[request->index].error;
	iterator = bpf_iter_create(session->link_fds[request->index]);
	if (iterator < 0)
		return -errno;
	do {
		got = read(iterator, nothing, sizeof(nothing));
	} while (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR)));
	close(iterator);
	return got < 0 ? -errno : 0;
}

static int run_once(int program, u64 argument, u32 *result)
{
	LIBBPF_OPTS(bpf_test_run_opts, options, .ctx_in = &argument, .ctx_size_in = sizeof(argument));

	if (bpf_prog_test_run_opts(program, &options))
		return -errno;
	*result = options.retval;
	return 0;
}

static bool is_clearing(const char *name)
{
	size_t length = strlen(name);

	return length > 6 && !strcmp(name + length - 6, "_clear");
}

/* Cells of ended programs first, their rows after: a cell's clearing looks its row up. */
static int handle_clear(struct session *session, const struct request *request, struct reply *reply)
{
	int rows = -1, error;
	u32 result = 0;

	for (u32 i = 0; i < session->ready.program_count; i++) {
		const struct ready_program *program = &session->ready.programs[i];

		if (program->kind != PROGRAM_RUN || program->error)
			continue;
		if (!strcmp(program->name, "processes_clear")) {
			rows = i;
			continue;
		}
		if (!is_clearing(program->name))
			continue;
		error = run_once(session->program_fds[i], request->value, &result);
		if (error)
			return error;
	}
	if (rows < 0)
		return -ENOENT;
	error = run_once(session->program_fds[rows], request->value, &result);
	reply->value = result;
	return error;
}

static int handle_statistics(struct session *session, const struct request *request, struct reply *reply)
{
	static struct bpf_prog_info info;
	(void)request;

	for (u32 i = 0; i < session->ready.program_count; i++) {
		u32 length = sizeof(info);

		if (session->program_fds[i] < 0)
			continue;
		memset(&info, 0, sizeof(info));
		if (bpf_obj_get_info_by_fd(session->program_fds[i], &info, &length))
			return -errno;
		reply->programs[i].recursion_misses = info.recursion_misses;
		reply->programs[i].attached = session->link_fds[i] >= 0;
		reply->programs[i].id = info.id;
	}
	return 0;
}

typedef int (*handler)(struct session *, const struct request *, struct reply *);

/* Which bound `index` has. */
enum index_is { INDEX_UNUSED, INDEX_PROGRAM, INDEX_PID, INDEX_FLAGS };

static const struct {
	enum index_is index;
	handler handle;
} requests[REQUEST_KINDS] = {
	[REQUEST_ATTACH] = { INDEX_PROGRAM, handle_attach },   [REQUEST_DETACH] = { INDEX_PROGRAM, handle_detach },
	[REQUEST_START] = { INDEX_FLAGS, handle_start },       [REQUEST_STOP] = { INDEX_UNUSED, handle_stop },
	[REQUEST_FOLLOW] = { INDEX_PID, handle_follow },       [REQUEST_OWN] = { INDEX_PID, handle_own },
	[REQUEST_SURVEY] = { INDEX_PROGRAM, handle_survey },   [REQUEST_CLEAR] = { INDEX_UNUSED, handle_clear },
	[REQUEST_STATISTICS] = { INDEX_UNUSED, handle_statistics },
};

#define PID_MOST (1u << 22)
#define EVENT_BY (BY_PID | BY_CALL | BY_ERRORS | BY_LONGER | BY_STREAM | BY_WHOLE)

static bool in_bounds(const struct session *session, const struct request *request)
{
	if (request->kind == 0 || request->kind >= REQUEST_KINDS || request->unused)
		return false;
	switch (requests[request->kind].index) {
	case INDEX_PROGRAM:
		return request->index < session->ready.program_count;
	case INDEX_PID:
		return request->index > 0 && request->index <= PID_MOST;
	case INDEX_FLAGS:
		return !(request->index & ~(u32)CAPTURE_STREAM) && request->filter.by < BY_ERRORS &&
		       !(request->filter.event_by & ~(u32)EVENT_BY);
	case INDEX_UNUSED:
		return request->index == 0;
	}
	return false;
}

/* What becomes of one message: ANSWERED with a reply, or the code to end with. */
int answer(struct session *session, const struct request *request, ssize_t got, int flags, struct reply *reply)
{
	if (got != sizeof(*request) || flags & (MSG_TRUNC | MSG_CTRUNC) || !in_bounds(session, request))
		return EXIT_PROTOCOL;
	reply->kind = request->kind;
	reply->error = requests[request->kind].handle(session, request, reply);
	return ANSWERED;
}

int serve(struct session *session)
{
	for (;;) {
		/* No room for control data: descriptors that are sent to us are closed by the kernel, and told. */
		struct request request;
		struct iovec part = { &request, sizeof(request) };
		struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
		struct reply reply = { 0 };
		struct iovec reply_part = { &reply, sizeof(reply) };
		struct msghdr reply_message = { .msg_iov = &reply_part, .msg_iovlen = 1 };
		ssize_t got = recvmsg(CONTROL_FD, &message, 0);
		int outcome;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return EXIT_SILENCE;
		if (got <= 0)
			return EXIT_ENDED;
		outcome = answer(session, &request, got, message.msg_flags, &reply);
		if (outcome != ANSWERED)
			return outcome;
		/* An engine that does not read its answers has lost the thread. */
		if (sendmsg(CONTROL_FD, &reply_message, MSG_NOSIGNAL | MSG_DONTWAIT) != sizeof(reply))
			return EXIT_PROTOCOL;
	}
}
