// SPDX-License-Identifier: Apache-2.0
// How records lie in memory, as the engine read it from the schema. The addon knows layouts, not tracers.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ringside {

struct Field {
  uint32_t offset; // bytes from the start of the record
  uint32_t bytes;  // of one element: 1, 2, 4 or 8
  uint32_t length; // elements
  bool largest;    // tallies: keep the largest instead of the sum
};

struct Layout {
  uint32_t id = 0; // streams: first word of each record
  uint32_t bytes = 0;
  std::vector<Field> fields;
  bool tail = false; // streams: bytes of any number follow the fields
};

// Every record of a ring begins so: bpf/lib/stream.bpf.h, struct event_head.
struct EventHead {
  uint32_t stream;
  uint16_t cpu;
  uint16_t rest;
  uint64_t at;
};

} // namespace ringside
