// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <napi.h>

namespace ringside {

Napi::Value parquet_part(const Napi::CallbackInfo &info);

} // namespace ringside
