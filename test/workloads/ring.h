/* SPDX-License-Identifier: Apache-2.0 */
/* A ring (io_uring) by its bare system calls: one request at a time goes in, one answer comes out. */
#ifndef RINGSIDE_TEST_RING_H
#define RINGSIDE_TEST_RING_H

#include <linux/io_uring.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RING_ENTRIES 64

struct ring {
	int fd;
	unsigned *sq_tail, *sq_mask, *sq_array, *sq_flags, *cq_head, *cq_tail, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
	unsigned polled;
};

/* 0, or -1 with errno: this kernel has no such ring. */
static inline int ring_begin(struct ring *ring, unsigned flags)
{
	struct io_uring_params asked = { .flags = flags, .sq_thread_idle = 50 };
	char *rings;

	ring->fd = syscall(SYS_io_uring_setup, RING_ENTRIES, &asked);
	if (ring->fd < 0)
		return -1;
	/* Both rings in one mapping since 5.4. */
	rings = mmap(0, asked.cq_off.cqes + asked.cq_entries * sizeof(struct io_uring_cqe) + asked.sq_entries * 4,
		     PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring->fd, IORING_OFF_SQ_RING);
	ring->sqes = mmap(0, asked.sq_entries * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_POPULATE, ring->fd, IORING_OFF_SQES);
	if (rings == MAP_FAILED || ring->sqes == MAP_FAILED)
		return -1;
	ring->sq_tail = (unsigned *)(rings + asked.sq_off.tail);
	ring->sq_mask = (unsigned *)(rings + asked.sq_off.ring_mask);
	ring->sq_array = (unsigned *)(rings + asked.sq_off.array);
	ring->sq_flags = (unsigned *)(rings + asked.sq_off.flags);
	ring->cq_head = (unsigned *)(rings + asked.cq_off.head);
	ring->cq_tail = (unsigned *)(rings + asked.cq_off.tail);
	ring->cq_mask = (unsigned *)(rings + asked.cq_off.ring_mask);
	ring->cqes = (struct io_uring_cqe *)(rings + asked.cq_off.cqes);
	ring->polled = flags & IORING_SETUP_SQPOLL;
	return 0;
}

/* Where the next request is to be written, zeros; ring_put() makes it one. */
static inline struct io_uring_sqe *ring_next(struct ring *ring)
{
	struct io_uring_sqe *sqe = &ring->sqes[*ring->sq_tail & *ring->sq_mask];

	memset(sqe, 0, sizeof(*sqe));
	return sqe;
}

static inline void ring_put(struct ring *ring)
{
	unsigned tail = *ring->sq_tail;

	ring->sq_array[tail & *ring->sq_mask] = tail & *ring->sq_mask;
	__atomic_store_n(ring->sq_tail, tail + 1, __ATOMIC_RELEASE);
}

/* The kernel takes `requests`, and `answers` are waited for. */
static inline int ring_enter(struct ring *ring, unsigned requests, unsigned answers)
{
	unsigned flags = answers ? IORING_ENTER_GETEVENTS : 0;

	if (ring->polled && __atomic_load_n(ring->sq_flags, __ATOMIC_SEQ_CST) & IORING_SQ_NEED_WAKEUP)
		flags |= IORING_ENTER_SQ_WAKEUP;
	return syscall(SYS_io_uring_enter, ring->fd, ring->polled ? 0 : requests, answers, flags, NULL, 0);
}

/* The next answer; it is there. */
static inline int ring_answer(struct ring *ring, unsigned long *about)
{
	struct io_uring_cqe cqe;

	while (*ring->cq_head == __atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE))
		ring_enter(ring, 0, 1);
	cqe = ring->cqes[*ring->cq_head & *ring->cq_mask];
	__atomic_store_n(ring->cq_head, *ring->cq_head + 1, __ATOMIC_RELEASE);
	if (about)
		*about = cqe.user_data;
	return cqe.res;
}

#endif
