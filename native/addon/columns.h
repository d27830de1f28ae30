// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "layout.h"
#include <cstddef>
#include <memory>

namespace ringside {

// Two batches (one being filled, one being copied) lie in a second-level cache of 2 MiB.
constexpr uint32_t kBatchRows = 8192;
// Of what follows the fields of a batch's rows; one record's is far less.
constexpr size_t kBatchTailBytes = 1 << 20;

// What the kernel wrote before each record: how long it is, and two bits about it.
constexpr uint32_t kBusy = 1u << 31;    // BPF_RINGBUF_BUSY_BIT
constexpr uint32_t kDiscard = 1u << 30; // BPF_RINGBUF_DISCARD_BIT
constexpr uint64_t kHeader = 8;

inline uint32_t record_length(const char *record) {
  return *reinterpret_cast<const uint32_t *>(record - kHeader) & ~(kBusy | kDiscard);
}

// Rows of one stream turned into columns, one after the other in one block, each 8-byte aligned and as long as
// `capacity` rows need. A field of several elements is stored element after element: args[0] of all rows, then
// args[1] ... so that each is a plain typed array. Tails come last: where each one ends, u32, then their bytes.
class ColumnBatch {
public:
  explicit ColumnBatch(const Layout &layout, uint32_t capacity = kBatchRows);

  // Appends `count` records; the caller sees to it that they fit.
  void append(const char *const *records, uint32_t count);
  void clear() {
    rows_ = 0;
    ends_.clear();
    tails_.clear();
  }

  uint32_t rows() const { return rows_; }
  uint32_t room() const { return tails_.size() < kBatchTailBytes ? capacity_ - rows_ : 0; }
  uint32_t stream() const { return stream_; }

  // The columns without the room that is not used: each 8-byte aligned, field by field, element by element.
  size_t packed_bytes() const;
  void pack(uint8_t *to) const;

private:
  struct Column {
    uint32_t offset; // in the record
    uint32_t bytes;
    size_t place; // in the block
  };
  static size_t aligned(size_t bytes) { return (bytes + 7) & ~size_t{7}; }
  void append_tails(const char *const *records, uint32_t count);
  uint32_t stream_, capacity_, rows_ = 0;
  uint32_t tail_at_; // in the record; 0 without tails
  std::vector<uint32_t> ends_;
  std::vector<char> tails_;
  std::vector<Column> columns_;
  std::unique_ptr<uint8_t[]> block_;
};

} // namespace ringside
