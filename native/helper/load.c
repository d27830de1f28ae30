// SPDX-License-Identifier: Apache-2.0
/*
 * Loads the one built-in object: every program that this kernel knows the hook of, every map, every ring;
 * attaches nothing. Everything is created here, since nothing can be created after the drop, so everything
 * has its bound here.
 */
#define _GNU_SOURCE
#include "helper.h"
#include "schema.h"
#include "ringside.skel.h"
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/capability.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RINGS_MOST (64ull << 20)
#define MEMORY_MOST (96ull << 20)
#define SURVEY_ITERATORS "iter/"

static char load_log[512];

/* libbpf says in words which program the kernel refused; the last warning is the reason that we pass on. */
static int keep_warning(enum libbpf_print_level level, const char *format, va_list arguments)
{
	char line[512];

	if (level != LIBBPF_WARN)
		return 0;
	vsnprintf(line, sizeof(line), format, arguments);
	if (strstr(line, "program load failed"))
		memcpy(load_log, line, sizeof(load_log));
	return 0;
}

static u64 power_of_two_below(u64 value)
{
	u64 power = 4096;

	while (power * 2 <= value)
		power *= 2;
	return power;
}

/* At most 64 MiB or a hundredth of the memory together, whichever is less; a power of two each. */
static u64 ring_bytes_for(const struct size_class *size, int cpus)
{
	struct sysinfo info;
	u64 together = RINGS_MOST;

	if (!sysinfo(&info) && (u64)info.totalram * info.mem_unit / 100 < together)
		together = (u64)info.totalram * info.mem_unit / 100;
	if (together / cpus < size->ring_bytes_most)
		return power_of_two_below(together / cpus);
	return size->ring_bytes_most;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length > tail && !strcmp(text + length - tail, end);
}

static u64 map_bytes(const struct bpf_map *map)
{
	u64 entry = (bpf_map__value_size(map) + 7) & ~7ull, page = sysconf(_SC_PAGESIZE);

	return (entry * bpf_map__max_entries(map) + page - 1) & ~(page - 1);
}

/* A tally of `nominal` slots becomes a region per CPU of nominal >> shift slots and a quarter for the fold. */
static u64 size_tallies(struct bpf_object *object, int cpus, u32 shift, bool set)
{
	struct bpf_map *map;
	u64 bytes = 0;

	bpf_object__for_each_map(map, object) {
		u32 slots, entries;

		if (!ends_with(bpf_map__name(map), "_keys") && !ends_with(bpf_map__name(map), "_cells"))
			continue;
		slots = bpf_map__max_entries(map) >> shift;
		entries = cpus * (slots + slots / 4);
		bytes += (u64)entries * ((bpf_map__value_size(map) + 7) & ~7u);
		if (set)
			bpf_map__set_max_entries(map, entries);
	}
	return bytes;
}

/* Whether the running kernel has the hook that a section name asks for. */
static bool hook_exists(const struct btf *kernel, const char *section)
{
	char name[128];

	if (!strncmp(section, "tp_btf/", 7)) {
		snprintf(name, sizeof(name), "btf_trace_%s", section + 7);
		return btf__find_by_name_kind(kernel, name, BTF_KIND_TYPEDEF) > 0;
	}
	if (!strncmp(section, SURVEY_ITERATORS, 5)) {
		snprintf(name, sizeof(name), "bpf_iter_%s", section + 5);
		return btf__find_by_name_kind(kernel, name, BTF_KIND_FUNC) > 0;
	}
	return true;
}

static int program_index(const struct session *session, const char *name)
{
	for (u32 i = 0; i < session->ready.program_count; i++)
		if (!strcmp(session->ready.programs[i].name, name))
			return i;
	return -1;
}

static u32 kind_of(const struct bpf_program *program)
{
	if (!strncmp(bpf_program__section_name(program), SURVEY_ITERATORS, 5))
		return PROGRAM_ITERATOR;
	/* Without a hook in its name: run by request. */
	return strcmp(bpf_program__section_name(program), "raw_tp") ? PROGRAM_ATTACHED : PROGRAM_RUN;
}

/* Whether it is of a tracer that nobody asked for. */
static bool is_left_out(const char *program, u32 tracers)
{
	for (size_t i = 0; i < sizeof(tracer_functions) / sizeof(*tracer_functions); i++)
		if (!strcmp(tracer_functions[i].name, program))
			return !(tracers >> tracer_functions[i].tracer & 1);
	return false;
}

static void list_programs(struct session *session, struct bpf_object *object, const struct btf *kernel, u32 tracers)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) {
		struct ready_program *listed = &session->ready.programs[session->ready.program_count];

		if (session->ready.program_count == MAX_PROGRAMS)
			fail(EXIT_LOAD, "more programs than MAX_PROGRAMS", 0);
		snprintf(listed->name, sizeof(listed->name), "%s", bpf_program__name(program));
		listed->kind = kind_of(program);
		/* Looking for a hook goes through all names of the kernel. */
		if (is_left_out(bpf_program__name(program), tracers))
			listed->error = -ECANCELED;
		else if (!hook_exists(kernel, bpf_program__section_name(program)))
			listed->error = -ENOENT;
		session->ready.program_count++;
	}
}

/* By which paths that others see are told as the host sees them; 0 without /proc. */
static u32 own_mount_ns(void)
{
	struct stat about;

	return stat("/proc/self/ns/mnt", &about) ? 0 : about.st_ino;
}

static struct ringside *open_object(struct session *session, const struct asked *asked, const struct btf *kernel)
{
	const struct size_class *size = asked->size;
	struct ringside *skeleton = ringside__open();
	struct bpf_program *program;
	int cpus = session->ready.cpus;
	u32 shift = size->tally_shift;

	if (!skeleton)
		fail(EXIT_LOAD, "the built-in programs cannot be opened", errno);
	while (size_tallies(skeleton->obj, cpus, shift, false) + session->ready.ring_bytes * cpus > MEMORY_MOST &&
	       shift < 8)
		shift++;
	size_tallies(skeleton->obj, cpus, shift, true);
	bpf_map__set_max_entries(skeleton->maps.rings, cpus);
	bpf_map__set_max_entries(skeleton->maps.processes, size->process_slots + PROCESS_FOLDS);
	bpf_map__set_max_entries(skeleton->maps.groups, size->group_slots);
	skeleton->rodata->cpus = cpus;
	skeleton->rodata->host_mount_ns = own_mount_ns();
	skeleton->rodata->group_slots = size->group_slots;
	skeleton->rodata->ring_bytes = session->ready.ring_bytes;
	skeleton->rodata->process_slots = session->ready.process_slots = size->process_slots;
	skeleton->rodata->tally_shift = session->ready.tally_shift = shift;
	if (!session->ready.program_count)
		list_programs(session, skeleton->obj, kernel, asked->tracers);
	bpf_object__for_each_program(program, skeleton->obj)
		if (session->ready.programs[program_index(session, bpf_program__name(program))].error)
			bpf_program__set_autoload(program, false);
	return skeleton;
}

/* A program that the kernel refuses is switched off and the object loaded anew without it. */
static struct ringside *load_object(struct session *session, const struct asked *asked, const struct btf *kernel)
{
	for (int attempt = 0; attempt < MAX_PROGRAMS; attempt++) {
		struct ringside *skeleton = open_object(session, asked, kernel);
		char name[NAME_BYTES];
		int error, refused;

		load_log[0] = 0;
		error = ringside__load(skeleton);
		if (!error)
			return skeleton;
		if (sscanf(load_log, "libbpf: prog '%31[^']'", name) != 1 || (refused = program_index(session, name)) < 0)
			fail(EXIT_LOAD, "the kernel refuses the maps or programs", -error);
		session->ready.programs[refused].error = error;
		ringside__destroy(skeleton);
	}
	fail(EXIT_LOAD, "the kernel refuses every program", 0);
}

static void create_rings(struct session *session, const struct ringside *skeleton)
{
	for (u32 cpu = 0; cpu < session->ready.cpus; cpu++) {
		int fd = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "ringside_ring", 0, 0, session->ready.ring_bytes, NULL);

		if (fd < 0)
			fail(EXIT_LOAD, "a ring buffer cannot be created", errno);
		if (bpf_map_update_elem(bpf_map__fd(skeleton->maps.rings), &cpu, &fd, BPF_ANY))
			fail(EXIT_LOAD, "a ring buffer cannot be placed", errno);
		session->ring_fds[cpu] = fd;
	}
}

/* As an attacker would: the consumer position ahead of the data, then two reservations. See ring_probe.bpf.c. */
static bool reservations_are_sound(const struct ringside *skeleton)
{
	LIBBPF_OPTS(bpf_test_run_opts, options);
	int ring = bpf_map__fd(skeleton->maps.ring_probe_ring);
	u64 *consumer = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE, MAP_SHARED, ring, 0);
	int error;

	if (consumer == MAP_FAILED)
		return false;
	*consumer = 0x3000;
	error = bpf_prog_test_run_opts(bpf_program__fd(skeleton->progs.ring_probe), &options);
	munmap(consumer, sysconf(_SC_PAGESIZE));
	return !error && options.retval == 0;
}

/* Every table that the engine reads by mapping it: frozen, so that no user space, ours included, writes it. */
static void list_tables(struct session *session, struct ringside *skeleton)
{
	struct bpf_map *map;

	/* libbpf maps data sections to initialise them; a map is not frozen while somebody could write. */
	munmap(skeleton->data_accounts, map_bytes(skeleton->maps.data_accounts));
	skeleton->data_accounts = NULL;
	bpf_object__for_each_map(map, skeleton->obj) {
		const char *name = bpf_map__name(map), *dot = strchr(name, '.');
		struct ready_table *table = &session->ready.tables[session->ready.table_count];

		if (bpf_map__type(map) != BPF_MAP_TYPE_ARRAY || !(bpf_map__map_flags(map) & BPF_F_MMAPABLE) ||
		    (dot && strcmp(dot, ".data.accounts")))
			continue;
		if (session->ready.table_count == MAX_TABLES)
			fail(EXIT_LOAD, "more tables than MAX_TABLES", 0);
		if (bpf_map_freeze(bpf_map__fd(map)))
			fail(EXIT_LOAD, "a table cannot be frozen", errno);
		snprintf(table->name, sizeof(table->name), "%s", dot ? dot : name);
		table->bytes = map_bytes(map);
		table->entry_bytes = (bpf_map__value_size(map) + 7) & ~7u;
		table->entries = bpf_map__max_entries(map);
		session->ready.memory_bytes += table->bytes;
		session->table_fds[session->ready.table_count++] = bpf_map__fd(map);
	}
}

static void list_program_fds(struct session *session, struct bpf_object *object)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) {
		int index = program_index(session, bpf_program__name(program));

		session->program_fds[index] = session->ready.programs[index].error ? -1 : bpf_program__fd(program);
		session->link_fds[index] = -1;
		if (session->ready.programs[index].kind == PROGRAM_ITERATOR && session->program_fds[index] >= 0) {
			session->link_fds[index] = bpf_link_create(session->program_fds[index], 0, BPF_TRACE_ITER, NULL);
			if (session->link_fds[index] < 0)
				session->ready.programs[index].error = -errno;
		}
	}
}

/* Before 5.19 bpf() needs CAP_BPF even to read a map that one holds: a child without rights tries. */
static bool kernel_needs_rights_later(int map)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
		struct __user_cap_data_struct none[2] = { { 0 } };
		struct bpf_map_info info = { 0 };
		u32 length = sizeof(info);

		if (syscall(SYS_capset, &header, none))
			_exit(2);
		_exit(bpf_obj_get_info_by_fd(map, &info, &length) ? 1 : 0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) == 2)
		fail(EXIT_LOAD, "it cannot be tried what this kernel allows without rights", errno);
	return WEXITSTATUS(status) == 1;
}

static u64 now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000ull + now.tv_nsec / 1000;
}

void load_session(struct session *session, const struct asked *asked)
{
	struct btf *kernel;
	struct ringside *skeleton;
	u64 begun = now_us();
	int cpus = libbpf_num_possible_cpus();

	libbpf_set_print(keep_warning);
	if (cpus < 1 || cpus > MAX_CPUS)
		fail(EXIT_LOAD, "this machine has more possible CPUs than this build is made for", 0);
	session->ready.magic = PROTOCOL_MAGIC;
	session->ready.version = PROTOCOL_VERSION;
	snprintf(session->ready.schema, sizeof(session->ready.schema), "%s", RINGSIDE_SCHEMA_HASH);
	session->ready.cpus = cpus;
	session->ready.ring_bytes = ring_bytes_for(asked->size, cpus);
	kernel = btf__load_vmlinux_btf();
	if (!kernel)
		fail(EXIT_LOAD, "the kernel has no BTF (/sys/kernel/btf/vmlinux): it was built without CONFIG_DEBUG_INFO_BTF",
		     errno);
	skeleton = load_object(session, asked, kernel);
	create_rings(session, skeleton);
	if (reservations_are_sound(skeleton))
		session->ready.flags |= READY_RINGS_SHARED;
	if (kernel_needs_rights_later(bpf_map__fd(skeleton->maps.subtree)))
		session->ready.flags |= READY_KEEPS_RIGHTS;
	list_tables(session, skeleton);
	list_program_fds(session, skeleton->obj);
	session->ready.memory_bytes += session->ready.ring_bytes * cpus;
	session->capture = &skeleton->data_capture->capture;
	session->subtree_fd = bpf_map__fd(skeleton->maps.subtree);
	session->own_fd = bpf_map__fd(skeleton->maps.own_processes);
	session->ready.load_us = now_us() - begun;
}
