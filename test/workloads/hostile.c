// SPDX-License-Identifier: Apache-2.0
/*
 * A client that means harm, or is broken, against a real helper with everything attached. Root only.
 *
 *   ringside-hostile HELPER ATTACK           one line of JSON: how and when the helper ended, and what was left
 *   ringside-hostile HELPER fuzz SEED COUNT  COUNT random messages, a new helper whenever one ends
 */
#define _GNU_SOURCE
#include "helper-socket.h"
#include "bpf-ids.h"
#include <sys/prctl.h>

#define END_MS 5000
#define FLOOD_MOST 100000
#define SIGNALS 65
#define CODES 256

static const char *helper;
static long rss_most;

struct victim {
	pid_t pid;
	int socket;
	struct ready ready;
	struct bpf_ids ids;
	long rss;
};

static struct victim start_victim(void)
{
	struct victim victim = { 0 };
	int fds[FDS_MOST], count;

	victim.pid = start_helper(helper, "small", &victim.socket);
	count = receive_ready(victim.socket, &victim.ready, fds);
	if (count < 0)
		give_up("READY");
	for (int i = 0; i < count; i++)
		close(fds[i]);
	attach_all(victim.socket, &victim.ready);
	ids_of(victim.pid, &victim.ids);
	victim.rss = status_kb(victim.pid, "VmRSS:");
	return victim;
}

static void look_at_memory(const struct victim *victim)
{
	long now = status_kb(victim->pid, "VmRSS:");

	if (now - victim->rss > rss_most)
		rss_most = now - victim->rss;
}

static unsigned long random_state;

static unsigned long random_word(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static void random_bytes(void *into, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		((unsigned char *)into)[i] = random_word() >> 24;
}

static void send_bytes(const struct victim *victim, const void *message, size_t bytes)
{
	if (send_with(victim->socket, message, bytes, 0, 0) < 0)
		perror("hostile: send");
}

static void send_request(const struct victim *victim, struct request request)
{
	send_bytes(victim, &request, sizeof(request));
}

/* Valid, and never read: the answers fill the socket. */
static void flood(const struct victim *victim)
{
	struct request request = { .kind = REQUEST_STATISTICS };

	for (int i = 0; i < FLOOD_MOST; i++) {
		if (send(victim->socket, &request, sizeof(request), MSG_NOSIGNAL) < 0)
			return;
		if (i % 16 == 0)
			look_at_memory(victim);
	}
}

static int attack(const struct victim *victim, const char *name)
{
	static char large[65536];
	struct request valid = { .kind = REQUEST_STATISTICS }, pid = { .kind = REQUEST_FOLLOW };
	u32 programs = victim->ready.program_count;
	int fds[100];

	for (int i = 0; i < 100; i++)
		fds[i] = 2;
	memcpy(large, &valid, sizeof(valid));
	pid.state = SUBTREE_MEMBER;
	if (!strcmp(name, "one-byte"))
		send_bytes(victim, &valid, 1);
	else if (!strcmp(name, "truncated"))
		send_bytes(victim, &valid, sizeof(valid) - 1);
	else if (!strcmp(name, "too-long"))
		send_bytes(victim, large, sizeof(valid) + 1);
	else if (!strcmp(name, "64-kilobytes"))
		send_bytes(victim, large, sizeof(large));
	else if (!strcmp(name, "kind-zero"))
		send_request(victim, (struct request){ .kind = 0 });
	else if (!strcmp(name, "kind-unknown"))
		send_request(victim, (struct request){ .kind = REQUEST_KINDS });
	else if (!strcmp(name, "kind-huge"))
		send_request(victim, (struct request){ .kind = 0xffffffff });
	else if (!strcmp(name, "program-beyond"))
		send_request(victim, (struct request){ .kind = REQUEST_ATTACH, .index = programs });
	else if (!strcmp(name, "program-huge"))
		send_request(victim, (struct request){ .kind = REQUEST_SURVEY, .index = 0xffffffff });
	else if (!strcmp(name, "pid-zero"))
		send_request(victim, pid);
	else if (!strcmp(name, "pid-beyond"))
		send_request(victim, (struct request){ .kind = REQUEST_OWN, .index = (1u << 22) + 1 });
	else if (!strcmp(name, "unknown-flags"))
		send_request(victim, (struct request){ .kind = REQUEST_START, .index = 0xff });
	else if (!strcmp(name, "unknown-filter"))
		send_request(victim, (struct request){ .kind = REQUEST_START, .filter = { .by = BY_ERRORS } });
	else if (!strcmp(name, "padding-used"))
		send_request(victim, (struct request){ .kind = REQUEST_STATISTICS, .unused = 1 });
	else if (!strcmp(name, "index-unused"))
		send_request(victim, (struct request){ .kind = REQUEST_STOP, .index = 1 });
	else if (!strcmp(name, "descriptor"))
		send_with(victim->socket, &valid, sizeof(valid), fds, 1);
	else if (!strcmp(name, "100-descriptors"))
		send_with(victim->socket, &valid, sizeof(valid), fds, 100);
	else if (!strcmp(name, "flood"))
		flood(victim);
	else if (!strcmp(name, "random")) {
		random_bytes(large, sizeof(large));
		send_bytes(victim, large, 1 + random_word() % 4096);
	} else if (!strcmp(name, "empty"))
		send_bytes(victim, large, 0);
	else if (!strcmp(name, "vanish")) {
		for (int i = 0; i < 20; i++)
			send_request(victim, valid);
		close(victim->socket);
	} else
		return 1;
	return 0;
}

static int one_attack(const char *name)
{
	struct victim victim = start_victim();
	double begun = now_ms(), took, gone;
	int status;

	if (attack(&victim, name)) {
		fprintf(stderr, "hostile: there is no attack %s\n", name);
		return 64;
	}
	status = ended(victim.pid, END_MS);
	took = now_ms() - begun;
	while ((links_left(&victim.ids) || programs_left(&victim.ids)) && now_ms() - begun < END_MS)
		nap_us(200);
	gone = now_ms() - begun;
	printf("{\"attack\":\"%s\",\"exit\":%d,\"signal\":%d,\"ended_ms\":%.2f,\"gone_ms\":%.2f,\"links\":%d,\"links_left\":%d,"
	       "\"programs\":%d,\"programs_left\":%d,\"rss_growth_kb\":%ld}\n",
	       name, status < 0 ? -1 : WEXITSTATUS(status), status < 0 ? -1 : WTERMSIG(status), took, gone, victim.ids.links,
	       links_left(&victim.ids), victim.ids.programs, programs_left(&victim.ids), rss_most);
	return 0;
}

/* Mostly within the bounds, so that a helper sees many before one ends it. */
static void random_request(struct request *request, u32 programs)
{
	static const u32 states[] = { SUBTREE_GATE, SUBTREE_MEMBER, 0, 0xffffffff };

	random_bytes(request, sizeof(*request));
	request->kind = 1 + random_word() % (REQUEST_KINDS - 1);
	request->unused = 0;
	request->filter.by &= BY_ERRORS - 1;
	request->filter.event_by &= BY_PID | BY_CALL | BY_ERRORS | BY_LONGER;
	request->state = states[random_word() % 4];
	switch (request->kind) {
	case REQUEST_ATTACH:
	case REQUEST_DETACH:
	case REQUEST_SURVEY:
		request->index %= programs;
		break;
	case REQUEST_FOLLOW:
	case REQUEST_OWN:
		request->index = 1 + request->index % (1u << 22);
		break;
	case REQUEST_START:
		request->index &= CAPTURE_STREAM;
		break;
	default:
		request->index = 0;
	}
	if (random_word() % 2000 == 0)
		((unsigned char *)request)[random_word() % 24] ^= 1 << random_word() % 8;
}

/* Whether the helper lives on. */
static int random_message(const struct victim *victim, unsigned long *answers)
{
	struct request request[2];
	struct reply reply;
	size_t bytes = sizeof(*request);
	int null = 2;

	random_request(request, victim->ready.program_count);
	if (random_word() % 4000 == 0)
		bytes = 1 + random_word() % sizeof(request);
	if (send_with(victim->socket, request, bytes, &null, random_word() % 4000 == 0) < 0)
		return 0;
	if (recv(victim->socket, &reply, sizeof(reply), 0) != sizeof(reply))
		return 0;
	if (reply.kind != request->kind || reply.error > 0 || reply.error < -4095) {
		fprintf(stderr, "hostile: an answer out of bounds: kind %u, error %d\n", reply.kind, reply.error);
		exit(1);
	}
	++*answers;
	return 1;
}

static void end_victim(struct victim *victim, unsigned int *codes, unsigned int *signals)
{
	int status;

	close(victim->socket);
	status = ended(victim->pid, END_MS);
	if (status < 0) {
		fprintf(stderr, "hostile: the helper hangs\n");
		kill(victim->pid, SIGKILL);
		exit(1);
	}
	if (WIFSIGNALED(status))
		signals[WTERMSIG(status)]++;
	else
		codes[WEXITSTATUS(status)]++;
}

static void print_counts(const char *name, const unsigned int *counts, int most)
{
	const char *comma = "";

	printf("\"%s\":{", name);
	for (int i = 0; i < most; i++) {
		if (counts[i]) {
			printf("%s\"%d\":%u", comma, i, counts[i]);
			comma = ",";
		}
	}
	printf("},");
}

static int fuzz(unsigned long count)
{
	static unsigned int codes[CODES], signals[SIGNALS];
	unsigned long answers = 0, helpers = 1;
	struct victim victim = start_victim();

	for (unsigned long i = 0; i < count; i++) {
		if (!random_message(&victim, &answers)) {
			end_victim(&victim, codes, signals);
			victim = start_victim();
			helpers++;
		} else if (i % 64 == 0) {
			look_at_memory(&victim);
		}
	}
	end_victim(&victim, codes, signals);
	printf("{\"messages\":%lu,\"answers\":%lu,\"helpers\":%lu,", count, answers, helpers);
	print_counts("codes", codes, CODES);
	print_counts("signals", signals, SIGNALS);
	printf("\"rss_growth_kb\":%ld}\n", rss_most);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 3 && argc != 5) {
		fprintf(stderr, "hostile: HELPER ATTACK | HELPER fuzz SEED COUNT\n");
		return 64;
	}
	/* A test that was given up must not leave us at it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	helper = argv[1];
	random_state = argc == 5 ? strtoul(argv[3], 0, 10) : (unsigned long)(now_ms() * 1e6);
	random_state |= 1ul << 40;
	return argc == 5 ? fuzz(strtoul(argv[4], 0, 10)) : one_attack(argv[2]);
}
