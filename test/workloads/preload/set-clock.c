// SPDX-License-Identifier: Apache-2.0
// Sets the clock for one process: loaded before libc, it adds the seconds in the file RINGSIDE_SET_CLOCK (8 bytes, which
// may change at any time) to the time of day. CLOCK_BOOTTIME and CLOCK_MONOTONIC stay, as when a clock is really set.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *ahead;

__attribute__((constructor)) static void map_file(void) {
  const char *path = getenv("RINGSIDE_SET_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0)
    return;
  void *place = mmap(NULL, sizeof(*ahead), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (place != MAP_FAILED)
    ahead = place;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int failed = (int)syscall(SYS_clock_gettime, clock, now);
  if (!failed && ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += *ahead;
  return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact))
    return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *out) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now))
    return -1;
  if (out)
    *out = now.tv_sec;
  return now.tv_sec;
}
