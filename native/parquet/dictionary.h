// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ringside::parquet {

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
    for (uint32_t i = 0; i < count; i++) {
      // Signed words keep their sign.
      const uint64_t value = static_cast<uint64_t>(static_cast<int64_t>(from[i]));
      if (!rows_ || value != latest_) {
        latest_ = value;
        if (!find(value))
          return false;
      }
      indices_[rows_++] = latest_index_;
    }
    return true;
  }

  // Whether it is shorter than the values themselves.
  bool pays() const { return values_.size() <= kFew || values_.size() * 2 <= rows_; }
  const std::vector<uint64_t> &values() const { return values_; }
  const std::vector<uint32_t> &indices() const { return indices_; }

private:
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
