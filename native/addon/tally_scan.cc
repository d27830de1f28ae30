// SPDX-License-Identifier: Apache-2.0
#include "tally_scan.h"
#include <algorithm>
#include <cstring>

namespace ringside {

namespace {
template <typename Word> Word word_at(const char *cell, uint32_t offset) {
  Word word;
  std::memcpy(&word, cell + offset, sizeof(word));
  return word;
}
} // namespace

TallyScan::TallyScan(const uint64_t *keys, const char *cells, uint32_t entries, Layout values)
    : keys_(keys), cells_(cells), entries_(entries), cell_bytes_((values.bytes + 7) & ~7u), values_(std::move(values)),
      shadows_(entries), copy_(cell_bytes_) {}

// A cell that was cleared and taken again by the same key counts from zero.
bool TallyScan::restarted(const char *before, const char *now) const {
  return std::any_of(values_.fields.begin(), values_.fields.end(), [&](const Field &field) {
    return field.bytes == 8 && word_at<uint64_t>(now, field.offset) < word_at<uint64_t>(before, field.offset);
  });
}

void TallyScan::add(TallyChanges &changes, uint32_t row, const char *before, const char *now) const {
  for (size_t f = 0; f < values_.fields.size(); f++) {
    const Field &field = values_.fields[f];
    if (field.bytes == 8) {
      double value = static_cast<double>(word_at<uint64_t>(now, field.offset));
      double &place = changes.wide[f][row];
      if (field.largest)
        place = std::max(place, value);
      else
        place += static_cast<double>(word_at<uint64_t>(now, field.offset) - word_at<uint64_t>(before, field.offset));
      continue;
    }
    uint32_t *places = changes.narrow[f].data() + static_cast<size_t>(row) * field.length;
    for (uint32_t i = 0; i < field.length; i++) {
      uint32_t offset = field.offset + 4 * i;
      places[i] += word_at<uint32_t>(now, offset) - word_at<uint32_t>(before, offset);
    }
  }
}

TallyChanges TallyScan::scan() {
  TallyChanges changes;
  std::unordered_map<uint64_t, uint32_t> row_of;
  changes.wide.resize(values_.fields.size());
  changes.narrow.resize(values_.fields.size());
  occupied_ = 0;
  for (uint32_t i = 0; i < entries_; i++) {
    uint64_t key = __atomic_load_n(&keys_[i], __ATOMIC_ACQUIRE);
    if (!key)
      continue;
    occupied_++;
    Shadow &shadow = shadows_[i];
    if (!shadow.cell)
      shadow.cell = std::make_unique<char[]>(cell_bytes_);
    else if (shadow.key == key && !std::memcmp(shadow.cell.get(), cells_ + i * cell_bytes_, cell_bytes_))
      continue;
    std::memcpy(copy_.data(), cells_ + i * cell_bytes_, cell_bytes_);
    if (shadow.key != key || restarted(shadow.cell.get(), copy_.data()))
      std::memset(shadow.cell.get(), 0, cell_bytes_);
    shadow.key = key;
    auto [place, fresh] = row_of.try_emplace(key, changes.rows);
    if (fresh) {
      changes.rows++;
      changes.keys.push_back(key);
      for (size_t f = 0; f < values_.fields.size(); f++) {
        const Field &field = values_.fields[f];
        if (field.bytes == 8)
          changes.wide[f].resize(changes.rows);
        else
          changes.narrow[f].resize(static_cast<size_t>(changes.rows) * field.length);
      }
    }
    add(changes, place->second, shadow.cell.get(), copy_.data());
    std::memcpy(shadow.cell.get(), copy_.data(), cell_bytes_);
  }
  return changes;
}

} // namespace ringside
