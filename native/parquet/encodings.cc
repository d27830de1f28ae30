// SPDX-License-Identifier: Apache-2.0
#include "encodings.h"
#include "dictionary.h"
#include <algorithm>
#include <bit>
#include <type_traits>

namespace ringside::parquet {

int bits_for(uint64_t largest) { return 64 - std::countl_zero(largest); }

namespace {

// A count of values that fills whole bytes; the least significant bit first.
template <typename Value>
void pack(Bytes &to, const Value *values, size_t count, int bits) {
  size_t at = to.size();
  to.resize(at + count * bits / 8 + sizeof(uint64_t) * 2);
  unsigned __int128 waiting = 0;
  int held = 0;
  for (size_t i = 0; i < count; i++) {
    waiting |= static_cast<unsigned __int128>(values[i]) << held;
    held += bits;
    if (held >= 64) {
      uint64_t word = static_cast<uint64_t>(waiting);
      std::memcpy(to.data() + at, &word, sizeof(word));
      at += sizeof(word);
      waiting >>= 64;
      held -= 64;
    }
  }
  uint64_t word = static_cast<uint64_t>(waiting);
  std::memcpy(to.data() + at, &word, sizeof(word));
  to.resize(at + (held + 7) / 8);
}

constexpr size_t kGroup = 8;
bool is_one_value(const uint32_t *group) {
  uint32_t differs = 0;
  for (size_t i = 1; i < kGroup; i++)
    differs |= group[i] ^ group[0];
  return !differs;
}

constexpr size_t kGroupsMost = 63; // so that the head of packed groups is one byte

} // namespace

void put_rle(Bytes &to, const uint32_t *values, size_t count, int bits) {
  size_t packed_from = 0; // what waits to be packed: whole groups up to `at`
  size_t at = 0;
  auto flush = [&] {
    while (packed_from < at) {
      size_t groups = std::min((at - packed_from) / kGroup, kGroupsMost);
      to.push_back(static_cast<uint8_t>(groups << 1 | 1));
      pack(to, values + packed_from, groups * kGroup, bits);
      packed_from += groups * kGroup;
    }
  };
  while (at < count) {
    const uint32_t value = values[at];
    // Whether it is a run is one question about a group: rows of two CPUs alternate, and nobody foresees how.
    if (count - at >= kGroup && !is_one_value(values + at)) {
      at += kGroup;
      continue;
    }
    const size_t end = at + run_length(values + at, count - at);
    if (end - at >= kGroup) {
      flush();
      put_varint(to, (end - at) << 1);
      for (int byte = 0; byte < (bits + 7) / 8; byte++)
        to.push_back(static_cast<uint8_t>(value >> 8 * byte));
      packed_from = at = end;
    } else {
      // The last group is filled up; whoever reads knows how many there are.
      flush();
      uint32_t last[kGroup] = {};
      std::copy(values + at, values + count, last);
      to.push_back(1 << 1 | 1);
      pack(to, last, kGroup, bits);
      return;
    }
  }
  flush();
}

template <typename Word>
void put_delta(Bytes &to, const Word *values, size_t count) {
  using Unsigned = std::make_unsigned_t<Word>;
  constexpr size_t kBlock = 128, kMinis = 4, kMini = kBlock / kMinis;
  put_varint(to, kBlock);
  put_varint(to, kMinis);
  put_varint(to, count);
  put_varint(to, zigzag(count ? values[0] : 0));
  for (size_t at = 1; at < count; at += kBlock) {
    const size_t length = std::min(kBlock, count - at);
    Word deltas[kBlock];
    Word least = 0;
    for (size_t i = 0; i < length; i++) {
      deltas[i] = static_cast<Word>(static_cast<Unsigned>(values[at + i]) - static_cast<Unsigned>(values[at + i - 1]));
      least = i ? std::min(least, deltas[i]) : deltas[i];
    }
    put_varint(to, zigzag(least));
    uint64_t above[kBlock] = {};
    for (size_t i = 0; i < length; i++)
      above[i] = static_cast<Unsigned>(static_cast<Unsigned>(deltas[i]) - static_cast<Unsigned>(least));
    uint8_t widths[kMinis];
    for (size_t mini = 0; mini < kMinis; mini++) {
      uint64_t any = 0;
      for (size_t i = 0; i < kMini; i++)
        any |= above[mini * kMini + i];
      widths[mini] = static_cast<uint8_t>(bits_for(any));
    }
    to.insert(to.end(), widths, widths + kMinis);
    for (size_t mini = 0; mini < kMinis && mini * kMini < length; mini++)
      if (widths[mini])
        pack(to, above + mini * kMini, kMini, widths[mini]);
  }
}

template void put_delta<int32_t>(Bytes &, const int32_t *, size_t);
template void put_delta<int64_t>(Bytes &, const int64_t *, size_t);

} // namespace ringside::parquet
