// SPDX-License-Identifier: Apache-2.0
#include "reader.h"
#include <cerrno>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <system_error>
#include <time.h>
#include <unistd.h>

namespace ringside {

namespace {
uint64_t boot_ns() {
  timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return now.tv_sec * 1000000000ull + now.tv_nsec;
}
} // namespace

Reader::Reader(std::vector<int> ring_fds, uint64_t ring_bytes, std::vector<Layout> layouts, uint64_t slack_ns,
               Deliver deliver)
    : slack_(slack_ns), deliver_(std::move(deliver)) {
  const size_t page = sysconf(_SC_PAGESIZE);
  std::vector<Ring> rings;
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event wake{EPOLLIN, {.u32 = ~0u}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &wake);
  for (int fd : ring_fds) {
    void *consumer = mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    void *data = mmap(nullptr, page + 2 * ring_bytes, PROT_READ, MAP_SHARED, fd, page);
    if (consumer == MAP_FAILED || data == MAP_FAILED)
      throw std::system_error(errno, std::generic_category(), "a ring buffer cannot be mapped");
    mapped_.insert(mapped_.end(), {consumer, data});
    mapped_bytes_.insert(mapped_bytes_.end(), {page, page + 2 * ring_bytes});
    Ring ring;
    ring.consumer = static_cast<volatile uint64_t *>(consumer);
    ring.producer = static_cast<const volatile uint64_t *>(data);
    ring.data = static_cast<const char *>(data) + page;
    ring.mask = ring_bytes - 1;
    // What was written before we came belongs to nobody (the cost meter's own calls, an earlier reader's).
    ring.position = __atomic_load_n(ring.producer, __ATOMIC_ACQUIRE);
    __atomic_store_n(ring.consumer, ring.position, __ATOMIC_RELEASE);
    rings.push_back(ring);
    // Edge-triggered: a level-triggered ring is readable as long as anything is in it, and we would spin.
    epoll_event event{EPOLLIN | EPOLLET, {.u32 = 0}};
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event))
      throw std::system_error(errno, std::generic_category(), "a ring buffer cannot be waited for");
  }
  merge_ = std::make_unique<RingMerge>(std::move(rings), std::move(layouts),
                                       [this](std::unique_ptr<ColumnBatch> batch) { pass_on(std::move(batch)); });
}

Reader::~Reader() {
  stop();
  merge_.reset();
  for (size_t i = 0; i < mapped_.size(); i++)
    munmap(mapped_[i], mapped_bytes_[i]);
  close(epoll_);
  close(wake_);
}

void Reader::pass_on(std::unique_ptr<ColumnBatch> batch) {
  std::unique_lock lock(mutex_);
  if (queued_ >= kQueueMost && !stopping_) {
    figures_.stalls++;
    room_.wait(lock, [this] { return queued_ < kQueueMost || stopping_; });
  }
  queued_++;
  lock.unlock();
  if (!deliver_(std::move(batch)))
    stopping_ = true;
}

void Reader::recycle(std::unique_ptr<ColumnBatch> batch) {
  merge_->recycle(std::move(batch));
  std::lock_guard lock(mutex_);
  queued_--;
  room_.notify_one();
}

void Reader::run() {
  epoll_event events[8];
  for (;;) {
    bool last = stopping_;
    // Before any producer position is read: what an empty ring vouches for.
    uint64_t now = boot_ns();
    merge_->drain(now, slack_, last);
    merge_->flush();
    {
      std::lock_guard lock(mutex_);
      figures_.wakeups++;
      figures_.late = merge_->late();
      figures_.unknown = merge_->unknown();
      figures_.batches = merge_->batches();
      figures_.taken.clear();
      for (const Ring &ring : merge_->rings())
        figures_.taken.push_back(ring.taken);
    }
    if (last)
      return;
    epoll_wait(epoll_, events, 8, kTickMs);
  }
}

void Reader::stop() {
  if (!thread_.joinable())
    return;
  stopping_ = true;
  uint64_t one = 1;
  if (write(wake_, &one, sizeof(one)) < 0) {
    // The counter is full: the thread is awake already.
  }
  room_.notify_all();
  thread_.join();
}

ReaderFigures Reader::figures() {
  std::lock_guard lock(mutex_);
  return figures_;
}

} // namespace ringside
