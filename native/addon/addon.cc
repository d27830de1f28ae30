// SPDX-License-Identifier: Apache-2.0
// The Node-API side: one class, Helper. Everything that takes time runs off the JavaScript thread. The shapes of
// all arguments and results are written down in src-main/helper/native.ts, which also checks them.
#include "connection.h"
#include "parquet_binding.h"
#include "reader.h"
#include "tally_scan.h"
#include "used_buffers.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <napi.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace ringside {

namespace {

// Runs `work` on the thread pool; resolves with what `finish` makes of it, rejects with its exception's text.
class Task : public Napi::AsyncWorker {
public:
  Task(Napi::Env env, std::function<void()> work, std::function<Napi::Value(Napi::Env)> finish)
      : AsyncWorker(env), work_(std::move(work)), finish_(std::move(finish)), promise_(Napi::Promise::Deferred::New(env)) {}
  Napi::Promise promise() { return promise_.Promise(); }

protected:
  void Execute() override {
    try {
      work_();
    } catch (const std::exception &error) {
      SetError(error.what());
    }
  }
  void OnOK() override { promise_.Resolve(finish_(Env())); }
  void OnError(const Napi::Error &error) override { promise_.Reject(error.Value()); }

private:
  std::function<void()> work_;
  std::function<Napi::Value(Napi::Env)> finish_;
  Napi::Promise::Deferred promise_;
};

Napi::Promise run(Napi::Env env, std::function<void()> work, std::function<Napi::Value(Napi::Env)> finish) {
  auto *task = new Task(env, std::move(work), std::move(finish));
  Napi::Promise promise = task->promise();
  task->Queue();
  return promise;
}

// A batch on its way to JavaScript; without one, the mark that all before it have arrived.
struct Parcel {
  std::shared_ptr<Reader> reader;
  std::unique_ptr<ColumnBatch> batch;
  std::shared_ptr<Napi::Promise::Deferred> end;
};

void deliver(Napi::Env env, Napi::Function callback, std::nullptr_t *, Parcel *parcel) {
  std::unique_ptr<Parcel> owned(parcel);
  if (parcel->batch) {
    if (env && callback) {
      // Electron refuses memory that V8 did not allocate: copy, without the room that is not used.
      auto buffer = UsedBuffers::of(env).take(env, parcel->batch->packed_bytes());
      parcel->batch->pack(static_cast<uint8_t *>(buffer.Data()));
      callback.Call({Napi::Number::New(env, parcel->batch->stream()), Napi::Number::New(env, parcel->batch->rows()), buffer});
    }
    parcel->reader->recycle(std::move(parcel->batch));
  } else if (env) {
    parcel->end->Resolve(env.Undefined());
  }
}

using Channel = Napi::TypedThreadSafeFunction<std::nullptr_t, Parcel, deliver>;

uint32_t u32(const Napi::Object &object, const char *name) {
  return object.Has(name) ? object.Get(name).ToNumber().Uint32Value() : 0;
}

uint64_t u64(const Napi::Object &object, const char *name) {
  bool whole;
  if (!object.Has(name))
    return 0;
  Napi::Value value = object.Get(name);
  return value.IsBigInt() ? value.As<Napi::BigInt>().Uint64Value(&whole) : value.ToNumber().Int64Value();
}

Layout layout_of(const Napi::Object &object) {
  Layout layout;
  layout.id = u32(object, "id");
  layout.bytes = u32(object, "bytes");
  layout.tail = object.Get("tail").ToBoolean();
  auto fields = object.Get("fields").As<Napi::Array>();
  for (uint32_t i = 0; i < fields.Length(); i++) {
    auto field = fields.Get(i).As<Napi::Object>();
    layout.fields.push_back({u32(field, "offset"), u32(field, "bytes"), u32(field, "length"), field.Get("largest").ToBoolean()});
  }
  return layout;
}

std::string text(const char *from, size_t most) { return std::string(from, strnlen(from, most)); }

Napi::Object ready_object(Napi::Env env, const struct ready &ready) {
  auto object = Napi::Object::New(env);
  auto programs = Napi::Array::New(env), tables = Napi::Array::New(env);
  for (uint32_t i = 0; i < ready.program_count; i++) {
    auto program = Napi::Object::New(env);
    program.Set("name", text(ready.programs[i].name, NAME_BYTES));
    program.Set("error", ready.programs[i].error);
    program.Set("iterator", ready.programs[i].kind == PROGRAM_ITERATOR);
    programs.Set(i, program);
  }
  for (uint32_t i = 0; i < ready.table_count; i++) {
    auto table = Napi::Object::New(env);
    table.Set("name", text(ready.tables[i].name, NAME_BYTES));
    table.Set("bytes", static_cast<double>(ready.tables[i].bytes));
    table.Set("entryBytes", ready.tables[i].entry_bytes);
    table.Set("entries", ready.tables[i].entries);
    tables.Set(i, table);
  }
  object.Set("schema", text(ready.schema, HASH_BYTES));
  object.Set("cpus", ready.cpus);
  object.Set("ringsShared", (ready.flags & READY_RINGS_SHARED) != 0);
  object.Set("keepsRights", (ready.flags & READY_KEEPS_RIGHTS) != 0);
  object.Set("ringBytes", static_cast<double>(ready.ring_bytes));
  object.Set("memoryBytes", static_cast<double>(ready.memory_bytes));
  object.Set("processSlots", ready.process_slots);
  object.Set("loadUs", ready.load_us);
  object.Set("readyUs", ready.ready_us);
  object.Set("programs", programs);
  object.Set("tables", tables);
  return object;
}

Napi::Object reply_object(Napi::Env env, const reply &answer, uint32_t programs) {
  auto object = Napi::Object::New(env);
  object.Set("error", answer.error);
  object.Set("value", static_cast<double>(answer.value));
  if (answer.kind == REQUEST_STATISTICS) {
    auto list = Napi::Array::New(env);
    for (uint32_t i = 0; i < programs; i++) {
      auto one = Napi::Object::New(env);
      one.Set("recursionMisses", static_cast<double>(answer.programs[i].recursion_misses));
      one.Set("attached", answer.programs[i].attached != 0);
      one.Set("id", answer.programs[i].id);
      list.Set(i, one);
    }
    object.Set("programs", list);
  }
  return object;
}

/** The list `name` of bits, where there is one; a bit that has no place is left out. */
void set_bits(const Napi::Object &filter, const char *name, uint64_t (&words)[FILTER_CALL_WORDS]) {
  if (!filter.Has(name))
    return;
  auto bits = filter.Get(name).As<Napi::Array>();
  for (uint32_t i = 0; i < bits.Length(); i++) {
    uint32_t bit = bits.Get(i).ToNumber();
    if (bit < 64 * FILTER_CALL_WORDS)
      words[bit / 64] |= 1ull << (bit % 64);
  }
}

/** A list of stream_id; beyond the places that there are, none. */
void set_streams(const Napi::Object &filter, const char *name, stream_id (&streams)[FILTER_STREAMS]) {
  if (!filter.Has(name))
    return;
  auto ids = filter.Get(name).As<Napi::Array>();
  for (uint32_t i = 0; i < ids.Length() && i < FILTER_STREAMS; i++)
    streams[i] = ids.Get(i).ToNumber();
}

request request_of(const Napi::Object &object) {
  request what = {};
  what.kind = u32(object, "kind");
  what.index = u32(object, "index");
  what.value = u64(object, "value");
  what.state = u32(object, "state");
  if (!object.Has("filter"))
    return what;
  auto filter = object.Get("filter").As<Napi::Object>();
  what.filter.by = u32(filter, "by");
  what.filter.pid = u32(filter, "pid");
  what.filter.start_ticks = u64(filter, "startTicks");
  what.filter.cgroup = u64(filter, "cgroup");
  what.filter.hierarchy = u32(filter, "hierarchy");
  what.filter.uid = u32(filter, "uid");
  what.filter.event_by = u32(filter, "eventBy");
  what.filter.event_pid = u32(filter, "eventPid");
  what.filter.longer_than = u64(filter, "longerThan");
  if (filter.Has("comm"))
    strncpy(what.filter.comm, filter.Get("comm").ToString().Utf8Value().c_str(), COMM_BYTES - 1);
  set_bits(filter, "calls", what.filter.calls);
  set_bits(filter, "eventCalls", what.filter.event_calls);
  set_streams(filter, "eventStreams", what.filter.event_streams);
  set_streams(filter, "eventWhole", what.filter.event_whole);
  return what;
}

} // namespace

class Helper : public Napi::ObjectWrap<Helper> {
public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Helper",
                       {InstanceMethod<&Helper::ready>("ready"), InstanceMethod<&Helper::ask>("ask"),
                        InstanceMethod<&Helper::close>("close"), InstanceMethod<&Helper::exit_status>("exitStatus"),
                        InstanceAccessor<&Helper::pid>("pid"), InstanceMethod<&Helper::read>("read"),
                        InstanceMethod<&Helper::changed>("changed"), InstanceMethod<&Helper::scan>("scan"),
                        InstanceMethod<&Helper::start_reader>("startReader"),
                        InstanceMethod<&Helper::stop_reader>("stopReader"),
                        InstanceMethod<&Helper::figures>("figures")});
  }

  // new Helper(socket) or new Helper(argv, stderr)
  explicit Helper(const Napi::CallbackInfo &info) : ObjectWrap(info) {
    try {
      if (info[0].IsNumber()) {
        connection_ = std::make_shared<Connection>(info[0].ToNumber().Int32Value());
        return;
      }
      std::vector<std::string> argv;
      auto words = info[0].As<Napi::Array>();
      for (uint32_t i = 0; i < words.Length(); i++)
        argv.push_back(words.Get(i).ToString());
      connection_ = Connection::spawn(argv, info[1].ToNumber().Int32Value());
    } catch (const std::exception &error) {
      throw Napi::Error::New(info.Env(), error.what());
    }
  }

  // The thread hands out `reader_`: it has to end while that is still whole.
  ~Helper() override {
    if (reader_)
      reader_->stop();
  }

private:
  Napi::Value ready(const Napi::CallbackInfo &info) {
    auto connection = connection_;
    int timeout = info[0].ToNumber().Int32Value();
    return run(
        info.Env(), [connection, timeout] { connection->await_ready(timeout); },
        [connection](Napi::Env env) { return ready_object(env, connection->ready()); });
  }

  Napi::Value ask(const Napi::CallbackInfo &info) {
    auto connection = connection_;
    request what = request_of(info[0].As<Napi::Object>());
    int timeout = info[1].ToNumber().Int32Value();
    auto answer = std::make_shared<reply>();
    return run(
        info.Env(), [connection, what, timeout, answer] { *answer = connection->ask(what, timeout); },
        [connection, answer](Napi::Env env) { return reply_object(env, *answer, connection->ready().program_count); });
  }

  void close(const Napi::CallbackInfo &) { connection_->close(); }
  Napi::Value exit_status(const Napi::CallbackInfo &info) { return Napi::Number::New(info.Env(), connection_->exit_status()); }
  Napi::Value pid(const Napi::CallbackInfo &info) { return Napi::Number::New(info.Env(), connection_->pid()); }

  const Table &table(const Napi::CallbackInfo &info, const std::string &name) {
    const Table *found = connection_->table(name);
    if (!found)
      throw Napi::Error::New(info.Env(), "the helper has no table " + name);
    return *found;
  }

  // read(table, offset, bytes): ArrayBuffer
  Napi::Value read(const Napi::CallbackInfo &info) {
    const Table &from = table(info, info[0].ToString());
    uint64_t offset = info[1].ToNumber().Int64Value(), bytes = info[2].ToNumber().Int64Value();
    if (offset > from.bytes || bytes > from.bytes - offset)
      throw Napi::RangeError::New(info.Env(), "beyond the end of the table");
    auto buffer = Napi::ArrayBuffer::New(info.Env(), bytes);
    std::memcpy(buffer.Data(), from.place + offset, bytes);
    return buffer;
  }

  // changed(table): the entries that differ from the last call's, one after the other
  Napi::Value changed(const Napi::CallbackInfo &info) {
    std::string name = info[0].ToString();
    const Table &from = table(info, name);
    std::vector<char> &shadow = shadows_[name], found;
    shadow.resize(static_cast<size_t>(from.entries) * from.entry_bytes);
    for (uint32_t i = 0; i < from.entries; i++) {
      const char *entry = from.place + static_cast<size_t>(i) * from.entry_bytes;
      char *before = shadow.data() + static_cast<size_t>(i) * from.entry_bytes;
      if (!std::memcmp(before, entry, from.entry_bytes))
        continue;
      std::memcpy(before, entry, from.entry_bytes);
      found.insert(found.end(), before, before + from.entry_bytes);
    }
    auto buffer = Napi::ArrayBuffer::New(info.Env(), found.size());
    std::memcpy(buffer.Data(), found.data(), found.size());
    return buffer;
  }

  // scan(tally, layout of its values): {rows, occupied, entries, keys, columns}
  Napi::Value scan(const Napi::CallbackInfo &info) {
    Napi::Env env = info.Env();
    std::string name = info[0].ToString();
    auto found = scans_.find(name);
    if (found == scans_.end()) {
      const Table &keys = table(info, name + "_keys"), &cells = table(info, name + "_cells");
      Layout layout = layout_of(info[1].As<Napi::Object>());
      if (((layout.bytes + 7) & ~7u) != cells.entry_bytes || keys.entry_bytes != 8 || keys.entries != cells.entries)
        throw Napi::Error::New(env, "the tally " + name + " is of another shape than the schema says");
      found = scans_.try_emplace(name, reinterpret_cast<const uint64_t *>(keys.place), cells.place, keys.entries, layout).first;
      layouts_[name] = layout;
    }
    TallyChanges changes = found->second.scan();
    const Layout &layout = layouts_[name];
    auto object = Napi::Object::New(env);
    auto keys = Napi::Uint32Array::New(env, changes.rows * 2);
    auto columns = Napi::Array::New(env);
    if (changes.rows)
      std::memcpy(keys.Data(), changes.keys.data(), changes.rows * 8);
    for (size_t f = 0; f < layout.fields.size(); f++) {
      if (layout.fields[f].bytes == 8) {
        auto column = Napi::Float64Array::New(env, changes.rows);
        if (changes.rows)
          std::memcpy(column.Data(), changes.wide[f].data(), changes.rows * 8);
        columns.Set(f, column);
      } else {
        auto column = Napi::Uint32Array::New(env, changes.narrow[f].size());
        if (changes.rows)
          std::memcpy(column.Data(), changes.narrow[f].data(), changes.narrow[f].size() * 4);
        columns.Set(f, column);
      }
    }
    object.Set("rows", changes.rows);
    object.Set("occupied", found->second.occupied());
    object.Set("entries", found->second.entries());
    object.Set("keys", keys);
    object.Set("columns", columns);
    return object;
  }

  // startReader(layouts, slack ns, onBatch(stream id, rows, ArrayBuffer))
  void start_reader(const Napi::CallbackInfo &info) {
    std::vector<Layout> layouts;
    auto list = info[0].As<Napi::Array>();
    for (uint32_t i = 0; i < list.Length(); i++)
      layouts.push_back(layout_of(list.Get(i).As<Napi::Object>()));
    if (reader_)
      throw Napi::Error::New(info.Env(), "the rings are being read already");
    channel_ = Channel::New(info.Env(), info[2].As<Napi::Function>(), "ringside-reader", 0, 1);
    channel_.Unref(info.Env());
    try {
      reader_ = std::make_shared<Reader>(connection_->ring_fds(), connection_->ready().ring_bytes, std::move(layouts),
                                         info[1].ToNumber().Int64Value(),
                                         [this, channel = channel_](std::unique_ptr<ColumnBatch> batch) mutable {
                                           auto *parcel = new Parcel{reader_, std::move(batch), nullptr};
                                           if (channel.NonBlockingCall(parcel) == napi_ok)
                                             return true;
                                           delete parcel;
                                           return false;
                                         });
      reader_->start();
    } catch (const std::exception &error) {
      channel_.Release();
      throw Napi::Error::New(info.Env(), error.what());
    }
  }

  // stopReader(): resolves when every row has been handed to JavaScript
  Napi::Value stop_reader(const Napi::CallbackInfo &info) {
    auto end = std::make_shared<Napi::Promise::Deferred>(Napi::Promise::Deferred::New(info.Env()));
    if (!reader_) {
      end->Resolve(info.Env().Undefined());
      return end->Promise();
    }
    reader_->stop();
    last_ = reader_->figures();
    channel_.Ref(info.Env());
    channel_.NonBlockingCall(new Parcel{reader_, nullptr, end});
    channel_.Release();
    reader_.reset();
    return end->Promise();
  }

  Napi::Value figures(const Napi::CallbackInfo &info) {
    Napi::Env env = info.Env();
    ReaderFigures now = reader_ ? reader_->figures() : last_;
    auto object = Napi::Object::New(env);
    auto taken = Napi::Float64Array::New(env, now.taken.size());
    for (size_t i = 0; i < now.taken.size(); i++)
      taken[i] = static_cast<double>(now.taken[i]);
    object.Set("taken", taken);
    object.Set("late", static_cast<double>(now.late));
    object.Set("unknown", static_cast<double>(now.unknown));
    object.Set("batches", static_cast<double>(now.batches));
    object.Set("wakeups", static_cast<double>(now.wakeups));
    object.Set("stalls", static_cast<double>(now.stalls));
    return object;
  }

  std::shared_ptr<Connection> connection_;
  std::map<std::string, std::vector<char>> shadows_;
  std::map<std::string, TallyScan> scans_;
  std::map<std::string, Layout> layouts_;
  std::shared_ptr<Reader> reader_;
  ReaderFigures last_;
  Channel channel_;
};

namespace {

// measureCall(calls): ns of one call that does next to nothing, the least of ten rounds. Eight of them in rotation:
// one alone is predicted so well, and its counts lie so near, that real programs pay 10 % more.
Napi::Value measure_call(const Napi::CallbackInfo &info) {
  static constexpr long kCalls[] = {SYS_getppid, SYS_getuid, SYS_getgid,  SYS_geteuid,
                                    SYS_getegid, SYS_gettid, SYS_getpid, SYS_getpgrp};
  int calls = info[0].ToNumber().Int32Value() / 10;
  double least = 1e18;
  for (int round = 0; round < 10; round++) {
    timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (int i = 0; i < calls; i++)
      syscall(kCalls[i & 7]);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    double ns = (ended.tv_sec - begun.tv_sec) * 1e9 + (ended.tv_nsec - begun.tv_nsec);
    least = std::min(least, ns / calls);
  }
  return Napi::Number::New(info.Env(), least);
}

Napi::Value boot_ns(const Napi::CallbackInfo &info) {
  timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return Napi::Number::New(info.Env(), now.tv_sec * 1e9 + now.tv_nsec);
}

// exchangePaths(a, b): each becomes what the other was, in one step; 0 or errno. Node has no such call.
Napi::Value exchange_paths(const Napi::CallbackInfo &info) {
  std::string a = info[0].ToString(), b = info[1].ToString();
  int failed = renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
  return Napi::Number::New(info.Env(), failed ? errno : 0);
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("Helper", Helper::define(env));
  exports.Set("measureCall", Napi::Function::New(env, measure_call));
  exports.Set("exchangePaths", Napi::Function::New(env, exchange_paths));
  exports.Set("bootNs", Napi::Function::New(env, boot_ns));
  exports.Set("parquetPart", Napi::Function::New(env, parquet_part));
  exports.Set("reuse", Napi::Function::New(env, reuse));
  return exports;
}

} // namespace

NODE_API_MODULE(ringside, init)

} // namespace ringside
