/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Texts of processes that are no paths: names, and arguments as the kernel has copied them. */
#ifndef RINGSIDE_PROCESS_TEXTS_H
#define RINGSIDE_PROCESS_TEXTS_H

#define NAME_SEED 0x2545f4914f6cdd1dull
#define ARGV_SEED 0xd6e8feb86659fd93ull

/* Tells the bytes that lie in the middle of the room, if they were not told lately. */
__noinline u64 bytes_tell(struct text_room *room, struct account *account, u32 length, u64 seed)
{
	struct claim_words words = { .room = room, .mixed = seed };
	text_ref text;

	if (!room || !account || length > TEXT_MOST)
		return 0;
	room->end = TEXT_MIDDLE + length;
	room->begin = TEXT_MIDDLE;
	if (length < TEXT_MOST)
		__builtin_memset(&room->bytes[TEXT_MIDDLE + (length & (TEXT_MOST - 1))], 0, 8);
	bpf_loop((length + 7) / 8, claim_mix, &words, 0);
	text = mix64(words.mixed ^ length) | 1;
	if (!text_is_told(text, room->at))
		text_tell(account, bpf_get_smp_processor_id(), room, text);
	return text;
}

/* A name of the kernel's, at most `most` bytes with its end; 0 when it cannot be read. */
static __always_inline text_ref name_tell(struct text_room *room, struct account *account, const void *name, u32 most)
{
	long got = bpf_probe_read_kernel_str(&room->bytes[TEXT_MIDDLE], most, name);

	return got > 0 ? bytes_tell(room, account, got - 1, NAME_SEED) : 0;
}

/*
 * The arguments of the program that `task`, which runs, has just begun: from its new stack, where the kernel has put
 * them before the first instruction. A page that is not there any more ends them.
 */
static __always_inline text_ref argv_tell(struct text_room *room, struct account *account, struct mm_struct *mm,
					  u64 *bytes)
{
	u64 start = BPF_CORE_READ(mm, arg_start), length = BPF_CORE_READ(mm, arg_end) - start;

	*bytes = length;
	if (length > TEXT_MOST)
		length = TEXT_MOST;
	barrier_var(length);
	if (length > TEXT_MOST)
		return 0;
	if (!bpf_probe_read_user(&room->bytes[TEXT_MIDDLE], length, (void *)start))
		return bytes_tell(room, account, length, ARGV_SEED);
	length = PAGE_BYTES - (start & (PAGE_BYTES - 1));
	if (length > TEXT_MOST || bpf_probe_read_user(&room->bytes[TEXT_MIDDLE], length, (void *)start))
		return 0;
	return bytes_tell(room, account, length, ARGV_SEED);
}

#endif
