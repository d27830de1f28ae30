// SPDX-License-Identifier: Apache-2.0
#include "connection.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

extern char **environ;

namespace ringside {

Connection::~Connection() {
  close();
  for (auto &[name, table] : tables_)
    munmap(const_cast<char *>(table.place), table.bytes);
  for (int fd : ring_fds_)
    ::close(fd);
  exit_status();
}

void Connection::close() {
  if (socket_ >= 0)
    ::close(socket_);
  socket_ = -1;
}

std::unique_ptr<Connection> Connection::spawn(const std::vector<std::string> &argv, int stderr_fd) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
    throw std::system_error(errno, std::generic_category(), "socketpair");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pair[1], 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_RDWR, 0);
  if (stderr_fd >= 0)
    posix_spawn_file_actions_adddup2(&actions, stderr_fd, 2);
  std::vector<char *> words;
  for (const std::string &word : argv)
    words.push_back(const_cast<char *>(word.c_str()));
  words.push_back(nullptr);
  auto connection = std::make_unique<Connection>(pair[0]);
  int error = posix_spawn(&connection->pid_, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pair[1]);
  if (error) {
    connection->pid_ = -1;
    throw std::system_error(error, std::generic_category(), argv[0]);
  }
  return connection;
}

int Connection::exit_status() {
  int status;
  if (status_ < 0 && pid_ > 0 && waitpid(pid_, &status, WNOHANG) == pid_)
    status_ = status;
  return status_;
}

void Connection::wait_readable(int timeout_ms) {
  pollfd waited = {socket_, POLLIN, 0};
  int got;
  do {
    got = poll(&waited, 1, timeout_ms);
  } while (got < 0 && errno == EINTR);
  if (got == 0)
    throw std::runtime_error("the helper does not answer");
  if (got < 0)
    throw std::system_error(errno, std::generic_category(), "poll");
}

void Connection::await_ready(int timeout_ms) {
  int fds[MAX_CPUS + MAX_TABLES];
  char control[CMSG_SPACE(sizeof(fds))];
  iovec part = {&ready_, sizeof(ready_)};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof(control);
  wait_readable(timeout_ms);
  ssize_t got = recvmsg(socket_, &message, MSG_CMSG_CLOEXEC);
  if (got <= 0)
    throw std::runtime_error("the helper ended before it was ready");
  cmsghdr *header = CMSG_FIRSTHDR(&message);
  size_t count = header && header->cmsg_type == SCM_RIGHTS ? (header->cmsg_len - CMSG_LEN(0)) / sizeof(int) : 0;
  if (count)
    std::memcpy(fds, CMSG_DATA(header), count * sizeof(int));
  if (got != sizeof(ready_) || message.msg_flags & (MSG_TRUNC | MSG_CTRUNC) || ready_.magic != PROTOCOL_MAGIC ||
      ready_.version != PROTOCOL_VERSION || ready_.cpus > MAX_CPUS || ready_.table_count > MAX_TABLES ||
      ready_.program_count > MAX_PROGRAMS) {
    for (size_t i = 0; i < count; i++)
      ::close(fds[i]);
    throw std::runtime_error("the helper speaks another protocol: it is of another build");
  }
  size_t rings = ready_.flags & READY_RINGS_SHARED ? ready_.cpus : 0;
  if (count != rings + ready_.table_count) {
    for (size_t i = 0; i < count; i++)
      ::close(fds[i]);
    throw std::runtime_error("the helper passed other descriptors than it said");
  }
  ring_fds_.assign(fds, fds + rings);
  for (int fd : ring_fds_) {
    void *place = mmap(nullptr, sysconf(_SC_PAGESIZE), PROT_READ, MAP_SHARED, fd, 0);
    if (place == MAP_FAILED)
      throw std::system_error(errno, std::generic_category(), "a ring buffer of the helper's cannot be mapped");
    munmap(place, sysconf(_SC_PAGESIZE));
  }
  for (uint32_t i = 0; i < ready_.table_count; i++) {
    const ready_table &listed = ready_.tables[i];
    void *place = mmap(nullptr, listed.bytes, PROT_READ, MAP_SHARED, fds[rings + i], 0);
    int error = errno;
    ::close(fds[rings + i]);
    if (place == MAP_FAILED)
      throw std::system_error(error, std::generic_category(), "a table of the helper's cannot be mapped");
    tables_[std::string(listed.name, strnlen(listed.name, NAME_BYTES))] = {static_cast<char *>(place), listed.bytes,
                                                                            listed.entry_bytes, listed.entries};
  }
}

reply Connection::ask(const request &what, int timeout_ms) {
  reply answer;
  if (socket_ < 0)
    throw std::runtime_error("the connection to the helper is closed");
  if (send(socket_, &what, sizeof(what), MSG_NOSIGNAL) != sizeof(what))
    throw std::runtime_error("the helper is gone");
  wait_readable(timeout_ms);
  ssize_t got = recv(socket_, &answer, sizeof(answer), 0);
  if (got <= 0)
    throw std::runtime_error("the helper is gone");
  if (got != sizeof(answer) || answer.kind != what.kind)
    throw std::runtime_error("the helper answered something else than was asked");
  return answer;
}

const Table *Connection::table(const std::string &name) const {
  auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

} // namespace ringside
