// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "thrift.h"
#include <functional>
#include <string>

namespace ringside::parquet {

// Numbers as they came: one after the other, in pieces.
struct Source {
  struct Piece {
    const void *values;
    uint32_t rows;
  };
  int bytes; // of one: 1, 2, 4 or 8
  bool has_sign;
  std::vector<Piece> pieces;
};

// A double comes as the bits that it has.
enum class Kind { kBoolean, kInt32, kInt64, kDouble, kText };

struct Column {
  std::string name;
  Kind kind;
  size_t source;
  // Not the numbers themselves: words for them, which whoever asks for the part has.
  bool has_words;
};

// What stands for a number.
struct Word {
  bool is_null = true;
  int64_t number = 0;
  std::string text;
};

struct Part {
  uint32_t rows;
  std::vector<Source> sources;
  std::vector<Column> columns;
  // As many words as numbers, each of which is there once.
  std::function<std::vector<Word>(size_t column, const std::vector<uint64_t> &numbers)> words;
  // A text that the footer carries.
  std::string key, value;
  std::string created_by;
};

// The rows of one part as a whole Parquet file.
Bytes write(const Part &part);

} // namespace ringside::parquet
