// SPDX-License-Identifier: Apache-2.0
// Thrift's compact protocol, as much of it as Parquet's headers and footer need: written, never read.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace ringside::parquet {

using Bytes = std::vector<uint8_t>;

inline void put_varint(Bytes &to, uint64_t value) {
  for (; value >= 0x80; value >>= 7)
    to.push_back(static_cast<uint8_t>(value) | 0x80);
  to.push_back(static_cast<uint8_t>(value));
}

inline uint64_t zigzag(int64_t value) { return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63); }

// One struct after the other; fields of a struct in the order of their numbers.
class Thrift {
public:
  enum Type : uint8_t { kI32 = 5, kI64 = 6, kBinary = 8, kList = 9, kStruct = 12 };

  explicit Thrift(Bytes &to) : to_(to) {}

  void i32(int field, int64_t value) { number(field, kI32, value); }
  void i64(int field, int64_t value) { number(field, kI64, value); }
  void text(int field, std::string_view text) {
    head(field, kBinary);
    bare(text);
  }
  void list(int field, Type of, size_t length) {
    head(field, kList);
    if (length < 15)
      to_.push_back(static_cast<uint8_t>(length << 4 | of));
    else {
      to_.push_back(0xf0 | of);
      put_varint(to_, length);
    }
  }
  // A struct in a field; end() closes it.
  void begin(int field) {
    head(field, kStruct);
    begin();
  }
  // A struct in a list.
  void begin() { outer_.push_back(std::exchange(last_, 0)); }
  void end() {
    to_.push_back(0);
    last_ = outer_.empty() ? 0 : outer_.back();
    if (!outer_.empty())
      outer_.pop_back();
  }
  // In a list.
  void bare(std::string_view text) {
    put_varint(to_, text.size());
    to_.insert(to_.end(), text.begin(), text.end());
  }
  void bare(int64_t value) { put_varint(to_, zigzag(value)); }

private:
  void head(int field, Type type) {
    to_.push_back(static_cast<uint8_t>((field - last_) << 4 | type));
    last_ = field;
  }
  void number(int field, Type type, int64_t value) {
    head(field, type);
    bare(value);
  }

  Bytes &to_;
  int last_ = 0;
  std::vector<int> outer_;
};

} // namespace ringside::parquet
