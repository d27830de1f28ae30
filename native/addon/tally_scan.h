// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "layout.h"
#include <memory>
#include <unordered_map>

namespace ringside {

// What has changed in a tally since the last look, a row a key, all CPUs together.
struct TallyChanges {
  uint32_t rows = 0;
  std::vector<uint64_t> keys;
  // Value fields one after the other, row after row within a field. Sums hold the difference since the last
  // scan (exact below 2^53), largest-of fields what the cells hold now.
  std::vector<std::vector<double>> wide;    // fields of 8 bytes; index as in `values.fields`
  std::vector<std::vector<uint32_t>> narrow; // fields of 4 bytes, `length` numbers a row
};

// Reads a tally by its mapping, without a system call, and takes the difference cell by cell.
class TallyScan {
public:
  TallyScan(const uint64_t *keys, const char *cells, uint32_t entries, Layout values);
  TallyChanges scan();
  uint32_t occupied() const { return occupied_; }
  uint32_t entries() const { return entries_; }

private:
  struct Shadow {
    uint64_t key = 0;
    std::unique_ptr<char[]> cell;
  };
  bool restarted(const char *before, const char *now) const;
  void add(TallyChanges &changes, uint32_t row, const char *before, const char *now) const;

  const uint64_t *keys_;
  const char *cells_;
  uint32_t entries_, occupied_ = 0;
  size_t cell_bytes_;
  Layout values_;
  std::vector<Shadow> shadows_;
  std::vector<char> copy_;
};

} // namespace ringside
