// SPDX-License-Identifier: Apache-2.0
// Written by build/scripts/gen.mjs from the BTF of the BPF programs; edit the C structs, then run `npm run gen`.

import type { Layout, Stream, Tally } from './layout';
import type { Unit } from './unit-words';

/** SHA-256 over everything below; the helper says the hash of the object that it loaded. */
export const SCHEMA_HASH = '1863c67a39ff152c74a7f566f81bac5bb58c3f4c23945b39eb1cce663f61b02a';

export type AddressFamily = number & { readonly unit?: 'address_family' };
export type BootNs = bigint & { readonly unit?: 'boot_ns' };
export type ByteCount = bigint & { readonly unit?: 'byte_count' };
export type ByteCountMax = bigint & { readonly unit?: 'byte_count_max' };
export type CallNr = number & { readonly unit?: 'call_nr' };
export type CallResult = bigint & { readonly unit?: 'call_result' };
export type CgroupId = bigint & { readonly unit?: 'cgroup_id' };
export type CpuNr = number & { readonly unit?: 'cpu_nr' };
export type DnsCount = number & { readonly unit?: 'dns_count' };
export type DnsId = number & { readonly unit?: 'dns_id' };
export type DnsResult = number & { readonly unit?: 'dns_result' };
export type DnsTransport = number & { readonly unit?: 'dns_transport' };
export type DropReasonNr = number & { readonly unit?: 'drop_reason_nr' };
export type DurationMaxNs = bigint & { readonly unit?: 'duration_max_ns' };
export type DurationNs = bigint & { readonly unit?: 'duration_ns' };
export type ErrnoNr = number & { readonly unit?: 'errno_nr' };
export type EventCount = bigint & { readonly unit?: 'event_count' };
export type ExitStatus = number & { readonly unit?: 'exit_status' };
export type FaultKind = number & { readonly unit?: 'fault_kind' };
export type FdNr = number & { readonly unit?: 'fd_nr' };
export type FileLength = bigint & { readonly unit?: 'file_length' };
export type FileMode = number & { readonly unit?: 'file_mode' };
export type HierarchyNr = number & { readonly unit?: 'hierarchy_nr' };
export type HistogramCount = number & { readonly unit?: 'histogram_count' };
export type IpProtocol = number & { readonly unit?: 'ip_protocol' };
export type NameRef = number & { readonly unit?: 'name_ref' };
export type NamespaceInode = number & { readonly unit?: 'namespace_inode' };
export type Number = number & { readonly unit?: 'number' };
export type OomAdjustment = number & { readonly unit?: 'oom_adjustment' };
export type OpaqueWord = bigint & { readonly unit?: 'opaque_word' };
export type OpenFlags = number & { readonly unit?: 'open_flags' };
export type PathKind = number & { readonly unit?: 'path_kind' };
export type PidNr = number & { readonly unit?: 'pid_nr' };
export type PlainNumber = number & { readonly unit?: 'plain_number' };
export type PortNr = number & { readonly unit?: 'port_nr' };
export type ProcessRef = number & { readonly unit?: 'process_ref' };
export type RegisterValue = bigint & { readonly unit?: 'register_value' };
export type SignalCode = number & { readonly unit?: 'signal_code' };
export type SignalNr = number & { readonly unit?: 'signal_nr' };
export type SignalResult = number & { readonly unit?: 'signal_result' };
export type SocketCookie = bigint & { readonly unit?: 'socket_cookie' };
export type StallKind = number & { readonly unit?: 'stall_kind' };
export type StreamId = number & { readonly unit?: 'stream_id' };
export type TcpState = number & { readonly unit?: 'tcp_state' };
export type Text = number & { readonly unit?: 'text' };
export type TextForm = number & { readonly unit?: 'text_form' };
export type TextRef = bigint & { readonly unit?: 'text_ref' };
export type TidNr = number & { readonly unit?: 'tid_nr' };
export type UidNr = number & { readonly unit?: 'uid_nr' };
export type YesNo = number & { readonly unit?: 'yes_no' };

export interface DnsAnswerEvent {
  stream: StreamId;
  cpu: CpuNr;
  result: DnsResult;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  net_ns: NamespaceInode;
  name: TextRef;
  type: TextRef;
  answers: TextRef;
  server: TextRef;
  server_port: PortNr;
  transport: DnsTransport;
  attempts: DnsCount;
  cut: YesNo;
  id: DnsId;
  records: DnsCount;
  local_port: PortNr;
  bytes: ByteCount;
}

export interface FileChangeEvent {
  stream: StreamId;
  cpu: CpuNr;
  call: CallNr;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  error: ErrnoNr;
  path_kind: PathKind;
  path: TextRef;
  new_path: TextRef;
  length: FileLength;
  flags: PlainNumber;
  mode: FileMode;
  fd: FdNr;
}

export interface FileHeldEvent {
  stream: StreamId;
  cpu: CpuNr;
  path_kind: PathKind;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  path: TextRef;
  host_path: TextRef;
  socket: TextRef;
  position: FileLength;
  flags: OpenFlags;
  fd: FdNr;
}

export interface FileOpenEvent {
  stream: StreamId;
  cpu: CpuNr;
  call: CallNr;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  error: ErrnoNr;
  path_kind: PathKind;
  path: TextRef;
  host_path: TextRef;
  flags: OpenFlags;
  mode: FileMode;
  fd: FdNr;
}

export interface MemoryKillEvent {
  stream: StreamId;
  cpu: CpuNr;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  asker: ProcessRef;
  asker_pid: PidNr;
  uid: UidNr;
  score_adjustment: OomAdjustment;
  anon: ByteCount;
  file: ByteCount;
  shmem: ByteCount;
  page_tables: ByteCount;
  mapped: ByteCount;
  limit: ByteCount;
  used: ByteCount;
}

export interface PacketDropEvent {
  stream: StreamId;
  cpu: CpuNr;
  reason_nr: DropReasonNr;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  reason: TextRef;
  source_address: TextRef;
  target_address: TextRef;
  source_port: PortNr;
  target_port: PortNr;
  protocol: IpProtocol;
  net_ns: NamespaceInode;
  bytes: ByteCount;
}

export interface ProcessExecEvent {
  stream: StreamId;
  cpu: CpuNr;
  error: ErrnoNr;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  from_tid: TidNr;
  path_kind: PathKind;
  path: TextRef;
  asked_path: TextRef;
  argv: TextRef;
  cwd: TextRef;
  old_comm: TextRef;
  argv_bytes: ByteCount;
}

export interface ProcessExitEvent {
  stream: StreamId;
  cpu: CpuNr;
  status: ExitStatus;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  signal: SignalNr;
  core_dumped: YesNo;
  cpu_ns: DurationNs;
  peak_rss_bytes: ByteCount;
}

export interface ProcessForkEvent {
  stream: StreamId;
  cpu: CpuNr;
  thread: YesNo;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  child: ProcessRef;
  child_pid: PidNr;
  child_tid: TidNr;
}

export interface ProcessRenameEvent {
  stream: StreamId;
  cpu: CpuNr;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  old_comm: TextRef;
  new_comm: TextRef;
}

export interface ProcessSignalEvent {
  stream: StreamId;
  cpu: CpuNr;
  signal: SignalNr;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  receiver: ProcessRef;
  receiver_pid: PidNr;
  receiver_tid: TidNr;
  code: SignalCode;
  result: SignalResult;
  group: YesNo;
}

export interface SyscallEvent {
  stream: StreamId;
  cpu: CpuNr;
  call: CallNr;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  error: ErrnoNr;
  returned: YesNo;
  result: CallResult;
  args: readonly RegisterValue[];
}

export interface TcpAcceptEvent {
  stream: StreamId;
  cpu: CpuNr;
  error: ErrnoNr;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  net_ns: NamespaceInode;
  local_address: TextRef;
  remote_address: TextRef;
  peer_name: TextRef;
  local_port: PortNr;
  remote_port: PortNr;
  family: AddressFamily;
  socket: SocketCookie;
}

export interface TcpCloseEvent {
  stream: StreamId;
  cpu: CpuNr;
  error: ErrnoNr;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  net_ns: NamespaceInode;
  local_address: TextRef;
  remote_address: TextRef;
  peer_name: TextRef;
  local_port: PortNr;
  remote_port: PortNr;
  family: AddressFamily;
  state: TcpState;
  accepted: YesNo;
  fin_received: YesNo;
  socket: SocketCookie;
  bytes_sent: ByteCount;
  bytes_received: ByteCount;
  bytes_retransmitted: ByteCount;
  srtt_ns: DurationNs;
  min_rtt_ns: DurationNs;
  retransmits: EventCount;
}

export interface TcpConnectEvent {
  stream: StreamId;
  cpu: CpuNr;
  error: ErrnoNr;
  at: BootNs;
  duration: DurationNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  net_ns: NamespaceInode;
  local_address: TextRef;
  remote_address: TextRef;
  peer_name: TextRef;
  local_port: PortNr;
  remote_port: PortNr;
  family: AddressFamily;
  socket: SocketCookie;
}

export interface TcpHeldEvent {
  stream: StreamId;
  cpu: CpuNr;
  state: TcpState;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  fd: FdNr;
  net_ns: NamespaceInode;
  local_address: TextRef;
  remote_address: TextRef;
  peer_name: TextRef;
  local_port: PortNr;
  remote_port: PortNr;
  family: AddressFamily;
  socket: SocketCookie;
  bytes_sent: ByteCount;
  bytes_received: ByteCount;
  bytes_retransmitted: ByteCount;
  srtt_ns: DurationNs;
  min_rtt_ns: DurationNs;
  retransmits: EventCount;
}

export interface TcpListenEvent {
  stream: StreamId;
  cpu: CpuNr;
  family: AddressFamily;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  net_ns: NamespaceInode;
  local_address: TextRef;
  local_port: PortNr;
  backlog: PlainNumber;
  socket: SocketCookie;
}

export interface TcpTroubleEvent {
  stream: StreamId;
  cpu: CpuNr;
  state: TcpState;
  at: BootNs;
  process: ProcessRef;
  pid: PidNr;
  tid: TidNr;
  net_ns: NamespaceInode;
  local_address: TextRef;
  remote_address: TextRef;
  peer_name: TextRef;
  local_port: PortNr;
  remote_port: PortNr;
  family: AddressFamily;
  socket: SocketCookie;
}

export interface TextEvent {
  stream: StreamId;
  cpu: CpuNr;
  form: TextForm;
  at: BootNs;
  text: TextRef;
}

export interface DnsLookupKey {
  process: ProcessRef;
  result: DnsResult;
  transport: DnsTransport;
}

export interface DnsLookupCell {
  count: EventCount;
  retries: EventCount;
  total: DurationNs;
  max: DurationMaxNs;
  histogram: readonly HistogramCount[];
}

export interface FileChangeErrorKey {
  process: ProcessRef;
  call: CallNr;
  error: ErrnoNr;
}

export interface FileChangeErrorCell {
  count: EventCount;
}

export interface FileChangeKey {
  process: ProcessRef;
  call: CallNr;
}

export interface CallCell {
  count: EventCount;
  errors: EventCount;
  total: DurationNs;
  max: DurationMaxNs;
  histogram: readonly HistogramCount[];
}

export interface FileIoKey {
  process: ProcessRef;
  path: NameRef;
}

export interface FileIoCell {
  count: EventCount;
  reads: EventCount;
  writes: EventCount;
  errors: EventCount;
  bytes_read: ByteCount;
  bytes_written: ByteCount;
  total: DurationNs;
  max: DurationMaxNs;
  histogram: readonly HistogramCount[];
}

export interface FileOpenErrorKey {
  process: ProcessRef;
  error: ErrnoNr;
}

export interface FileOpenErrorCell {
  count: EventCount;
}

export interface FileOpenKey {
  process: ProcessRef;
}

export interface MemoryStallKey {
  process: ProcessRef;
  kind_nr: StallKind;
}

export interface MemoryStallCell {
  count: EventCount;
  freed: ByteCount;
  total: DurationNs;
  max: DurationMaxNs;
  histogram: readonly HistogramCount[];
}

export interface PageFaultExceptionKey {
  process: ProcessRef;
  kind_nr: FaultKind;
}

export interface PageFaultExceptionCell {
  count: EventCount;
}

export interface PageFaultKey {
  process: ProcessRef;
  kind_nr: FaultKind;
}

export interface PageFaultCell {
  count: EventCount;
}

export interface PeerTrafficKey {
  process: ProcessRef;
  peer: NameRef;
}

export interface PeerTrafficCell {
  sends: EventCount;
  receives: EventCount;
  bytes_sent: ByteCount;
  bytes_received: ByteCount;
}

export interface ProcessCountKey {
  process: ProcessRef;
}

export interface ProcessCountCell {
  count: EventCount;
  forks: EventCount;
  threads: EventCount;
  execs: EventCount;
  exec_errors: EventCount;
  renames: EventCount;
  exits: EventCount;
  signals_sent: EventCount;
  signals_received: EventCount;
  cpu_ns: DurationNs;
  lifetime_ns: DurationNs;
  peak_rss_bytes: ByteCountMax;
}

export interface ProcessExitKey {
  process: ProcessRef;
  status: ExitStatus;
  signal: SignalNr;
}

export interface ProcessExitCell {
  count: EventCount;
}

export interface SocketTrafficKey {
  process: ProcessRef;
}

export interface SocketTrafficCell {
  tcp_sends: EventCount;
  tcp_receives: EventCount;
  tcp_bytes_sent: ByteCount;
  tcp_bytes_received: ByteCount;
  udp_sends: EventCount;
  udp_receives: EventCount;
  udp_bytes_sent: ByteCount;
  udp_bytes_received: ByteCount;
  unix_sends: EventCount;
  unix_receives: EventCount;
  unix_bytes_sent: ByteCount;
  unix_bytes_received: ByteCount;
  other_sends: EventCount;
  other_receives: EventCount;
  other_bytes_sent: ByteCount;
  other_bytes_received: ByteCount;
}

export interface SyscallErrorKey {
  process: ProcessRef;
  call: CallNr;
  error: ErrnoNr;
}

export interface SyscallErrorCell {
  count: EventCount;
}

export interface SyscallKey {
  process: ProcessRef;
  call: CallNr;
}

export interface SyscallSurveyCell {
  in_flight: EventCount;
}

export interface SyscallCell {
  returned: EventCount;
  never_returned: EventCount;
  errors: EventCount;
  total: DurationNs;
  max: DurationMaxNs;
  histogram: readonly HistogramCount[];
}

export interface TcpCountKey {
  process: ProcessRef;
}

export interface TcpCountCell {
  opened: EventCount;
  connects: EventCount;
  connect_errors: EventCount;
  accepts: EventCount;
  accept_errors: EventCount;
  listens: EventCount;
  closes: EventCount;
  resets: EventCount;
  retransmits: EventCount;
  ended_bytes_sent: ByteCount;
  ended_bytes_received: ByteCount;
  connect: DurationNs;
  connect_max: DurationMaxNs;
  histogram: readonly HistogramCount[];
}

export interface GroupRow {
  owner: OpaqueWord;
  id: CgroupId;
  removed: BootNs;
  hierarchy: HierarchyNr;
  uts_ns: NamespaceInode;
  host: string;
  path: string;
}

export interface NameRow {
  owner: OpaqueWord;
  used: BootNs;
  left: BootNs;
  name: NameRef;
  coming: PlainNumber;
  stays: YesNo;
  text: string;
}

export interface ProcessRow {
  owner: OpaqueWord;
  process: ProcessRef;
  pid: PidNr;
  started: BootNs;
  ended: BootNs;
  cgroup: CgroupId;
  cgroup_v1: CgroupId;
  folded: EventCount;
  uid: UidNr;
  parent: PidNr;
  mount_ns: NamespaceInode;
  net_ns: NamespaceInode;
  pid_ns: NamespaceInode;
  fold: ProcessRef;
  generation: PlainNumber;
  execs: PlainNumber;
  hierarchy: HierarchyNr;
  comm: string;
}

export interface Account {
  seen: EventCount;
  tallied: EventCount;
  tally_full: EventCount;
  folded: EventCount;
  filtered: EventCount;
  no_enter: EventCount;
  newborn: EventCount;
  no_storage: EventCount;
  delivered: EventCount;
  ring_full: EventCount;
  busy: EventCount;
  result_filtered: EventCount;
  texts: EventCount;
  texts_lost: EventCount;
  exit_missed: EventCount;
  metered: EventCount;
  metered_ns: DurationNs;
  since_wakeup: PlainNumber;
}

/** What a capture says of each unit, and the words of those that have some. */
export const UNITS: Readonly<Record<string, Unit>> = {
 "address_family": {
  "meaning": "of the socket, in words: IPv4, or IPv6, which may speak IPv4 as well",
  "words": {
   "2": "IPv4",
   "10": "IPv6"
  }
 },
 "boot_ns": {
  "meaning": "nanoseconds since the machine started, suspend included (CLOCK_BOOTTIME)"
 },
 "byte_count": {
  "meaning": "bytes"
 },
 "byte_count_max": {
  "meaning": "bytes; the most until then, not a difference"
 },
 "call_nr": {
  "meaning": "number of the system call in bits 0-11, its ABI in bits 12-13 (0 x86-64, 1 i386, 2 x32)"
 },
 "call_result": {
  "meaning": "what the call returned"
 },
 "cgroup_id": {
  "meaning": "inode of the control group in its tree"
 },
 "cpu_nr": {
  "meaning": "CPU; -1 where the kernel does not tell"
 },
 "dns_count": {
  "meaning": "how many"
 },
 "dns_id": {
  "meaning": "the number by which question and answer are matched, as the program chose it"
 },
 "dns_result": {
  "meaning": "what came of it: a result code of DNS, or what was seen in place of an answer",
  "words": {
   "0": "noerror",
   "1": "formerr",
   "2": "servfail",
   "3": "nxdomain",
   "4": "notimp",
   "5": "refused",
   "6": "yxdomain",
   "7": "yxrrset",
   "8": "nxrrset",
   "9": "notauth",
   "10": "notzone",
   "256": "unanswered",
   "257": "unreadable",
   "258": "encrypted"
  }
 },
 "dns_transport": {
  "meaning": "what the message went by",
  "words": {
   "6": "tcp",
   "17": "udp"
  }
 },
 "drop_reason_nr": {
  "meaning": "why, as this kernel numbers it; its name stands beside it"
 },
 "duration_max_ns": {
  "meaning": "nanoseconds; the longest until then, not a difference"
 },
 "duration_ns": {
  "meaning": "nanoseconds"
 },
 "errno_nr": {
  "meaning": "errno, positive; 0 is success"
 },
 "event_count": {
  "meaning": "how many"
 },
 "exit_status": {
  "meaning": "what the program gave to exit()"
 },
 "fault_kind": {
  "meaning": "how a page was missing (minor, major), or who missed it (user_read, user_write, user_exec, kernel)",
  "words": {
   "1": "minor",
   "2": "major",
   "3": "user_read",
   "4": "user_write",
   "5": "user_exec",
   "6": "kernel"
  }
 },
 "fd_nr": {
  "meaning": "file descriptor; -1 is none"
 },
 "file_length": {
  "meaning": "bytes; -1 where the call has none"
 },
 "file_mode": {
  "meaning": "permission bits, as the caller gave them"
 },
 "hierarchy_nr": {
  "meaning": "tree of control groups: 0 is v2, others as /proc/cgroups numbers them"
 },
 "histogram_count": {
  "meaning": "one bucket; wraps at 2^32, differences do not"
 },
 "ip_protocol": {
  "meaning": "protocol above IP, in words",
  "words": {
   "1": "icmp",
   "2": "igmp",
   "6": "tcp",
   "17": "udp",
   "58": "icmpv6"
  }
 },
 "name_ref": {
  "meaning": "row of the table of names: generation << 16 | slot; 0 is any without a row"
 },
 "namespace_inode": {
  "meaning": "inode of the namespace"
 },
 "number": {},
 "oom_adjustment": {
  "meaning": "oom_score_adj of the process: -1000 is never killed, 1000 is killed first"
 },
 "opaque_word": {
  "meaning": "compared, never shown"
 },
 "open_flags": {
  "meaning": "O_*, as the caller gave them"
 },
 "path_kind": {
  "meaning": "how the path is known, in words: object (read from the file itself), claim (as the caller wrote it), and what else is known of it",
  "words": {
   "1": "object",
   "2": "claim",
   "4": "unreadable",
   "8": "tmpfile",
   "16": "deleted",
   "32": "no_tree",
   "64": "o_path",
   "128": "overlay",
   "256": "outside"
  },
  "bits": true
 },
 "pid_nr": {
  "meaning": "process, numbered as the host sees it; 0 where several share a row"
 },
 "plain_number": {},
 "port_nr": {
  "meaning": "port of TCP or UDP; 0 is none"
 },
 "process_ref": {
  "meaning": "a program that runs in a process: another one after each exec, never used twice in a session"
 },
 "register_value": {
  "meaning": "an argument as it stood in its register"
 },
 "signal_code": {
  "meaning": "SI_*, SEGV_* ...: who sent the signal, and why"
 },
 "signal_nr": {
  "meaning": "signal; 0 is none"
 },
 "signal_result": {
  "meaning": "0 delivered, 1 ignored, 2 pending already, 3 queue full, 4 told without its details"
 },
 "socket_cookie": {
  "meaning": "the kernel’s own number of a socket, as `ss -e` has it; 0 is none"
 },
 "stall_kind": {
  "meaning": "what a wait for memory was for (reclaim, group_reclaim, compaction), the work of kswapd, or a kill for want of memory",
  "words": {
   "0": "reclaim",
   "1": "group_reclaim",
   "2": "compaction",
   "3": "kswapd",
   "4": "kill"
  }
 },
 "stream_id": {
  "meaning": "FNV-1a of the stream's name"
 },
 "tcp_state": {
  "meaning": "of TCP, in words: established, listen ...",
  "words": {
   "0": "unknown",
   "1": "established",
   "2": "syn_sent",
   "3": "syn_received",
   "4": "fin_wait1",
   "5": "fin_wait2",
   "6": "time_wait",
   "7": "closed",
   "8": "close_wait",
   "9": "last_ack",
   "10": "listen",
   "11": "closing"
  }
 },
 "text": {},
 "text_form": {
  "meaning": "0: a text as its bytes say; else what a tracer makes texts of"
 },
 "text_ref": {
  "meaning": "names a text that a record of the stream `text` tells; 0 is none"
 },
 "tid_nr": {
  "meaning": "thread, numbered as the host sees it"
 },
 "uid_nr": {
  "meaning": "user"
 },
 "yes_no": {
  "meaning": "whether"
 }
};

export const STREAMS: Readonly<Record<string, Stream>> = {
 "dns_answer": {
  "name": "dns_answer",
  "struct": "dns_answer_event",
  "bytes": 96,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "result",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "dns_result"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "name",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "type",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "answers",
    "offset": 56,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "server",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "server_port",
    "offset": 72,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "transport",
    "offset": 74,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "dns_transport"
   },
   {
    "name": "attempts",
    "offset": 76,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "dns_count"
   },
   {
    "name": "cut",
    "offset": 78,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "id",
    "offset": 80,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "dns_id"
   },
   {
    "name": "records",
    "offset": 82,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "dns_count"
   },
   {
    "name": "local_port",
    "offset": 84,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "unused",
    "offset": 86,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "bytes",
    "offset": 88,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   }
  ],
  "id": 3840704603
 },
 "file_change": {
  "name": "file_change",
  "struct": "file_change_event",
  "bytes": 80,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "call",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "call_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "error",
    "offset": 36,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "path_kind",
    "offset": 38,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "path_kind"
   },
   {
    "name": "path",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "new_path",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "length",
    "offset": 56,
    "kind": "s64",
    "bytes": 8,
    "length": 1,
    "unit": "file_length"
   },
   {
    "name": "flags",
    "offset": 64,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "plain_number"
   },
   {
    "name": "mode",
    "offset": 68,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "file_mode"
   },
   {
    "name": "fd",
    "offset": 72,
    "kind": "s32",
    "bytes": 4,
    "length": 1,
    "unit": "fd_nr"
   },
   {
    "name": "unused",
    "offset": 76,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   }
  ],
  "id": 3861664164
 },
 "file_held": {
  "name": "file_held",
  "struct": "file_held_event",
  "bytes": 64,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "path_kind",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "path_kind"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "path",
    "offset": 24,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "host_path",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "socket",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "position",
    "offset": 48,
    "kind": "s64",
    "bytes": 8,
    "length": 1,
    "unit": "file_length"
   },
   {
    "name": "flags",
    "offset": 56,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "open_flags"
   },
   {
    "name": "fd",
    "offset": 60,
    "kind": "s32",
    "bytes": 4,
    "length": 1,
    "unit": "fd_nr"
   }
  ],
  "id": 2165628187
 },
 "file_open": {
  "name": "file_open",
  "struct": "file_open_event",
  "bytes": 72,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "call",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "call_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "error",
    "offset": 36,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "path_kind",
    "offset": 38,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "path_kind"
   },
   {
    "name": "path",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "host_path",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "flags",
    "offset": 56,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "open_flags"
   },
   {
    "name": "mode",
    "offset": 60,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "file_mode"
   },
   {
    "name": "fd",
    "offset": 64,
    "kind": "s32",
    "bytes": 4,
    "length": 1,
    "unit": "fd_nr"
   },
   {
    "name": "unused",
    "offset": 68,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   }
  ],
  "id": 3555858868
 },
 "memory_kill": {
  "name": "memory_kill",
  "struct": "memory_kill_event",
  "bytes": 104,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "unused",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "asker",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "asker_pid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "uid",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "uid_nr"
   },
   {
    "name": "score_adjustment",
    "offset": 40,
    "kind": "s32",
    "bytes": 4,
    "length": 1,
    "unit": "oom_adjustment"
   },
   {
    "name": "unused_too",
    "offset": 44,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "anon",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "file",
    "offset": 56,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "shmem",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "page_tables",
    "offset": 72,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "mapped",
    "offset": 80,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "limit",
    "offset": 88,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "used",
    "offset": 96,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   }
  ],
  "id": 338584931
 },
 "packet_drop": {
  "name": "packet_drop",
  "struct": "packet_drop_event",
  "bytes": 72,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "reason_nr",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "drop_reason_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "reason",
    "offset": 24,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "source_address",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "target_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "source_port",
    "offset": 48,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "target_port",
    "offset": 50,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "protocol",
    "offset": 52,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "ip_protocol"
   },
   {
    "name": "unused",
    "offset": 54,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "net_ns",
    "offset": 56,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "unused_too",
    "offset": 60,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "bytes",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   }
  ],
  "id": 3063207151
 },
 "process_exec": {
  "name": "process_exec",
  "struct": "process_exec_event",
  "bytes": 88,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "error",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "from_tid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "path_kind",
    "offset": 32,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "path_kind"
   },
   {
    "name": "unused",
    "offset": 34,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "unused_too",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "path",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "asked_path",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "argv",
    "offset": 56,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "cwd",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "old_comm",
    "offset": 72,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "argv_bytes",
    "offset": 80,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   }
  ],
  "id": 3524511250
 },
 "process_exit": {
  "name": "process_exit",
  "struct": "process_exit_event",
  "bytes": 56,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "status",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "exit_status"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "signal",
    "offset": 36,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "signal_nr"
   },
   {
    "name": "core_dumped",
    "offset": 38,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "cpu_ns",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "peak_rss_bytes",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   }
  ],
  "id": 3709653439
 },
 "process_fork": {
  "name": "process_fork",
  "struct": "process_fork_event",
  "bytes": 40,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "thread",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "child",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "child_pid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "child_tid",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   }
  ],
  "id": 4055637203
 },
 "process_rename": {
  "name": "process_rename",
  "struct": "process_rename_event",
  "bytes": 48,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "unused",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "unused_too",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "old_comm",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "new_comm",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   }
  ],
  "id": 2460995445
 },
 "process_signal": {
  "name": "process_signal",
  "struct": "process_signal_event",
  "bytes": 48,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "signal",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "signal_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "receiver",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "receiver_pid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "receiver_tid",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "code",
    "offset": 40,
    "kind": "s32",
    "bytes": 4,
    "length": 1,
    "unit": "signal_code"
   },
   {
    "name": "result",
    "offset": 44,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "signal_result"
   },
   {
    "name": "group",
    "offset": 46,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   }
  ],
  "id": 1940350935
 },
 "syscall": {
  "name": "syscall",
  "struct": "syscall_event",
  "bytes": 96,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "call",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "call_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "error",
    "offset": 36,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "returned",
    "offset": 38,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "result",
    "offset": 40,
    "kind": "s64",
    "bytes": 8,
    "length": 1,
    "unit": "call_result"
   },
   {
    "name": "args",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 6,
    "unit": "register_value"
   }
  ],
  "id": 4057121178
 },
 "tcp_accept": {
  "name": "tcp_accept",
  "struct": "tcp_accept_event",
  "bytes": 80,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "error",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 56,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 64,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 66,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 68,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "unused",
    "offset": 70,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 72,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   }
  ],
  "id": 3133717697
 },
 "tcp_close": {
  "name": "tcp_close",
  "struct": "tcp_close_event",
  "bytes": 136,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "error",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 56,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 64,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 66,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 68,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "state",
    "offset": 70,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "tcp_state"
   },
   {
    "name": "accepted",
    "offset": 72,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "fin_received",
    "offset": 74,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "unused",
    "offset": 76,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 80,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   },
   {
    "name": "bytes_sent",
    "offset": 88,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "bytes_received",
    "offset": 96,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "bytes_retransmitted",
    "offset": 104,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "srtt_ns",
    "offset": 112,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "min_rtt_ns",
    "offset": 120,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "retransmits",
    "offset": 128,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "event_count"
   }
  ],
  "id": 977959787
 },
 "tcp_connect": {
  "name": "tcp_connect",
  "struct": "tcp_connect_event",
  "bytes": 80,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "error",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "errno_nr"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "duration",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "process",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 32,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 36,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 56,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 64,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 66,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 68,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "unused",
    "offset": 70,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 72,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   }
  ],
  "id": 2112516113
 },
 "tcp_held": {
  "name": "tcp_held",
  "struct": "tcp_held_event",
  "bytes": 120,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "state",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "tcp_state"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "fd",
    "offset": 24,
    "kind": "s32",
    "bytes": 4,
    "length": 1,
    "unit": "fd_nr"
   },
   {
    "name": "net_ns",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 56,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 58,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 60,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "unused",
    "offset": 62,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   },
   {
    "name": "bytes_sent",
    "offset": 72,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "bytes_received",
    "offset": 80,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "bytes_retransmitted",
    "offset": 88,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "byte_count"
   },
   {
    "name": "srtt_ns",
    "offset": 96,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "min_rtt_ns",
    "offset": 104,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "duration_ns"
   },
   {
    "name": "retransmits",
    "offset": 112,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "event_count"
   }
  ],
  "id": 3623894646
 },
 "tcp_listen": {
  "name": "tcp_listen",
  "struct": "tcp_listen_event",
  "bytes": 56,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "family",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 40,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "unused",
    "offset": 42,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "backlog",
    "offset": 44,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "plain_number"
   },
   {
    "name": "socket",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   }
  ],
  "id": 3201653710
 },
 "tcp_reset_received": {
  "name": "tcp_reset_received",
  "struct": "tcp_trouble_event",
  "bytes": 72,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "state",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "tcp_state"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 56,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 58,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 60,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "unused",
    "offset": 62,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   }
  ],
  "id": 3838265026
 },
 "tcp_reset_sent": {
  "name": "tcp_reset_sent",
  "struct": "tcp_trouble_event",
  "bytes": 72,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "state",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "tcp_state"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 56,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 58,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 60,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "unused",
    "offset": 62,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   }
  ],
  "id": 1622347599
 },
 "tcp_retransmit": {
  "name": "tcp_retransmit",
  "struct": "tcp_trouble_event",
  "bytes": 72,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "state",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "tcp_state"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "process",
    "offset": 16,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 20,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "tid",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "tid_nr"
   },
   {
    "name": "net_ns",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "local_address",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "remote_address",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "peer_name",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   },
   {
    "name": "local_port",
    "offset": 56,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "remote_port",
    "offset": 58,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "port_nr"
   },
   {
    "name": "family",
    "offset": 60,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "address_family"
   },
   {
    "name": "unused",
    "offset": 62,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "socket",
    "offset": 64,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "socket_cookie"
   }
  ],
  "id": 745275288
 },
 "text": {
  "name": "text",
  "struct": "text_event",
  "bytes": 24,
  "fields": [
   {
    "name": "stream",
    "offset": 0,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "stream_id"
   },
   {
    "name": "cpu",
    "offset": 4,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "cpu_nr"
   },
   {
    "name": "form",
    "offset": 6,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "text_form"
   },
   {
    "name": "at",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "text",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "text_ref"
   }
  ],
  "tail": "bytes",
  "id": 3185987134
 }
};

export const TALLIES: Readonly<Record<string, Tally>> = {
 "dns_lookups": {
  "name": "dns_lookups",
  "key": {
   "struct": "dns_lookup_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "result",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "dns_result"
    },
    {
     "name": "transport",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "dns_transport"
    }
   ]
  },
  "value": {
   "struct": "dns_lookup_cell",
   "bytes": 544,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "retries",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "total",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "max",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 32,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 },
 "file_change_errors": {
  "name": "file_change_errors",
  "key": {
   "struct": "file_change_error_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "call",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "call_nr"
    },
    {
     "name": "error",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "errno_nr"
    }
   ]
  },
  "value": {
   "struct": "file_change_error_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "file_changes": {
  "name": "file_changes",
  "key": {
   "struct": "file_change_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "call",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "call_nr"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "call_cell",
   "bytes": 544,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "errors",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "total",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "max",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 32,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 },
 "file_io": {
  "name": "file_io",
  "key": {
   "struct": "file_io_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "path",
     "offset": 4,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "name_ref"
    }
   ]
  },
  "value": {
   "struct": "file_io_cell",
   "bytes": 576,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "reads",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "writes",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "errors",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "bytes_read",
     "offset": 32,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "bytes_written",
     "offset": 40,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "total",
     "offset": 48,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "max",
     "offset": 56,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 64,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 },
 "file_open_errors": {
  "name": "file_open_errors",
  "key": {
   "struct": "file_open_error_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "error",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "errno_nr"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "file_open_error_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "file_opens": {
  "name": "file_opens",
  "key": {
   "struct": "file_open_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "unused",
     "offset": 4,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "call_cell",
   "bytes": 544,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "errors",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "total",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "max",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 32,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 },
 "memory_stalls": {
  "name": "memory_stalls",
  "key": {
   "struct": "memory_stall_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "kind_nr",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "stall_kind"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "memory_stall_cell",
   "bytes": 544,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "freed",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "total",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "max",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 32,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 },
 "page_fault_exceptions": {
  "name": "page_fault_exceptions",
  "key": {
   "struct": "page_fault_exception_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "kind_nr",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "fault_kind"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "page_fault_exception_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "page_faults": {
  "name": "page_faults",
  "key": {
   "struct": "page_fault_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "kind_nr",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "fault_kind"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "page_fault_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "peer_traffic": {
  "name": "peer_traffic",
  "key": {
   "struct": "peer_traffic_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "peer",
     "offset": 4,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "name_ref"
    }
   ]
  },
  "value": {
   "struct": "peer_traffic_cell",
   "bytes": 32,
   "fields": [
    {
     "name": "sends",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "receives",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "bytes_sent",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "bytes_received",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    }
   ]
  }
 },
 "process_counts": {
  "name": "process_counts",
  "key": {
   "struct": "process_count_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "unused",
     "offset": 4,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "process_count_cell",
   "bytes": 96,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "forks",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "threads",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "execs",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "exec_errors",
     "offset": 32,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "renames",
     "offset": 40,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "exits",
     "offset": 48,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "signals_sent",
     "offset": 56,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "signals_received",
     "offset": 64,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "cpu_ns",
     "offset": 72,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "lifetime_ns",
     "offset": 80,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "peak_rss_bytes",
     "offset": 88,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count_max"
    }
   ]
  }
 },
 "process_exits": {
  "name": "process_exits",
  "key": {
   "struct": "process_exit_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "status",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "exit_status"
    },
    {
     "name": "signal",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "signal_nr"
    }
   ]
  },
  "value": {
   "struct": "process_exit_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "socket_traffic": {
  "name": "socket_traffic",
  "key": {
   "struct": "socket_traffic_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "unused",
     "offset": 4,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "socket_traffic_cell",
   "bytes": 128,
   "fields": [
    {
     "name": "tcp_sends",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "tcp_receives",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "tcp_bytes_sent",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "tcp_bytes_received",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "udp_sends",
     "offset": 32,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "udp_receives",
     "offset": 40,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "udp_bytes_sent",
     "offset": 48,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "udp_bytes_received",
     "offset": 56,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "unix_sends",
     "offset": 64,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "unix_receives",
     "offset": 72,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "unix_bytes_sent",
     "offset": 80,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "unix_bytes_received",
     "offset": 88,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "other_sends",
     "offset": 96,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "other_receives",
     "offset": 104,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "other_bytes_sent",
     "offset": 112,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "other_bytes_received",
     "offset": 120,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    }
   ]
  }
 },
 "syscall_errors": {
  "name": "syscall_errors",
  "key": {
   "struct": "syscall_error_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "call",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "call_nr"
    },
    {
     "name": "error",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "errno_nr"
    }
   ]
  },
  "value": {
   "struct": "syscall_error_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "count",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "syscall_survey": {
  "name": "syscall_survey",
  "key": {
   "struct": "syscall_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "call",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "call_nr"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "syscall_survey_cell",
   "bytes": 8,
   "fields": [
    {
     "name": "in_flight",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    }
   ]
  }
 },
 "syscalls": {
  "name": "syscalls",
  "key": {
   "struct": "syscall_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "call",
     "offset": 4,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "call_nr"
    },
    {
     "name": "unused",
     "offset": 6,
     "kind": "u16",
     "bytes": 2,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "syscall_cell",
   "bytes": 552,
   "fields": [
    {
     "name": "returned",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "never_returned",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "errors",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "total",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "max",
     "offset": 32,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 40,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 },
 "tcp_counts": {
  "name": "tcp_counts",
  "key": {
   "struct": "tcp_count_key",
   "bytes": 8,
   "fields": [
    {
     "name": "process",
     "offset": 0,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "process_ref"
    },
    {
     "name": "unused",
     "offset": 4,
     "kind": "u32",
     "bytes": 4,
     "length": 1,
     "unit": "number"
    }
   ]
  },
  "value": {
   "struct": "tcp_count_cell",
   "bytes": 616,
   "fields": [
    {
     "name": "opened",
     "offset": 0,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "connects",
     "offset": 8,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "connect_errors",
     "offset": 16,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "accepts",
     "offset": 24,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "accept_errors",
     "offset": 32,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "listens",
     "offset": 40,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "closes",
     "offset": 48,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "resets",
     "offset": 56,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "retransmits",
     "offset": 64,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "event_count"
    },
    {
     "name": "ended_bytes_sent",
     "offset": 72,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "ended_bytes_received",
     "offset": 80,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "byte_count"
    },
    {
     "name": "connect",
     "offset": 88,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_ns"
    },
    {
     "name": "connect_max",
     "offset": 96,
     "kind": "u64",
     "bytes": 8,
     "length": 1,
     "unit": "duration_max_ns"
    },
    {
     "name": "histogram",
     "offset": 104,
     "kind": "u32",
     "bytes": 4,
     "length": 128,
     "unit": "histogram_count"
    }
   ]
  }
 }
};

export const IDENTITY: Readonly<Record<string, Layout & { name: string }>> = {
 "groups": {
  "name": "groups",
  "struct": "group_row",
  "bytes": 616,
  "fields": [
   {
    "name": "owner",
    "offset": 0,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "opaque_word"
   },
   {
    "name": "id",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "cgroup_id"
   },
   {
    "name": "removed",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "hierarchy",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "hierarchy_nr"
   },
   {
    "name": "uts_ns",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "host",
    "offset": 32,
    "kind": "text",
    "bytes": 72,
    "length": 72,
    "unit": "text"
   },
   {
    "name": "path",
    "offset": 104,
    "kind": "text",
    "bytes": 512,
    "length": 512,
    "unit": "text"
   }
  ]
 },
 "names": {
  "name": "names",
  "struct": "name_row",
  "bytes": 552,
  "fields": [
   {
    "name": "owner",
    "offset": 0,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "opaque_word"
   },
   {
    "name": "used",
    "offset": 8,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "left",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "name",
    "offset": 24,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "name_ref"
   },
   {
    "name": "coming",
    "offset": 28,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "plain_number"
   },
   {
    "name": "stays",
    "offset": 32,
    "kind": "u16",
    "bytes": 2,
    "length": 1,
    "unit": "yes_no"
   },
   {
    "name": "unused",
    "offset": 34,
    "kind": "u16",
    "bytes": 2,
    "length": 3,
    "unit": "number"
   },
   {
    "name": "text",
    "offset": 40,
    "kind": "text",
    "bytes": 512,
    "length": 512,
    "unit": "text"
   }
  ]
 },
 "processes": {
  "name": "processes",
  "struct": "process_row",
  "bytes": 112,
  "fields": [
   {
    "name": "owner",
    "offset": 0,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "opaque_word"
   },
   {
    "name": "process",
    "offset": 8,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "pid",
    "offset": 12,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "started",
    "offset": 16,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "ended",
    "offset": 24,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "boot_ns"
   },
   {
    "name": "cgroup",
    "offset": 32,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "cgroup_id"
   },
   {
    "name": "cgroup_v1",
    "offset": 40,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "cgroup_id"
   },
   {
    "name": "folded",
    "offset": 48,
    "kind": "u64",
    "bytes": 8,
    "length": 1,
    "unit": "event_count"
   },
   {
    "name": "uid",
    "offset": 56,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "uid_nr"
   },
   {
    "name": "parent",
    "offset": 60,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "pid_nr"
   },
   {
    "name": "mount_ns",
    "offset": 64,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "net_ns",
    "offset": 68,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "pid_ns",
    "offset": 72,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "namespace_inode"
   },
   {
    "name": "fold",
    "offset": 76,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "process_ref"
   },
   {
    "name": "generation",
    "offset": 80,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "plain_number"
   },
   {
    "name": "execs",
    "offset": 84,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "plain_number"
   },
   {
    "name": "hierarchy",
    "offset": 88,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "hierarchy_nr"
   },
   {
    "name": "unused",
    "offset": 92,
    "kind": "u32",
    "bytes": 4,
    "length": 1,
    "unit": "number"
   },
   {
    "name": "comm",
    "offset": 96,
    "kind": "text",
    "bytes": 16,
    "length": 16,
    "unit": "text"
   }
  ]
 }
};

export const ACCOUNT: Layout = {
 "struct": "account",
 "bytes": 144,
 "fields": [
  {
   "name": "seen",
   "offset": 0,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "tallied",
   "offset": 8,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "tally_full",
   "offset": 16,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "folded",
   "offset": 24,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "filtered",
   "offset": 32,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "no_enter",
   "offset": 40,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "newborn",
   "offset": 48,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "no_storage",
   "offset": 56,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "delivered",
   "offset": 64,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "ring_full",
   "offset": 72,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "busy",
   "offset": 80,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "result_filtered",
   "offset": 88,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "texts",
   "offset": 96,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "texts_lost",
   "offset": 104,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "exit_missed",
   "offset": 112,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "metered",
   "offset": 120,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "event_count"
  },
  {
   "name": "metered_ns",
   "offset": 128,
   "kind": "u64",
   "bytes": 8,
   "length": 1,
   "unit": "duration_ns"
  },
  {
   "name": "since_wakeup",
   "offset": 136,
   "kind": "u32",
   "bytes": 4,
   "length": 1,
   "unit": "plain_number"
  },
  {
   "name": "unused",
   "offset": 140,
   "kind": "u32",
   "bytes": 4,
   "length": 1,
   "unit": "number"
  }
 ]
};

/** Where each program's account rows begin in .data.accounts, bytes. */
export const ACCOUNTS: Readonly<Record<string, number>> = {
 "on_living": 0,
 "on_cgroup_mkdir": 18440,
 "on_cgroup_attach": 36872,
 "on_cgroup_rmdir": 55304,
 "on_fork": 73744,
 "on_exec": 92176,
 "on_exit": 110608,
 "on_gone": 129040,
 "on_dns_survey": 147480,
 "on_dns_enter": 165912,
 "on_dns_return": 184344,
 "on_change_enter": 202776,
 "on_change_return": 221208,
 "on_change_return_stream": 239640,
 "on_io_enter": 258072,
 "on_io_return": 276504,
 "on_open_enter": 294936,
 "on_open_return": 313368,
 "on_open_return_stream": 331800,
 "on_ring_open": 350232,
 "on_ring_open_sqe": 368664,
 "on_ring_answer": 387096,
 "on_held": 405528,
 "on_faults_survey": 423960,
 "on_fault_user": 442392,
 "on_fault_kernel": 460824,
 "on_faults_fork": 479256,
 "on_faults_exec": 497688,
 "on_faults_exit": 516120,
 "on_reclaim_begin": 534552,
 "on_reclaim_end": 552984,
 "on_group_reclaim_begin": 571416,
 "on_group_reclaim_end": 589848,
 "on_compaction_begin": 608280,
 "on_compaction_end": 626712,
 "on_kswapd_wake": 645144,
 "on_kswapd_sleep": 663576,
 "on_memory_kill": 682008,
 "on_memory_kill_signal": 700440,
 "on_tcp_held": 718872,
 "on_tcp_state": 737304,
 "on_tcp_gone": 755736,
 "on_tcp_call": 774168,
 "on_tcp_retransmit": 792600,
 "on_tcp_reset_sent": 811032,
 "on_tcp_reset_received": 829464,
 "on_packet_drop": 847896,
 "on_socket_send": 866328,
 "on_socket_receive": 884760,
 "on_peer_send": 903192,
 "on_peer_receive": 921624,
 "on_process_fork": 940056,
 "on_process_exec": 958488,
 "on_process_exec_failure": 976920,
 "on_process_exit": 995352,
 "on_process_signal": 1013784,
 "on_process_rename": 1032216,
 "on_process_switch": 1050648,
 "on_call_survey": 1069080,
 "on_call_enter": 1087512,
 "on_call_enter_args": 1105944,
 "on_call_return": 1124376,
 "on_call_return_stream": 1142808,
 "on_call_fork": 1161240,
 "on_call_death": 1179672
};

/** Where each single counter lies in .data.accounts, bytes. */
export const COUNTERS: Readonly<Record<string, number>> = {
 "living_rows": 18432,
 "groups_not_kept": 73736,
 "subtree_not_followed": 147472
};

export const CAPTURE_ON = 1;
export const CAPTURE_REJUDGE = 2;
export const CAPTURE_CALLS = 4;
export const CAPTURE_EVENTS = 8;
export const CAPTURE_STREAM = 16;
export const BY_PID = 1;
export const BY_SUBTREE = 2;
export const BY_COMM = 4;
export const BY_CGROUP = 8;
export const BY_UID = 16;
export const BY_CALL = 32;
export const BY_ERRORS = 64;
export const BY_LONGER = 128;
export const BY_STREAM = 256;
export const BY_WHOLE = 512;
export const SUBTREE_GATE = 1;
export const SUBTREE_MEMBER = 2;
export const OWN_NOT = 0;
export const OWN_ALONE = 1;
export const OWN_TREE = 2;

/** Folders below bpf/tracers. */
export const TRACER_FOLDERS: readonly string[] = ["dns","file_changes","file_io","files","memory","memory_gauges","memory_stalls","network","peers","processes","syscalls"];
