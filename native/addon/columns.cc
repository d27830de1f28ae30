// SPDX-License-Identifier: Apache-2.0
#include "columns.h"
#include <algorithm>
#include <cstring>

namespace ringside {

ColumnBatch::ColumnBatch(const Layout &layout, uint32_t capacity) : stream_(layout.id), capacity_(capacity), tail_at_(layout.tail ? layout.bytes : 0) {
  size_t place = 0;
  for (const Field &field : layout.fields)
    for (uint32_t element = 0; element < field.length; element++) {
      columns_.push_back({field.offset + element * field.bytes, field.bytes, place});
      place += aligned(static_cast<size_t>(field.bytes) * capacity);
    }
  block_ = std::make_unique_for_overwrite<uint8_t[]>(place);
}

size_t ColumnBatch::packed_bytes() const {
  size_t total = 0;
  for (const Column &column : columns_)
    total += aligned(static_cast<size_t>(column.bytes) * rows_);
  if (tail_at_)
    total += aligned(ends_.size() * sizeof(uint32_t)) + aligned(tails_.size());
  return total;
}

void ColumnBatch::pack(uint8_t *to) const {
  for (const Column &column : columns_) {
    size_t bytes = static_cast<size_t>(column.bytes) * rows_;
    std::memcpy(to, block_.get() + column.place, bytes);
    to += aligned(bytes);
  }
  if (!tail_at_ || ends_.empty())
    return;
  std::memcpy(to, ends_.data(), ends_.size() * sizeof(uint32_t));
  to += aligned(ends_.size() * sizeof(uint32_t));
  std::copy(tails_.begin(), tails_.end(), to);
}

void ColumnBatch::append_tails(const char *const *records, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t length = record_length(records[i]);
    if (length > tail_at_)
      tails_.insert(tails_.end(), records[i] + tail_at_, records[i] + length);
    ends_.push_back(tails_.size());
  }
}

namespace {

// One column of a block of records. The records lie in the second-level cache; a load and a store a row remain.
template <typename Word>
void gather(const char *const *records, uint32_t count, uint32_t offset, uint8_t *place, uint32_t at) {
  Word *to = reinterpret_cast<Word *>(place) + at;
  for (uint32_t i = 0; i < count; i++) {
    Word word;
    std::memcpy(&word, records[i] + offset, sizeof(word));
    to[i] = word;
  }
}

} // namespace

void ColumnBatch::append(const char *const *records, uint32_t count) {
  for (const Column &column : columns_) {
    uint8_t *place = block_.get() + column.place;
    if (column.bytes == 8)
      gather<uint64_t>(records, count, column.offset, place, rows_);
    else if (column.bytes == 4)
      gather<uint32_t>(records, count, column.offset, place, rows_);
    else if (column.bytes == 2)
      gather<uint16_t>(records, count, column.offset, place, rows_);
    else
      gather<uint8_t>(records, count, column.offset, place, rows_);
  }
  rows_ += count;
  if (tail_at_)
    append_tails(records, count);
}

} // namespace ringside
