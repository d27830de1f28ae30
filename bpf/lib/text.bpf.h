/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Texts of any length, up to 4,096 bytes. An event names a text by 64 bits; the text itself is a record of the
 * stream `text` in the same ring, written before the first event that names it. What was told lately is not told
 * again, so that a path that is opened a thousand times is copied once.
 *
 *   ring:  | text 7 "/etc/passwd" | event, path 7 | event, path 7 | text 9 "/etc/group" | event, path 9 | ...
 */
#ifndef RINGSIDE_TEXT_H
#define RINGSIDE_TEXT_H

#define TEXT_MOST 4096
/* Texts are built towards the front, since a path is known from its last name on. What follows them begins here. */
#define TEXT_MIDDLE 8192
#define TEXT_HEAD sizeof(struct text_event)

/* Whoever reads may forget a text that nobody named for three times as long. */
#define TEXT_REPEAT_NS 10000000000ull
#define TEXTS_TOLD 65536

struct text_event {
	stream_id stream;
	cpu_nr cpu;
	text_form form;
	boot_ns at; /* of the event that it comes before */
	text_ref text;
	text_byte bytes[];
};

const struct text_event *__event_of_text __weak;

/* Direct-mapped, by the text's own bits: a text that drives out another one costs that one a copy, and no lock. */
struct text_told {
	text_ref text;
	boot_ns at;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, TEXTS_TOLD);
	__type(key, u32);
	__type(value, struct text_told);
} texts_told SEC(".maps") __weak;

struct text_room {
	boot_ns at; /* of the event that texts are told for */
	u32 begin;
	u32 end;
	/* The verifier takes a masked place and the longest record together. */
	char bytes[TEXT_MIDDLE + TEXT_MOST + 512];
};

/* Where a program builds texts, one a CPU: from 7.x on two programs can be at work on the same one. */
#define TEXT_ROOM(name)                                   \
	struct {                                          \
		__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);  \
		__uint(max_entries, 1);                   \
		__type(key, u32);                         \
		__type(value, struct text_room);          \
	} name SEC(".maps")

static __always_inline void text_begin(struct text_room *room)
{
	room->begin = room->end = TEXT_MIDDLE;
}

/* A name and the slash before it. What is beyond the room is cut off anyway when the text is told. */
static __always_inline void text_prepend_name(struct text_room *room, const void *name, u32 length)
{
	u32 begin = room->begin;

	if (length > 255)
		length = 255;
	if (begin < length + 1 + TEXT_HEAD)
		return;
	begin -= length + 1;
	room->begin = begin;
	barrier_var(begin);
	room->bytes[begin & (TEXT_MIDDLE - 1)] = '/';
	begin++;
	barrier_var(begin);
	barrier_var(length);
	bpf_probe_read_kernel(&room->bytes[begin & (TEXT_MIDDLE - 1)], length & 255, name);
}

/*
 * Told, and before `now`, or the reader could meet the event first; and since somebody asked for events, or he was
 * not there.
 */
static __always_inline bool text_is_told(text_ref text, boot_ns now)
{
	u32 index = text >> 32 & (TEXTS_TOLD - 1);
	struct text_told *told = bpf_map_lookup_elem(&texts_told, &index);

	return told && told->text == text && told->at < now && told->at > capture.asked &&
	       now - told->at < TEXT_REPEAT_NS;
}

/*
 * Bytes that a tracer's folder makes texts of (`texts` of its descriptor), each named by `text` and a little more. A
 * name of its own for each form.
 */
#define TEXT_FORM(name) ((fnv1a(#name, sizeof(#name) - 1) & 0xffff) | 1)

/* Tells what the room holds. A text that is too long loses its front, and begins with an ellipsis then. */
static __always_inline void text_tell_as(struct account *account, u32 cpu, struct text_room *room, text_ref text,
					 text_form form)
{
	void *ring = bpf_map_lookup_elem(&rings, &cpu);
	u32 begin = room->begin, length = room->end - begin, index = text >> 32 & (TEXTS_TOLD - 1);
	u64 wake = BPF_RB_NO_WAKEUP;
	struct text_event *record;
	struct text_told *told;

	if (length > TEXT_MOST) {
		begin = room->end - TEXT_MOST;
		length = TEXT_MOST;
		barrier_var(begin);
		room->bytes[begin & (TEXT_MIDDLE - 1)] = '\xe2';
		room->bytes[(begin + 1) & (TEXT_MIDDLE - 1)] = '\x80';
		room->bytes[(begin + 2) & (TEXT_MIDDLE - 1)] = '\xa6';
	}
	begin -= TEXT_HEAD;
	barrier_var(begin);
	barrier_var(length);
	if (!ring || length > TEXT_MOST) {
		account->texts_lost++;
		return;
	}
	record = (struct text_event *)&room->bytes[begin & (TEXT_MIDDLE - 1)];
	record->stream = STREAM_ID(text);
	record->cpu = cpu;
	record->form = form;
	record->at = room->at;
	record->text = text;
	account->since_wakeup += TEXT_HEAD + length + 8;
	if (account->since_wakeup >= ring_bytes / 4) {
		account->since_wakeup = 0;
		wake = BPF_RB_FORCE_WAKEUP;
	}
	if (bpf_ringbuf_output(ring, record, TEXT_HEAD + length, wake)) {
		account->texts_lost++;
		return;
	}
	account->texts++;
	told = bpf_map_lookup_elem(&texts_told, &index);
	if (told) {
		told->at = room->at;
		told->text = text;
	}
}

static __always_inline void text_tell(struct account *account, u32 cpu, struct text_room *room, text_ref text)
{
	text_tell_as(account, cpu, room, text, 0);
}

#endif
