// SPDX-License-Identifier: Apache-2.0
/*
 * Makes room: programs that ended before a time that the engine has read past lose their row and their cells.
 * The kernel side may write beside us: a cell is emptied before its key, a row before its owner, and a key
 * carries the row's generation, so a late writer at worst takes a fresh cell under the old name.
 */
#include "helper.h"
#include <string.h>

/* Slots of rows to forget, by slot: the process_ref that ended, or 0. */
static u32 ended[1 << 16];

static u32 note_ended(struct session *session, u64 before)
{
	u32 count = 0;

	for (u32 slot = 0; slot < session->ready.process_slots; slot++) {
		struct process_row *row = &session->processes[slot];
		u64 when = __atomic_load_n(&row->ended, __ATOMIC_ACQUIRE);

		ended[slot] = when && when < before ? row->process : 0;
		count += ended[slot] != 0;
	}
	return count;
}

static void clear_cells(const struct session *session, struct tally_table *tally)
{
	for (u32 i = 0; i < tally->entries; i++) {
		u64 key = __atomic_load_n(&tally->keys[i], __ATOMIC_ACQUIRE);
		u32 process = (u32)key, slot = process & 0xffff;

		if (!key || slot >= session->ready.process_slots || ended[slot] != process)
			continue;
		memset(tally->cells + (size_t)i * tally->cell_bytes, 0, tally->cell_bytes);
		__atomic_store_n(&tally->keys[i], 0, __ATOMIC_RELEASE);
	}
}

static void clear_row(struct process_row *row)
{
	row->process = 0;
	row->ended = 0;
	row->pid = 0;
	memset(row->comm, 0, sizeof(row->comm));
	__atomic_store_n(&row->owner, 0, __ATOMIC_RELEASE);
}

u64 clear_ended(struct session *session, u64 before)
{
	u32 count = note_ended(session, before);

	if (!count)
		return 0;
	for (u32 i = 0; i < session->tally_count; i++)
		clear_cells(session, &session->tallies[i]);
	for (u32 slot = 0; slot < session->ready.process_slots; slot++)
		if (ended[slot])
			clear_row(&session->processes[slot]);
	return count;
}
