// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ring_merge.h"
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace ringside {

struct ReaderFigures {
  std::vector<uint64_t> taken; // rows, by CPU
  uint64_t late = 0;           // rows that came after a later one had been given out
  uint64_t unknown = 0;        // records of no stream that we were told of
  uint64_t batches = 0;
  uint64_t wakeups = 0;
  uint64_t stalls = 0; // times the reader waited for the engine; the rings hold the rows meanwhile
};

// The one thread that empties the rings. It never drops: when the engine is behind it stops reading, and what
// then does not fit the ring is counted by the kernel, in one place.
class Reader {
public:
  using Deliver = std::function<bool(std::unique_ptr<ColumnBatch>)>; // false: nobody listens any more

  Reader(std::vector<int> ring_fds, uint64_t ring_bytes, std::vector<Layout> layouts, uint64_t slack_ns, Deliver deliver);
  ~Reader();

  // Begins to read; apart from the constructor, so that the owner holds the reader before the first batch.
  void start() { thread_ = std::thread([this] { run(); }); }
  // Takes what is left, in order, and ends the thread.
  void stop();
  // The engine has used up a batch; its memory is filled again.
  void recycle(std::unique_ptr<ColumnBatch> batch);
  ReaderFigures figures();

private:
  void run();
  void pass_on(std::unique_ptr<ColumnBatch> batch);

  static constexpr int kQueueMost = 32; // batches on their way: at most 32 x 8,192 rows
  static constexpr int kTickMs = 50;
  std::vector<void *> mapped_;
  std::vector<size_t> mapped_bytes_;
  std::unique_ptr<RingMerge> merge_;
  uint64_t slack_;
  Deliver deliver_;
  int epoll_ = -1, wake_ = -1;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable room_;
  int queued_ = 0;
  ReaderFigures figures_;
  std::thread thread_;
};

} // namespace ringside
