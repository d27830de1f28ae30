// SPDX-License-Identifier: Apache-2.0
// What a unit of bpf/lib/units.bpf.h means, in words: for whoever opens a capture without us.

const MEANINGS: Readonly<Record<string, string>> = {
  boot_ns: 'nanoseconds since the machine started, suspend included (CLOCK_BOOTTIME)',
  duration_ns: 'nanoseconds',
  duration_max_ns: 'nanoseconds; the longest until then, not a difference',
  event_count: 'how many',
  process_ref: 'a program that runs in a process: another one after each exec, never used twice in a session',
  pid_nr: 'process, numbered as the host sees it; 0 where several share a row',
  tid_nr: 'thread, numbered as the host sees it',
  uid_nr: 'user',
  cgroup_id: 'inode of the control group in its tree',
  hierarchy_nr: 'tree of control groups: 0 is v2, others as /proc/cgroups numbers them',
  namespace_inode: 'inode of the namespace',
  cpu_nr: 'CPU; -1 where the kernel does not tell',
  call_nr: 'number of the system call in bits 0-11, its ABI in bits 12-13 (0 x86-64, 1 i386, 2 x32)',
  errno_nr: 'errno, positive; 0 is success',
  call_result: 'what the call returned',
  register_value: 'an argument as it stood in its register',
  yes_no: 'whether',
  text: 'text; bytes that are not UTF-8 stand as \\xNN',
  path_kind:
    'how the path is known, in words: object (read from the file itself), claim (as the caller wrote it), and what else is known of it',
  fault_kind:
    'how a page was missing (minor, major), or who missed it (user_read, user_write, user_exec, kernel)',
  stall_kind:
    'what a wait for memory was for (reclaim, group_reclaim, compaction), the work of kswapd, or a kill for want of memory',
  oom_adjustment: 'oom_score_adj of the process: -1000 is never killed, 1000 is killed first',
  open_flags: 'O_*, as the caller gave them',
  file_mode: 'permission bits, as the caller gave them',
  file_length: 'bytes; -1 where the call has none',
  fd_nr: 'file descriptor; -1 is none',
  byte_count: 'bytes',
  byte_count_max: 'bytes; the most until then, not a difference',
  signal_nr: 'signal; 0 is none',
  signal_code: 'SI_*, SEGV_* ...: who sent the signal, and why',
  signal_result: '0 delivered, 1 ignored, 2 pending already, 3 queue full, 4 told without its details',
  exit_status: 'what the program gave to exit()',
  drop_reason_nr: 'why, as this kernel numbers it; its name stands beside it',
  ip_protocol: 'protocol above IP, in words',
  port_nr: 'port of TCP or UDP; 0 is none',
  address_family: 'of the socket, in words: IPv4, or IPv6, which may speak IPv4 as well',
  tcp_state: 'of TCP, in words: established, listen ...',
  socket_cookie: 'the kernel’s own number of a socket, as `ss -e` has it; 0 is none',
  share_of_a_core: 'share of one CPU core; 1 is all of it',
};

/** '' for a unit that says it all by its name. */
export const unitMeaning = (unit: string): string => MEANINGS[unit] ?? '';
