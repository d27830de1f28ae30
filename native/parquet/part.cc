// SPDX-License-Identifier: Apache-2.0
#include "part.h"
#include "column_chunk.h"
#include <algorithm>

namespace ringside::parquet {

namespace {

// Of a row group: what a reader takes as one, and may leave out as a whole.
constexpr uint32_t kGroupRowsMost = 131'072;
constexpr int kZstdCodec = 6;
constexpr std::string_view kMagic = "PAR1";

struct Group {
  uint32_t rows;
  uint64_t place; // in the file
  std::vector<ColumnChunk> chunks;
  std::vector<uint64_t> places, bytes; // of the chunks' pages, which are in the file by then
};

// Calls `use` with each stretch of a source's values that lies in one piece.
template <typename Use>
bool each_stretch(const Source &source, uint32_t from, uint32_t rows, Use use) {
  for (const Source::Piece &piece : source.pieces) {
    if (from >= piece.rows) {
      from -= piece.rows;
      continue;
    }
    const uint32_t count = std::min(rows, piece.rows - from);
    const auto *at = static_cast<const uint8_t *>(piece.values) + static_cast<size_t>(from) * source.bytes;
    const bool goes_on = source.bytes == 8   ? use(reinterpret_cast<const uint64_t *>(at), count)
                         : source.bytes == 2 ? use(reinterpret_cast<const uint16_t *>(at), count)
                         : source.bytes == 1 ? use(at, count)
                         : source.has_sign   ? use(reinterpret_cast<const int32_t *>(at), count)
                                             : use(reinterpret_cast<const uint32_t *>(at), count);
    if (!goes_on)
      return false;
    rows -= count;
    from = 0;
    if (!rows)
      break;
  }
  return true;
}

class Writer {
public:
  explicit Writer(const Part &part) : part_(part), file_(kMagic.begin(), kMagic.end()) {}

  Bytes write() {
    const uint32_t count = (part_.rows + kGroupRowsMost - 1) / kGroupRowsMost;
    // Alike in length: a small one at the end would be one more to look at.
    for (uint32_t group = 0, from = 0; group < count; group++) {
      const uint32_t rows = (part_.rows - from) / (count - group);
      add_group(from, rows);
      from += rows;
    }
    footer();
    return std::move(file_);
  }

private:
  void add_group(uint32_t from, uint32_t rows) {
    Group group{rows, file_.size(), {}, {}, {}};
    group.chunks.resize(part_.columns.size());
    for (size_t source = 0; source < part_.sources.size(); source++)
      add_source(source, from, rows, group.chunks);
    for (ColumnChunk &chunk : group.chunks) {
      group.places.push_back(file_.size());
      group.bytes.push_back(chunk.pages.size());
      file_.insert(file_.end(), chunk.pages.begin(), chunk.pages.end());
      chunk.pages = {};
    }
    groups_.push_back(std::move(group));
  }

  // All columns that are made of one source share its dictionary.
  void add_source(size_t number, uint32_t from, uint32_t rows, std::vector<ColumnChunk> &chunks) {
    const Source &source = part_.sources[number];
    const bool has_words = std::any_of(part_.columns.begin(), part_.columns.end(), [&](const Column &column) {
      return column.source == number && column.has_words;
    });
    dictionary_.begin(rows, !has_words);
    const bool is_whole = each_stretch(source, from, rows, [&](auto values, uint32_t count) { return dictionary_.add(values, count); });
    const bool by_dictionary = has_words || (is_whole && dictionary_.pays());
    if (!by_dictionary) {
      values_.clear();
      each_stretch(source, from, rows, [&](auto values, uint32_t count) {
        values_.insert(values_.end(), values, values + count);
        return true;
      });
    }
    for (size_t index = 0; index < chunks.size(); index++) {
      const Column &column = part_.columns[index];
      if (column.source != number)
        continue;
      if (column.has_words)
        chunks[index] = chunk_writer_.words(column.kind, dictionary_, part_.words(index, dictionary_.values()));
      else
        chunks[index] = by_dictionary ? chunk_writer_.numbers(column.kind, dictionary_) : chunk_writer_.numbers(column.kind, values_);
    }
  }

  void schema(Thrift &thrift) {
    thrift.list(2, Thrift::kStruct, part_.columns.size() + 1);
    // Word for word what DuckDB writes, so that parts of both are one table's.
    thrift.begin();
    thrift.i32(3, 0);
    thrift.text(4, "duckdb_schema");
    thrift.i32(5, static_cast<int64_t>(part_.columns.size()));
    thrift.end();
    for (const Column &column : part_.columns) {
      thrift.begin();
      thrift.i32(1, physical(column.kind));
      thrift.i32(3, 1);
      thrift.text(4, column.name);
      if (column.kind != Kind::kBoolean && column.kind != Kind::kDouble)
        thrift.i32(6, column.kind == Kind::kText ? 0 : column.kind == Kind::kInt32 ? 17 : 18); // UTF8, INT_32, INT_64
      thrift.end();
    }
  }

  static int physical(Kind kind) {
    return kind == Kind::kBoolean ? 0 : kind == Kind::kInt32 ? 1 : kind == Kind::kInt64 ? 2 : kind == Kind::kDouble ? 5 : 6;
  }

  void chunk(Thrift &thrift, const Group &group, size_t index) {
    const Column &column = part_.columns[index];
    const ColumnChunk &one = group.chunks[index];
    thrift.begin();
    thrift.i64(2, 0);
    thrift.begin(3);
    thrift.i32(1, physical(column.kind));
    thrift.list(2, Thrift::kI32, one.encodings.size() + 1);
    thrift.bare(static_cast<int64_t>(Encoding::kRle));
    for (Encoding encoding : one.encodings)
      thrift.bare(static_cast<int64_t>(encoding));
    thrift.list(3, Thrift::kBinary, 1);
    thrift.bare(std::string_view(column.name));
    thrift.i32(4, kZstdCodec);
    thrift.i64(5, group.rows);
    thrift.i64(6, static_cast<int64_t>(one.uncompressed_bytes));
    thrift.i64(7, static_cast<int64_t>(group.bytes[index]));
    thrift.i64(9, static_cast<int64_t>(group.places[index] + one.dictionary_bytes));
    if (one.dictionary_bytes)
      thrift.i64(11, static_cast<int64_t>(group.places[index]));
    thrift.begin(12);
    thrift.i64(3, one.nulls);
    if (one.least && one.most) {
      thrift.text(5, *one.most);
      thrift.text(6, *one.least);
    }
    thrift.end();
    thrift.end();
    thrift.end();
  }

  void footer() {
    const size_t begun = file_.size();
    Thrift thrift(file_);
    thrift.begin();
    thrift.i32(1, 1);
    schema(thrift);
    thrift.i64(3, part_.rows);
    thrift.list(4, Thrift::kStruct, groups_.size());
    for (const Group &group : groups_) {
      int64_t bytes = 0, packed = 0;
      for (size_t index = 0; index < group.chunks.size(); index++) {
        bytes += static_cast<int64_t>(group.chunks[index].uncompressed_bytes);
        packed += static_cast<int64_t>(group.bytes[index]);
      }
      thrift.begin();
      thrift.list(1, Thrift::kStruct, group.chunks.size());
      for (size_t index = 0; index < group.chunks.size(); index++)
        chunk(thrift, group, index);
      thrift.i64(2, bytes);
      thrift.i64(3, group.rows);
      thrift.i64(5, static_cast<int64_t>(group.place));
      thrift.i64(6, packed);
      thrift.end();
    }
    thrift.list(5, Thrift::kStruct, 1);
    thrift.begin();
    thrift.text(1, part_.key);
    thrift.text(2, part_.value);
    thrift.end();
    thrift.text(6, part_.created_by);
    thrift.list(7, Thrift::kStruct, part_.columns.size());
    for (size_t index = 0; index < part_.columns.size(); index++) {
      thrift.begin();
      thrift.begin(1);
      thrift.end();
      thrift.end();
    }
    thrift.end();
    const uint32_t length = static_cast<uint32_t>(file_.size() - begun);
    const auto *bytes = reinterpret_cast<const uint8_t *>(&length);
    file_.insert(file_.end(), bytes, bytes + sizeof(length));
    file_.insert(file_.end(), kMagic.begin(), kMagic.end());
  }

  const Part &part_;
  Bytes file_;
  std::vector<Group> groups_;
  ChunkWriter chunk_writer_;
  Dictionary dictionary_;
  std::vector<int64_t> values_;
};

} // namespace

Bytes write(const Part &part) { return Writer(part).write(); }

} // namespace ringside::parquet
