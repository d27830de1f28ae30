// SPDX-License-Identifier: Apache-2.0
#include "columns.h"
#include <cstring>

namespace ringside {

ColumnBatch::ColumnBatch(const Layout &layout, uint32_t capacity) : stream_(layout.id), capacity_(capacity) {
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
  return total;
}

void ColumnBatch::pack(uint8_t *to) const {
  for (const Column &column : columns_) {
    size_t bytes = static_cast<size_t>(column.bytes) * rows_;
    std::memcpy(to, block_.get() + column.place, bytes);
    to += aligned(bytes);
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
}

} // namespace ringside
