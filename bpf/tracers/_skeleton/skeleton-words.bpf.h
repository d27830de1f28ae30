/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A unit of the tracer's own, with words of its own. */
#ifndef RINGSIDE_SKELETON_WORDS_H
#define RINGSIDE_SKELETON_WORDS_H

typedef u16 skeleton_result; /* what became of the signal, in words */

/* As the kernel numbers them: enum of include/trace/events/signal.h. */
enum skeleton_result_word {
	RESULT_DELIVERED,
	RESULT_IGNORED,
	RESULT_PENDING_ALREADY,
	RESULT_QUEUE_FULL,
	RESULT_WITHOUT_DETAILS,
};
UNIT_WORDS(skeleton_result);

#endif
