// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <napi.h>
#include <vector>

namespace ringside {

// Buffers of batches that JavaScript has done with, for the next ones: a new one is zeroed, each of its pages faults
// in, and the garbage collector has to find out that nobody needs it. Lives with the environment whose buffers they are.
class UsedBuffers {
public:
  static UsedBuffers &of(Napi::Env env);

  // At least so many bytes, not zeroed where it was used before.
  Napi::ArrayBuffer take(Napi::Env env, size_t bytes);
  void give(Napi::ArrayBuffer buffer);
  // Those that nobody took for long go.
  void expire();

private:
  using Clock = std::chrono::steady_clock;
  struct Held {
    Napi::Reference<Napi::ArrayBuffer> buffer;
    size_t bytes;
    Clock::time_point since;
  };

  // The newest last: it is taken first, so that those which are too many grow old.
  std::vector<Held> held_;
  size_t bytes_ = 0;
};

// reuse(buffers): they are the next batches' from here on.
Napi::Value reuse(const Napi::CallbackInfo &info);

} // namespace ringside
