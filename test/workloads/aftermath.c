// SPDX-License-Identifier: Apache-2.0
/*
 * Keeps every CPU busy with getppid loops that time themselves, kills a process when told to, and says from when
 * on the calls cost no more than before, and from when on nothing of the helper is left in the kernel. Root only.
 *
 *   ringside-aftermath             a line on standard input, a line of JSON on standard output:
 *   base                           {"ns":F}       what a call costs now, nothing being watched; the least of many chunks
 *   watched HELPER                 {"ns":F,"programs":N,"links":N,"maps":N}   the same now, and what HELPER holds
 *   kill PID                       {"free_ms":F,"links_ms":F,"programs_ms":F,"programs_left":N,"links_left":N,"others":N}
 *                                  -1: not in LOOK_MS; others: programs of somebody else that came or went meanwhile,
 *                                  so that what calls cost is not ours alone
 *
 * Each CPU's loop writes the mean of CHUNK calls and when it ended into a ring. A chunk that an interrupt or another
 * process came into is dear whatever is attached, so what counts is the least of WINDOW chunks in a row.
 */
#define _GNU_SOURCE
#include "bpf-ids.h"
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>

#define CPUS_MOST 64
#define CHUNK 1000
#define SAMPLES (1 << 16) /* some seconds */
#define WINDOW 16
#define MEASURE_MS 300
#define LOOK_MS 1500
#define CALM_MS 100
/* Between the least cost afterwards and the cost while watched: below this share of the difference, nothing is added any more. */
#define FREE_SHARE 0.25

struct sample {
	double ended_ms, ns;
};

struct loop {
	volatile unsigned long count;
	struct sample samples[SAMPLES];
};

static struct loop *loops[CPUS_MOST];
static int cpus;
static double watched_ns;
static struct bpf_ids held, before;

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void nap_ms(double ms)
{
	struct timespec span = { (long)ms / 1000, (long)(ms * 1e6) % 1000000000 };

	nanosleep(&span, 0);
}

static void run_loop(int cpu)
{
	struct loop *loop = loops[cpu];
	double begun = now_ms();
	cpu_set_t set;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
	for (;;) {
		struct sample *sample = &loop->samples[loop->count % SAMPLES];

		for (int i = 0; i < CHUNK; i++)
			syscall(SYS_getppid);
		sample->ended_ms = now_ms();
		sample->ns = (sample->ended_ms - begun) * 1e6 / CHUNK;
		begun = sample->ended_ms;
		__atomic_store_n(&loop->count, loop->count + 1, __ATOMIC_RELEASE);
	}
}

static struct sample *sample_at(struct loop *loop, unsigned long number)
{
	return &loop->samples[number % SAMPLES];
}

/* The least of `count` chunks from number `first` on. */
static double least_of(struct loop *loop, unsigned long first, int count)
{
	double least = 1e9;

	for (int i = 0; i < count; i++)
		if (sample_at(loop, first + i)->ns < least)
			least = sample_at(loop, first + i)->ns;
	return least;
}

/* The least over `ms` from now on, of the dearest CPU. */
static double measure(double ms)
{
	unsigned long begun[CPUS_MOST];
	double dearest = 0;

	for (int cpu = 0; cpu < cpus; cpu++)
		begun[cpu] = loops[cpu]->count;
	nap_ms(ms);
	for (int cpu = 0; cpu < cpus; cpu++) {
		double least = least_of(loops[cpu], begun[cpu] + 1, loops[cpu]->count - begun[cpu] - 1);

		if (least > dearest)
			dearest = least;
	}
	return dearest;
}

/*
 * From when on, after `killed_ms`, no window was dear for CALM_MS; -1 when there was no such time. What comes later is
 * somebody else's: of ours nothing comes back.
 */
static double freed(struct loop *loop, unsigned long first, double killed_ms)
{
	unsigned long last = loop->count - 1;
	double after_ns = least_of(loop, first, last - first), limit = after_ns + FREE_SHARE * (watched_ns - after_ns);
	double free_ms = 0;

	for (unsigned long i = first; i + WINDOW < last; i += WINDOW) {
		double ended_ms = sample_at(loop, i + WINDOW - 1)->ended_ms - killed_ms;

		if (least_of(loop, i, WINDOW) > limit)
			free_ms = ended_ms;
		else if (ended_ms - free_ms > CALM_MS)
			return free_ms;
	}
	return -1;
}

/* Programs that were neither there at first nor are the helper's, and those that were there and went. */
static int others(void)
{
	struct bpf_ids now;
	int count = 0;

	all_programs(&now);
	for (int i = 0; i < now.programs; i++)
		count += !has_program(&before, now.program[i]) && !has_program(&held, now.program[i]);
	for (int i = 0; i < before.programs; i++)
		count += !has_program(&now, before.program[i]);
	return count;
}

static void kill_and_look(pid_t victim)
{
	int strange = others();
	unsigned long first[CPUS_MOST];
	double killed, free_ms = 0, links_ms = -1, programs_ms = -1;

	for (int cpu = 0; cpu < cpus; cpu++)
		first[cpu] = loops[cpu]->count;
	killed = now_ms();
	if (kill(victim, SIGKILL)) {
		perror("aftermath: kill");
		exit(1);
	}
	while (now_ms() - killed < LOOK_MS) {
		if (links_ms < 0 && !links_left(&held))
			links_ms = now_ms() - killed;
		if (programs_ms < 0 && !programs_left(&held))
			programs_ms = now_ms() - killed;
		nap_ms(0.5);
	}
	strange += others();
	for (int cpu = 0; cpu < cpus; cpu++) {
		double one = freed(loops[cpu], first[cpu], killed);

		if (one < 0 || free_ms < 0)
			free_ms = -1;
		else if (one > free_ms)
			free_ms = one;
	}
	printf("{\"free_ms\":%.1f,\"links_ms\":%.1f,\"programs_ms\":%.1f,\"programs_left\":%d,\"links_left\":%d,"
	       "\"others\":%d}\n",
	       free_ms, links_ms, programs_ms, programs_left(&held), links_left(&held), strange);
}

int main(void)
{
	/* Looks at its clock before the loops do theirs. */
	struct sched_param first = { 1 };
	char line[64];
	int pid;

	setvbuf(stdout, 0, _IOLBF, 0);
	cpus = sysconf(_SC_NPROCESSORS_ONLN);
	if (cpus > CPUS_MOST)
		cpus = CPUS_MOST;
	for (int cpu = 0; cpu < cpus; cpu++) {
		loops[cpu] = mmap(0, sizeof(struct loop), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (loops[cpu] == MAP_FAILED)
			return 71;
		if (fork() == 0)
			run_loop(cpu);
	}
	sched_setscheduler(0, SCHED_FIFO, &first);
	while (fgets(line, sizeof(line), stdin)) {
		if (!strcmp(line, "base\n")) {
			all_programs(&before);
			printf("{\"ns\":%.2f}\n", measure(MEASURE_MS));
		} else if (sscanf(line, "watched %d", &pid) == 1) {
			watched_ns = measure(MEASURE_MS);
			ids_of(pid, &held);
			printf("{\"ns\":%.2f,\"programs\":%d,\"links\":%d,\"maps\":%d}\n", watched_ns, held.programs, held.links,
			       held.maps);
		} else if (sscanf(line, "kill %d", &pid) == 1) {
			kill_and_look(pid);
		}
	}
	return 0;
}
