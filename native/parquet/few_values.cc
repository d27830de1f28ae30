// SPDX-License-Identifier: Apache-2.0
#include "few_values.h"
#include <algorithm>

namespace ringside::parquet {

namespace {

// Without a branch, so that the compiler compares many rows at once.
template <typename Word>
inline __attribute__((always_inline)) bool find_each(const Word *block, const Word *values, uint32_t count, uint32_t *indices) {
  Word value[kFewValues];
  for (uint32_t i = 0; i < kFewValues; i++)
    value[i] = values[std::min(i, count - 1)];
  Word unknown = 0;
  for (uint32_t i = 0; i < kFewBlock; i++) {
    const Word one = block[i];
    Word index = 0, found = one == value[0];
    // From the last to the first, so that the first of equal ones counts: the last stands for those that there are not.
    for (uint32_t k = kFewValues - 1; k > 0; k--) {
      const Word same = one == value[k];
      index = same ? static_cast<Word>(k) : index;
      found |= same;
    }
    index = one == value[0] ? Word{0} : index;
    indices[i] = static_cast<uint32_t>(index);
    unknown |= found ^ 1;
  }
  return !unknown;
}

} // namespace

// Of a processor's wider registers where it has them.
#define RINGSIDE_WIDE __attribute__((target_clones("avx2", "default")))

RINGSIDE_WIDE bool find_few(const uint64_t *block, const uint64_t *values, uint32_t count, uint32_t *indices) {
  return find_each(block, values, count, indices);
}
RINGSIDE_WIDE bool find_few(const uint32_t *block, const uint32_t *values, uint32_t count, uint32_t *indices) {
  return find_each(block, values, count, indices);
}
RINGSIDE_WIDE bool find_few(const uint16_t *block, const uint16_t *values, uint32_t count, uint32_t *indices) {
  return find_each(block, values, count, indices);
}
RINGSIDE_WIDE bool find_few(const uint8_t *block, const uint8_t *values, uint32_t count, uint32_t *indices) {
  return find_each(block, values, count, indices);
}

} // namespace ringside::parquet
