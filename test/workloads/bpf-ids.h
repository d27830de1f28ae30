/* SPDX-License-Identifier: Apache-2.0 */
/* Which BPF programs, links and maps a process holds, and which of them the kernel still has. Root only. */
#ifndef RINGSIDE_BPF_IDS_H
#define RINGSIDE_BPF_IDS_H

#include <dirent.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define IDS_MOST 256

struct bpf_ids {
	int programs, links, maps;
	unsigned int program[IDS_MOST], link[IDS_MOST], map[IDS_MOST];
};

static inline void add_id(unsigned int *list, int *count, unsigned int id)
{
	for (int i = 0; i < *count; i++)
		if (list[i] == id)
			return;
	if (*count < IDS_MOST)
		list[(*count)++] = id;
}

/* As /proc/PID/fdinfo tells them. A link's fdinfo names its program too. */
static inline void ids_of(pid_t pid, struct bpf_ids *ids)
{
	char path[300], line[256];
	unsigned int id;
	struct dirent *entry;
	DIR *folder;

	memset(ids, 0, sizeof(*ids));
	snprintf(path, sizeof(path), "/proc/%d/fdinfo", (int)pid);
	folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		FILE *file;

		snprintf(path, sizeof(path), "/proc/%d/fdinfo/%s", (int)pid, entry->d_name);
		file = fopen(path, "r");
		while (file && fgets(line, sizeof(line), file)) {
			if (sscanf(line, "prog_id: %u", &id) == 1)
				add_id(ids->program, &ids->programs, id);
			else if (sscanf(line, "link_id: %u", &id) == 1)
				add_id(ids->link, &ids->links, id);
			else if (sscanf(line, "map_id: %u", &id) == 1)
				add_id(ids->map, &ids->maps, id);
		}
		if (file)
			fclose(file);
	}
	if (folder)
		closedir(folder);
}

/* Asked by "the next id after the one before", which takes no reference, as opening it would. */
static inline int id_is_there(int command, unsigned int id)
{
	union bpf_attr attributes;

	memset(&attributes, 0, sizeof(attributes));
	attributes.start_id = id - 1;
	return !syscall(SYS_bpf, command, &attributes, sizeof(attributes)) && attributes.next_id == id;
}

/* All programs that there are, whoever holds them. */
static inline void all_programs(struct bpf_ids *ids)
{
	union bpf_attr attributes;
	unsigned int id = 0;

	memset(ids, 0, sizeof(*ids));
	for (;;) {
		memset(&attributes, 0, sizeof(attributes));
		attributes.start_id = id;
		if (syscall(SYS_bpf, BPF_PROG_GET_NEXT_ID, &attributes, sizeof(attributes)))
			return;
		id = attributes.next_id;
		add_id(ids->program, &ids->programs, id);
	}
}

static inline int has_program(const struct bpf_ids *ids, unsigned int id)
{
	for (int i = 0; i < ids->programs; i++)
		if (ids->program[i] == id)
			return 1;
	return 0;
}

static inline int links_left(const struct bpf_ids *ids)
{
	int left = 0;

	for (int i = 0; i < ids->links; i++)
		left += id_is_there(BPF_LINK_GET_NEXT_ID, ids->link[i]);
	return left;
}

static inline int programs_left(const struct bpf_ids *ids)
{
	int left = 0;

	for (int i = 0; i < ids->programs; i++)
		left += id_is_there(BPF_PROG_GET_NEXT_ID, ids->program[i]);
	return left;
}

static inline int maps_left(const struct bpf_ids *ids)
{
	int left = 0;

	for (int i = 0; i < ids->maps; i++)
		left += id_is_there(BPF_MAP_GET_NEXT_ID, ids->map[i]);
	return left;
}

#endif
