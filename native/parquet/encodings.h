// SPDX-License-Identifier: Apache-2.0
// How Parquet's pages hold values: as its specification says, under the names that it gives.
#pragma once
#include "thrift.h"

namespace ringside::parquet {

enum class Encoding { kPlain = 0, kRle = 3, kDeltaBinaryPacked = 5, kRleDictionary = 8 };

// The bits that numbers up to `largest` need.
int bits_for(uint64_t largest);

// Numbers of `bits` bits each: runs of eight and more as a count, others packed.
void put_rle(Bytes &to, const uint32_t *values, size_t count, int bits);

// Differences, packed in groups of 32 by the widest. `Word` is int32_t or int64_t; differences wrap within it.
template <typename Word>
void put_delta(Bytes &to, const Word *values, size_t count);

} // namespace ringside::parquet
