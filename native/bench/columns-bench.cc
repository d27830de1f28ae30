// SPDX-License-Identifier: Apache-2.0
// How fast records become columns: two rings in memory as the kernel lays them out, drained by the addon's own
// merge into its own batches, each batch packed into a second buffer as the copy for V8 does it.
//
//   ringside-bench-columns RECORD_BYTES OFFSET:BYTES:LENGTH...     the fields of a stream, as the schema has them
//       {"runs_of_64":F,"alternating":F,"without_pack":F}          rows a second on one core, best of the rounds
#include "../addon/ring_merge.h"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace ringside;

constexpr uint64_t kRingBytes = 8 << 20;
constexpr int kRings = 2, kRounds = 150;

// Memory mapped twice in a row, with a page for each position.
struct Memory {
  char *data;
  uint64_t producer = 0, consumer = 0;

  Memory() {
    int file = memfd_create("ring", 0);
    if (file < 0 || ftruncate(file, kRingBytes))
      std::exit(71);
    data = static_cast<char *>(mmap(nullptr, 2 * kRingBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    for (int half = 0; half < 2; half++)
      if (mmap(data + half * kRingBytes, kRingBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) == MAP_FAILED)
        std::exit(71);
    close(file);
  }
};

class Bench {
public:
  explicit Bench(Layout layout) : layout_(std::move(layout)), packed_(kBatchRows * (layout_.bytes + 64)) {
    std::vector<Ring> rings;
    for (Memory &memory : memory_) {
      Ring ring;
      ring.consumer = &memory.consumer;
      ring.producer = &memory.producer;
      ring.data = memory.data;
      ring.mask = kRingBytes - 1;
      rings.push_back(ring);
    }
    merge_ = std::make_unique<RingMerge>(std::move(rings), std::vector<Layout>{layout_},
                                         [this](std::unique_ptr<ColumnBatch> batch) { take(std::move(batch)); });
  }

  // Rows a second, at the best round. `run`: records of one CPU before the other's turn.
  double measure(uint32_t run, bool pack) {
    double best = 0;
    pack_ = pack;
    for (int round = 0; round < kRounds; round++) {
      uint64_t filled = fill(run);
      check_ = round == 0;
      auto begun = std::chrono::steady_clock::now();
      uint64_t rows = merge_->drain(~uint64_t{0}, 0, true);
      merge_->flush();
      std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
      if (rows != filled || merge_->late() || merge_->unknown()) {
        std::fprintf(stderr, "%lu rows of %lu, %lu late\n", rows, filled, merge_->late());
        std::exit(1);
      }
      if (!check_)
        best = std::max(best, rows / took.count());
    }
    return best;
  }

private:
  // Fills both rings, in time order over both; each record is filled with its own number.
  uint64_t fill(uint32_t run) {
    const uint64_t stride = layout_.bytes + 8, each = kRingBytes / stride / run * run;
    for (uint64_t i = 0; i < each * kRings; i++) {
      Memory &memory = memory_[i / run % kRings];
      char *at = memory.data + (memory.producer & (kRingBytes - 1));
      uint32_t length = layout_.bytes;
      std::memcpy(at, &length, sizeof(length));
      for (uint32_t byte = 8; byte < stride; byte += 8)
        std::memcpy(at + byte, &number_, sizeof(number_));
      EventHead head = {layout_.id, static_cast<uint16_t>(i / run % kRings), 0, number_++};
      std::memcpy(at + 8, &head, sizeof(head));
      memory.producer += stride;
    }
    return each * kRings;
  }

  void take(std::unique_ptr<ColumnBatch> batch) {
    if (pack_ || check_)
      batch->pack(packed_.data());
    if (check_)
      check(batch->rows());
    merge_->recycle(std::move(batch));
  }

  // Every column but the head's holds the record's number, and numbers follow one another.
  void check(uint32_t rows) {
    const uint8_t *at = packed_.data();
    for (const Field &field : layout_.fields)
      for (uint32_t element = 0; element < field.length; element++) {
        for (uint32_t row = 0; row < rows && field.offset >= sizeof(EventHead); row++) {
          uint64_t expected = checked_ + row, held = 0;
          // A field in the upper half of a word holds the upper half of the number.
          expected >>= (field.offset + element * field.bytes) % 8 * 8;
          std::memcpy(&held, at + row * field.bytes, field.bytes);
          if (held != (field.bytes == 8 ? expected : expected & ((1ull << field.bytes * 8) - 1))) {
            std::fprintf(stderr, "field at %u of row %lu holds %lx\n", field.offset, checked_ + row, held);
            std::exit(1);
          }
        }
        at += (static_cast<size_t>(field.bytes) * rows + 7) & ~size_t{7};
      }
    checked_ += rows;
  }

  Layout layout_;
  Memory memory_[kRings];
  std::vector<uint8_t> packed_;
  std::unique_ptr<RingMerge> merge_;
  uint64_t number_ = 1, checked_ = 1;
  bool pack_ = true, check_ = false;

public:
  // The first, checked round of a measurement begins here.
  void restart() { checked_ = number_; }
};

} // namespace

int main(int argc, char **argv) {
  Layout layout;
  cpu_set_t cpu;
  CPU_ZERO(&cpu);
  CPU_SET(1, &cpu);
  sched_setaffinity(0, sizeof(cpu), &cpu); // where there is one CPU alone, that one
  layout.id = 1;
  layout.bytes = argc > 2 ? std::atoi(argv[1]) : 0;
  for (int i = 2; i < argc; i++) {
    Field field = {};
    if (std::sscanf(argv[i], "%u:%u:%u", &field.offset, &field.bytes, &field.length) == 3)
      layout.fields.push_back(field);
  }
  if (!layout.bytes || layout.bytes % 8 || layout.fields.size() != static_cast<size_t>(argc - 2)) {
    std::fprintf(stderr, "columns-bench: RECORD_BYTES OFFSET:BYTES:LENGTH...\n");
    return 64;
  }
  Bench bench(layout);
  double runs = bench.measure(64, true);
  bench.restart();
  double alternating = bench.measure(1, true);
  bench.restart();
  double without = bench.measure(64, false);
  std::printf("{\"runs_of_64\":%.0f,\"alternating\":%.0f,\"without_pack\":%.0f}\n", runs, alternating, without);
  return 0;
}
