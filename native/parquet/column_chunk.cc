// SPDX-License-Identifier: Apache-2.0
#include "column_chunk.h"
#include <algorithm>
#include <new>
#include <stdexcept>
#include <unordered_map>

namespace ringside::parquet {

namespace {

// Decompression is as fast at any level; the lowest costs a fifth of what encoding does.
constexpr int kZstdLevel = 1;
// Longer texts have no least and most.
constexpr size_t kStatisticsTextMost = 256;

template <typename Word>
void put_plain(Bytes &to, Word value) {
  const auto *bytes = reinterpret_cast<const uint8_t *>(&value);
  to.insert(to.end(), bytes, bytes + sizeof(value));
}

void put_plain(Bytes &to, Kind kind, int64_t value) {
  if (kind == Kind::kInt32)
    put_plain(to, static_cast<int32_t>(value));
  else
    put_plain(to, value);
}

std::string plain(Kind kind, int64_t value) {
  Bytes bytes;
  put_plain(bytes, kind, value);
  return {bytes.begin(), bytes.end()};
}

int64_t as(Kind kind, uint64_t value) {
  return kind == Kind::kInt32 ? static_cast<int32_t>(value) : static_cast<int64_t>(value);
}

// All rows have a value.
void put_no_nulls(Bytes &to, uint32_t rows) {
  Bytes run;
  put_varint(run, static_cast<uint64_t>(rows) << 1);
  run.push_back(1);
  put_plain(to, static_cast<uint32_t>(run.size()));
  to.insert(to.end(), run.begin(), run.end());
}

void put_indices(Bytes &to, const std::vector<uint32_t> &indices, size_t of) {
  const int bits = std::max(1, bits_for(of - 1));
  to.push_back(static_cast<uint8_t>(bits));
  put_rle(to, indices.data(), indices.size(), bits);
}

} // namespace

ChunkWriter::ChunkWriter() : zstd_(ZSTD_createCCtx()) {
  if (!zstd_)
    throw std::bad_alloc();
}

ChunkWriter::~ChunkWriter() { ZSTD_freeCCtx(zstd_); }

void ChunkWriter::page(ColumnChunk &chunk, bool is_dictionary, uint32_t count, Encoding encoding, const Bytes &body) {
  packed_.resize(ZSTD_compressBound(body.size()));
  const size_t packed = ZSTD_compressCCtx(zstd_, packed_.data(), packed_.size(), body.data(), body.size(), kZstdLevel);
  if (ZSTD_isError(packed))
    throw std::runtime_error(ZSTD_getErrorName(packed));
  Bytes head;
  Thrift thrift(head);
  thrift.begin();
  thrift.i32(1, is_dictionary ? 2 : 0);
  thrift.i32(2, static_cast<int64_t>(body.size()));
  thrift.i32(3, static_cast<int64_t>(packed));
  thrift.begin(is_dictionary ? 7 : 5);
  thrift.i32(1, count);
  thrift.i32(2, static_cast<int>(encoding));
  if (!is_dictionary) {
    thrift.i32(3, static_cast<int>(Encoding::kRle));
    thrift.i32(4, static_cast<int>(Encoding::kRle));
  }
  thrift.end();
  thrift.end();
  chunk.pages.insert(chunk.pages.end(), head.begin(), head.end());
  chunk.pages.insert(chunk.pages.end(), packed_.begin(), packed_.begin() + packed);
  chunk.uncompressed_bytes += head.size() + body.size();
  if (is_dictionary)
    chunk.dictionary_bytes = chunk.pages.size();
  else
    chunk.encodings.push_back(encoding);
}

template <typename At>
ColumnChunk ChunkWriter::booleans(uint32_t rows, At at) {
  ColumnChunk chunk;
  body_.clear();
  put_no_nulls(body_, rows);
  bool any = false, all = true;
  for (uint32_t row = 0; row < rows; row++) {
    if (row % 8 == 0)
      body_.push_back(0);
    const bool value = at(row);
    body_.back() |= static_cast<uint8_t>(value << row % 8);
    any |= value;
    all &= value;
  }
  page(chunk, false, rows, Encoding::kPlain, body_);
  chunk.least = std::string(1, all);
  chunk.most = std::string(1, any);
  return chunk;
}

ColumnChunk ChunkWriter::numbers(Kind kind, const Dictionary &dictionary) {
  const auto &values = dictionary.values();
  const auto &indices = dictionary.indices();
  const uint32_t rows = indices.size();
  if (kind == Kind::kBoolean)
    return booleans(rows, [&](uint32_t row) { return values[indices[row]] != 0; });
  ColumnChunk chunk;
  body_.clear();
  int64_t least = as(kind, values.front()), most = least;
  for (uint64_t value : values) {
    const int64_t one = as(kind, value);
    put_plain(body_, kind, one);
    least = std::min(least, one);
    most = std::max(most, one);
  }
  page(chunk, true, values.size(), Encoding::kPlain, body_);
  body_.clear();
  put_no_nulls(body_, rows);
  put_indices(body_, indices, values.size());
  page(chunk, false, rows, Encoding::kRleDictionary, body_);
  // Of bits there is no least.
  if (kind == Kind::kDouble)
    return chunk;
  chunk.least = plain(kind, least);
  chunk.most = plain(kind, most);
  return chunk;
}

ColumnChunk ChunkWriter::numbers(Kind kind, const std::vector<int64_t> &values) {
  const uint32_t rows = values.size();
  if (kind == Kind::kBoolean)
    return booleans(rows, [&](uint32_t row) { return values[row] != 0; });
  ColumnChunk chunk;
  body_.clear();
  put_no_nulls(body_, rows);
  if (kind == Kind::kDouble) {
    for (int64_t value : values)
      put_plain(body_, value);
    page(chunk, false, rows, Encoding::kPlain, body_);
    return chunk;
  }
  int64_t least, most;
  if (kind == Kind::kInt32) {
    const std::vector<int32_t> narrow(values.begin(), values.end());
    put_delta(body_, narrow.data(), rows);
    least = *std::min_element(narrow.begin(), narrow.end());
    most = *std::max_element(narrow.begin(), narrow.end());
  } else {
    put_delta(body_, values.data(), rows);
    least = *std::min_element(values.begin(), values.end());
    most = *std::max_element(values.begin(), values.end());
  }
  page(chunk, false, rows, Encoding::kDeltaBinaryPacked, body_);
  chunk.least = plain(kind, least);
  chunk.most = plain(kind, most);
  return chunk;
}

ColumnChunk ChunkWriter::words(Kind kind, const Dictionary &dictionary, std::vector<Word> words) {
  constexpr uint32_t kNull = ~0u;
  ColumnChunk chunk;
  // Two numbers may have the same word.
  std::vector<uint32_t> index_of(words.size(), kNull);
  std::unordered_map<std::string_view, uint32_t> known;
  std::vector<std::string> plains(words.size());
  body_.clear();
  const std::string *least = nullptr, *most = nullptr;
  int64_t least_number = INT64_MAX, most_number = INT64_MIN;
  for (size_t i = 0; i < words.size(); i++) {
    Word &word = words[i];
    if (word.is_null)
      continue;
    plains[i] = kind == Kind::kText ? std::move(word.text) : plain(kind, word.number);
    const auto [found, is_new] = known.try_emplace(plains[i], known.size());
    index_of[i] = found->second;
    if (!is_new)
      continue;
    if (kind == Kind::kText) {
      put_plain(body_, static_cast<uint32_t>(plains[i].size()));
      least = !least || plains[i] < *least ? &plains[i] : least;
      most = !most || plains[i] > *most ? &plains[i] : most;
    } else {
      least_number = std::min(least_number, word.number);
      most_number = std::max(most_number, word.number);
    }
    body_.insert(body_.end(), plains[i].begin(), plains[i].end());
  }
  if (!known.empty())
    page(chunk, true, known.size(), Encoding::kPlain, body_);

  const auto &rows = dictionary.indices();
  body_.clear();
  // Each number has a word of its own: then words are numbered as the numbers are.
  const bool is_same = known.size() == words.size();
  if (!is_same) {
    indices_.clear();
    indices_.reserve(rows.size());
    levels_.resize(rows.size());
    for (size_t row = 0; row < rows.size(); row++) {
      const uint32_t index = index_of[rows[row]];
      levels_[row] = index != kNull;
      if (index != kNull)
        indices_.push_back(index);
    }
    chunk.nulls = rows.size() - indices_.size();
  }
  if (chunk.nulls) {
    Bytes levels;
    put_rle(levels, levels_.data(), levels_.size(), 1);
    put_plain(body_, static_cast<uint32_t>(levels.size()));
    body_.insert(body_.end(), levels.begin(), levels.end());
  } else {
    put_no_nulls(body_, rows.size());
  }
  if (!known.empty())
    put_indices(body_, is_same ? rows : indices_, known.size());
  page(chunk, false, rows.size(), known.empty() ? Encoding::kPlain : Encoding::kRleDictionary, body_);
  if (known.empty())
    return chunk;
  if (kind == Kind::kText && least->size() <= kStatisticsTextMost && most->size() <= kStatisticsTextMost) {
    chunk.least = *least;
    chunk.most = *most;
  } else if (kind != Kind::kText) {
    chunk.least = plain(kind, least_number);
    chunk.most = plain(kind, most_number);
  }
  return chunk;
}

} // namespace ringside::parquet
