// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "dictionary.h"
#include "encodings.h"
#include "part.h"
#include <optional>
#include <zstd.h>

namespace ringside::parquet {

// One column of one row group: its pages, and what the footer says of them.
struct ColumnChunk {
  Bytes pages;
  std::vector<Encoding> encodings;
  uint64_t dictionary_bytes = 0; // of its page, which is the first; 0 without one
  uint64_t uncompressed_bytes = 0;
  uint32_t nulls = 0;
  std::optional<std::string> least, most; // as Parquet's PLAIN has them
};

// Makes chunks; keeps its memory from one to the next.
class ChunkWriter {
public:
  ChunkWriter();
  ~ChunkWriter();
  ChunkWriter(const ChunkWriter &) = delete;

  // Numbers of which there are few.
  ColumnChunk numbers(Kind kind, const Dictionary &dictionary);
  // Numbers, one a row.
  ColumnChunk numbers(Kind kind, const std::vector<int64_t> &values);
  // Words that stand for the dictionary's numbers.
  ColumnChunk words(Kind kind, const Dictionary &dictionary, std::vector<Word> words);

private:
  void page(ColumnChunk &chunk, bool is_dictionary, uint32_t count, Encoding encoding, const Bytes &body);
  template <typename At>
  ColumnChunk booleans(uint32_t rows, At at);

  ZSTD_CCtx *zstd_;
  Bytes body_, packed_;
  std::vector<uint32_t> indices_, levels_;
};

} // namespace ringside::parquet
