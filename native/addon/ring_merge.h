// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "columns.h"
#include <functional>
#include <mutex>

namespace ringside {

// One CPU's ring as the kernel lays it out: data mapped twice in a row, so that a record never wraps.
struct Ring {
  volatile uint64_t *consumer = nullptr; // ours to write: how far we have read
  const volatile uint64_t *producer = nullptr;
  const char *data = nullptr;
  uint64_t mask = 0;

  uint64_t position = 0; // how far we have taken records, not yet given back
  uint64_t limit = 0;    // producer position when this round began
  bool busy = false;     // met a record that is still being written
  uint64_t last = 0;     // time of the last record taken
  uint64_t taken = 0;    // events, ever: not the words that they name
};

// Merges the rings of all CPUs by time. A record is given out only when no ring can still hold an earlier one:
// an empty ring vouches for everything before `now - slack`, a busy one for its last record.
class RingMerge {
public:
  using Take = std::function<void(std::unique_ptr<ColumnBatch>)>;

  RingMerge(std::vector<Ring> rings, std::vector<Layout> layouts, Take take);

  // Takes what is there; returns rows taken. `now` was read before this call, same clock as the records;
  // with `all` nothing is held back for order (at the end).
  uint64_t drain(uint64_t now, uint64_t slack, bool all);
  // Hands on what is gathered, also batches that are not full.
  void flush();
  // A used batch comes back, to be filled again. Any thread.
  void recycle(std::unique_ptr<ColumnBatch> batch);

  const std::vector<Ring> &rings() const { return rings_; }
  uint64_t late() const { return late_; }
  uint64_t unknown() const { return unknown_; }
  uint64_t batches() const { return batches_; }

private:
  struct Open {
    Layout layout;
    std::unique_ptr<ColumnBatch> batch;
    std::vector<const char *> pending;
  };
  const EventHead *head(Ring &ring);
  void push(Ring &ring, const EventHead *record);
  void gather();
  void hand_on(Open &open);
  std::unique_ptr<ColumnBatch> blank(const Layout &layout);

  static constexpr uint32_t kBlock = 256; // records between two gathers: they fit the first-level cache
  std::vector<Ring> rings_;
  std::vector<Open> streams_;
  Take take_;
  std::mutex pool_mutex_;
  std::vector<std::unique_ptr<ColumnBatch>> pool_;
  Open *latest_ = nullptr;
  uint32_t pending_ = 0;
  uint64_t last_at_ = 0, late_ = 0, unknown_ = 0, batches_ = 0;
};

} // namespace ringside
