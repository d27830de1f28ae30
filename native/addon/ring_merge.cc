// SPDX-License-Identifier: Apache-2.0
#include "ring_merge.h"
#include <algorithm>

namespace ringside {

namespace {
constexpr uint64_t kNever = ~uint64_t{0};

uint64_t record_bytes(uint32_t word) { return ((word & ~(kBusy | kDiscard)) + kHeader + 7) & ~uint64_t{7}; }
} // namespace

RingMerge::RingMerge(std::vector<Ring> rings, std::vector<Layout> layouts, Take take)
    : rings_(std::move(rings)), take_(std::move(take)) {
  for (Layout &layout : layouts) {
    Open open;
    open.batch = std::make_unique<ColumnBatch>(layout);
    open.layout = std::move(layout);
    open.pending.reserve(kBlock);
    streams_.push_back(std::move(open));
  }
  // What tells words comes before what names them, also where both are gathered or handed on at once.
  std::stable_sort(streams_.begin(), streams_.end(),
                   [](const Open &a, const Open &b) { return a.layout.tail > b.layout.tail; });
}

// The next whole record of a ring, or null when it is empty or busy.
const EventHead *RingMerge::head(Ring &ring) {
  while (ring.position < ring.limit) {
    const char *at = ring.data + (ring.position & ring.mask);
    uint32_t word = __atomic_load_n(reinterpret_cast<const uint32_t *>(at), __ATOMIC_ACQUIRE);
    if (word & kBusy) {
      ring.busy = true;
      return nullptr;
    }
    if (!(word & kDiscard))
      return reinterpret_cast<const EventHead *>(at + kHeader);
    ring.position += record_bytes(word);
  }
  return nullptr;
}

void RingMerge::push(Ring &ring, const EventHead *record) {
  if (record->at < last_at_)
    late_++;
  else
    last_at_ = record->at;
  if (!latest_ || latest_->layout.id != record->stream) {
    auto found = std::find_if(streams_.begin(), streams_.end(),
                              [&](const Open &open) { return open.layout.id == record->stream; });
    if (found == streams_.end()) {
      unknown_++;
      ring.taken++;
      return;
    }
    latest_ = &*found;
  }
  if (!latest_->layout.tail)
    ring.taken++;
  latest_->pending.push_back(reinterpret_cast<const char *>(record));
  if (++pending_ == kBlock)
    gather();
}

// Copies the pending records into columns, then gives their space back to the kernel.
void RingMerge::gather() {
  for (Open &open : streams_) {
    const char *const *records = open.pending.data();
    uint32_t left = open.pending.size();
    while (left) {
      uint32_t count = std::min(left, open.batch->room());
      open.batch->append(records, count);
      records += count;
      left -= count;
      if (!open.batch->room())
        hand_on(open);
    }
    open.pending.clear();
  }
  pending_ = 0;
  for (Ring &ring : rings_)
    if (ring.consumer)
      __atomic_store_n(ring.consumer, ring.position, __ATOMIC_RELEASE);
}

void RingMerge::hand_on(Open &open) {
  for (Open &words : streams_)
    if (!open.layout.tail && words.layout.tail && words.batch->rows())
      hand_on(words);
  batches_++;
  take_(std::move(open.batch));
  open.batch = blank(open.layout);
}

// Fresh memory costs a page fault for every 40 rows; used batches are filled again.
std::unique_ptr<ColumnBatch> RingMerge::blank(const Layout &layout) {
  std::lock_guard lock(pool_mutex_);
  auto found = std::find_if(pool_.begin(), pool_.end(), [&](const auto &batch) { return batch->stream() == layout.id; });
  if (found == pool_.end())
    return std::make_unique<ColumnBatch>(layout);
  std::unique_ptr<ColumnBatch> batch = std::move(*found);
  pool_.erase(found);
  return batch;
}

void RingMerge::recycle(std::unique_ptr<ColumnBatch> batch) {
  batch->clear();
  std::lock_guard lock(pool_mutex_);
  pool_.push_back(std::move(batch));
}

void RingMerge::flush() {
  for (Open &open : streams_)
    if (open.batch->rows())
      hand_on(open);
}

uint64_t RingMerge::drain(uint64_t now, uint64_t slack, bool all) {
  const size_t count = rings_.size();
  std::vector<const EventHead *> heads(count);
  std::vector<uint64_t> times(count);
  uint64_t rows = 0;

  auto look = [&](size_t i) {
    Ring &ring = rings_[i];
    heads[i] = head(ring);
    times[i] = heads[i] ? heads[i]->at : ring.busy ? ring.last : all ? kNever : now - slack;
  };
  for (size_t i = 0; i < count; i++) {
    rings_[i].busy = false;
    rings_[i].limit = __atomic_load_n(rings_[i].producer, __ATOMIC_ACQUIRE);
    look(i);
  }
  for (;;) {
    size_t first = 0;
    uint64_t second = kNever;
    for (size_t i = 1; i < count; i++) {
      if (times[i] < times[first]) {
        second = times[first];
        first = i;
      } else {
        second = std::min(second, times[i]);
      }
    }
    if (!heads[first])
      break;
    // A run: this ring stays the earliest until it passes the second.
    Ring &ring = rings_[first];
    const EventHead *record = heads[first];
    do {
      ring.last = record->at;
      ring.position += record_bytes(*reinterpret_cast<const uint32_t *>(reinterpret_cast<const char *>(record) - kHeader));
      rows++;
      push(ring, record);
      record = head(ring);
    } while (record && record->at <= second);
    look(first);
  }
  gather();
  return rows;
}

} // namespace ringside
