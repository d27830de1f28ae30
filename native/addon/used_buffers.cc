// SPDX-License-Identifier: Apache-2.0
#include "used_buffers.h"
#include <algorithm>
#include <bit>

namespace ringside {

namespace {

constexpr size_t kBytesMost = 64 << 20;
constexpr auto kHeldFor = std::chrono::seconds(5);
constexpr size_t kSmallest = 4096;

// Up to an eighth more, so that batches of about one length find each other's.
size_t rounded(size_t bytes) {
  const size_t step = std::max(kSmallest, std::bit_floor(bytes) / 8);
  return (bytes + step - 1) / step * step;
}

} // namespace

UsedBuffers &UsedBuffers::of(Napi::Env env) {
  auto *found = env.GetInstanceData<UsedBuffers>();
  if (!found) {
    found = new UsedBuffers;
    env.SetInstanceData(found);
  }
  return *found;
}

Napi::ArrayBuffer UsedBuffers::take(Napi::Env env, size_t bytes) {
  for (auto held = held_.rbegin(); held != held_.rend(); ++held) {
    if (held->bytes < bytes || held->bytes > 2 * rounded(bytes))
      continue;
    Napi::ArrayBuffer buffer = held->buffer.Value();
    bytes_ -= held->bytes;
    held_.erase(std::next(held).base());
    return buffer;
  }
  return Napi::ArrayBuffer::New(env, rounded(bytes));
}

void UsedBuffers::give(Napi::ArrayBuffer buffer) {
  const size_t bytes = buffer.ByteLength();
  if (bytes < kSmallest || bytes_ + bytes > kBytesMost)
    return;
  held_.push_back({Napi::Persistent(buffer), bytes, Clock::now()});
  bytes_ += bytes;
}

void UsedBuffers::expire() {
  const auto young = std::find_if(held_.begin(), held_.end(),
                                  [now = Clock::now()](const Held &one) { return now - one.since < kHeldFor; });
  for (auto held = held_.begin(); held != young; ++held)
    bytes_ -= held->bytes;
  held_.erase(held_.begin(), young);
}

Napi::Value reuse(const Napi::CallbackInfo &info) {
  auto &used = UsedBuffers::of(info.Env());
  auto list = info[0].As<Napi::Array>();
  for (uint32_t i = 0; i < list.Length(); i++)
    used.give(list.Get(i).As<Napi::ArrayBuffer>());
  used.expire();
  return info.Env().Undefined();
}

} // namespace ringside
