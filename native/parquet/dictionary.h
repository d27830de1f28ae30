// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "few_values.h"
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ringside::parquet {

// How many values from the first on are the same. Long runs in blocks, which the compiler makes wide comparisons of: most
// columns hold one value for long.
template <typename Word>
size_t run_length(const Word *values, size_t count) {
  constexpr size_t kShort = 8, kBlock = 64;
  size_t end = 1;
  while (end < std::min(count, kShort) && values[end] == values[0])
    end++;
  if (end < kShort)
    return end;
  for (; count - end >= kBlock; end += kBlock) {
    Word differs = 0;
    for (size_t i = 0; i < kBlock; i++)
      differs |= values[end + i] ^ values[0];
    if (differs)
      break;
  }
  while (end < count && values[end] == values[0])
    end++;
  return end;
}

// Values of a column of few different ones: each once, in the order they came, and for each row which it is.
class Dictionary {
public:
  // `bounded`: gives up where it would be no gain; then add() says so and the rows are to be written another way.
  void begin(uint32_t rows, bool bounded) {
    bounded_ = bounded;
    values_.clear();
    indices_.resize(rows);
    rows_ = 0;
    slots_.assign(kSlotsLeast, 0);
    shift_ = 64 - kBitsLeast;
  }

  template <typename Word>
  bool add(const Word *from, uint32_t count) {
    while (count) {
      if (const uint32_t known = add_known(from, count)) {
        from += known;
        count -= known;
        continue;
      }
      // Signed words keep their sign.
      const uint64_t value = static_cast<uint64_t>(static_cast<int64_t>(*from));
      if ((!rows_ || value != latest_) && !find(latest_ = value))
        return false;
      const uint32_t run = static_cast<uint32_t>(run_length(from, count));
      std::fill_n(indices_.begin() + rows_, run, latest_index_);
      rows_ += run;
      from += run;
      count -= run;
    }
    return true;
  }

  // Whether it is shorter than the values themselves.
  bool pays() const { return values_.size() <= kFew || values_.size() * 2 <= rows_; }
  const std::vector<uint64_t> &values() const { return values_; }
  const std::vector<uint32_t> &indices() const { return indices_; }

private:
  // Rows of two CPUs alternate as chance has it, and each change would be a branch that nobody foresees. So while there are
  // few values, blocks of rows are compared with all of them at once. Says how many rows were added: none where a value is new.
  template <typename Word>
  uint32_t add_known(const Word *from, uint32_t count) {
    using Bits = std::make_unsigned_t<Word>;
    const uint32_t held = static_cast<uint32_t>(std::min<size_t>(values_.size(), kFewValues + 1));
    if (!held || held > kFewValues)
      return 0;
    Bits values[kFewValues] = {};
    for (uint32_t i = 0; i < held; i++)
      values[i] = static_cast<Bits>(values_[i]);
    uint32_t added = 0;
    while (count - added >= kFewBlock &&
           find_few(reinterpret_cast<const Bits *>(from + added), values, held, indices_.data() + rows_)) {
      added += kFewBlock;
      rows_ += kFewBlock;
    }
    if (added) {
      latest_index_ = indices_[rows_ - 1];
      latest_ = values_[latest_index_];
    }
    return added;
  }

  static constexpr int kBitsLeast = 10;
  static constexpr size_t kSlotsLeast = 1 << kBitsLeast;
  static constexpr size_t kFew = 16;
  // Looked at when there are so many; with more than a quarter of the rows so far a column is no dictionary's.
  static constexpr size_t kDoubtful = 4096, kMost = 16384;

  // A slot holds an index and one more; 0 is free.
  size_t slot_of(uint64_t value) const { return value * 0x9e3779b97f4a7c15ull >> shift_; }

  bool find(uint64_t value) {
    const size_t mask = slots_.size() - 1;
    for (size_t slot = slot_of(value);; slot = (slot + 1) & mask) {
      const uint32_t found = slots_[slot];
      if (!found)
        return insert(value, slot);
      if (values_[found - 1] == value) {
        latest_index_ = found - 1;
        return true;
      }
    }
  }

  bool insert(uint64_t value, size_t slot) {
    if (bounded_ && values_.size() >= kDoubtful && (values_.size() * 4 > rows_ || values_.size() >= kMost))
      return false;
    latest_index_ = static_cast<uint32_t>(values_.size());
    values_.push_back(value);
    slots_[slot] = latest_index_ + 1;
    if (values_.size() * 2 > slots_.size())
      grow();
    return true;
  }

  void grow() {
    slots_.assign(slots_.size() * 4, 0);
    shift_ -= 2;
    const size_t mask = slots_.size() - 1;
    for (size_t index = 0; index < values_.size(); index++) {
      size_t slot = slot_of(values_[index]);
      while (slots_[slot])
        slot = (slot + 1) & mask;
      slots_[slot] = static_cast<uint32_t>(index) + 1;
    }
  }

  bool bounded_ = true;
  uint32_t rows_ = 0, latest_index_ = 0;
  uint64_t latest_ = 0;
  int shift_ = 0;
  std::vector<uint64_t> values_;
  std::vector<uint32_t> slots_, indices_;
};

} // namespace ringside::parquet
