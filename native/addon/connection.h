// SPDX-License-Identifier: Apache-2.0
// The engine's end of the socket to the helper: spawning, READY with its descriptors, one request at a time.
#pragma once
#include "../protocol/protocol.h"
#include <map>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ringside {

// A table of the helper's, mapped read only.
struct Table {
  const char *place = nullptr;
  uint64_t bytes = 0;
  uint32_t entry_bytes = 0, entries = 0;
};

class Connection {
public:
  explicit Connection(int socket) : socket_(socket) {}
  ~Connection();
  Connection(const Connection &) = delete;

  // Starts `argv` with the other end of a SEQPACKET pair as descriptor 0. Throws std::system_error.
  static std::unique_ptr<Connection> spawn(const std::vector<std::string> &argv, int stderr_fd);

  // Waits for READY, at most `timeout_ms` (-1: for ever, a person may be asked). Throws std::runtime_error.
  void await_ready(int timeout_ms);
  // Sends a request and waits for its answer. Throws std::runtime_error when the helper is gone or silent.
  reply ask(const request &what, int timeout_ms);
  void close();

  // The helper's exit status as waitpid() gives it, or -1 while it runs or when it is not our child.
  int exit_status();

  const struct ready &ready() const { return ready_; }
  const std::vector<int> &ring_fds() const { return ring_fds_; }
  const Table *table(const std::string &name) const;
  pid_t pid() const { return pid_; }

private:
  void wait_readable(int timeout_ms);
  int socket_;
  pid_t pid_ = -1;
  int status_ = -1;
  struct ready ready_ = {};
  std::vector<int> ring_fds_;
  std::map<std::string, Table> tables_;
};

} // namespace ringside
