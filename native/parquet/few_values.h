// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace ringside::parquet {

constexpr uint32_t kFewValues = 4, kFewBlock = 32;

// Which of up to kFewValues different `values` each row of a block of kFewBlock is; false where one is none of them.
bool find_few(const uint64_t *block, const uint64_t *values, uint32_t count, uint32_t *indices);
bool find_few(const uint32_t *block, const uint32_t *values, uint32_t count, uint32_t *indices);
bool find_few(const uint16_t *block, const uint16_t *values, uint32_t count, uint32_t *indices);
bool find_few(const uint8_t *block, const uint8_t *values, uint32_t count, uint32_t *indices);

} // namespace ringside::parquet
