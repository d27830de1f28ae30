/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Units. The typedef name is what travels: BTF carries it, `npm run gen` turns it into a branded
 * TypeScript type, and views choose by it. Add a unit here, never a bare u64 in an event.
 */
#ifndef RINGSIDE_UNITS_H
#define RINGSIDE_UNITS_H

#ifndef __bpf__
#include <stdint.h>
typedef uint64_t u64;
typedef int64_t s64;
typedef uint32_t u32;
typedef int32_t s32;
typedef uint16_t u16;
typedef uint8_t u8;
#endif

typedef u64 boot_ns;	      /* CLOCK_BOOTTIME: goes on in suspend */
typedef u64 duration_ns;      /* a length of time; tallies add it up */
typedef u64 duration_max_ns;  /* the longest of many; tallies keep the largest */
typedef u64 event_count;      /* tallies add it up */
typedef u32 histogram_count;  /* one bucket; wraps at 2^32, differences do not */
typedef u32 process_ref;      /* row of the process table: generation << 16 | slot */
typedef u32 name_ref;	      /* row of the table of names: generation << 16 | slot; 0 is any without a row */
typedef u32 pid_nr;	      /* thread group, numbered as the host sees it */
typedef u32 tid_nr;	      /* thread, numbered as the host sees it */
typedef u32 uid_nr;
typedef u64 cgroup_id;	      /* inode of the group in its tree */
typedef u32 hierarchy_nr;     /* tree of control groups: 0 is v2, others as /proc/cgroups has them */
typedef u32 namespace_inode;
typedef u32 stream_id;	      /* FNV-1a of the stream's name */
typedef u16 cpu_nr;
typedef u16 call_nr;	      /* bits 0-11 number, 12-13 ABI (0 x86-64, 1 i386, 2 x32, 3 io_uring); 4095 is none */
typedef u16 errno_nr;	      /* positive; 0 is success */
typedef s64 call_result;      /* as the kernel returned it */
typedef u64 register_value;
typedef u64 opaque_word;	      /* compared, never shown */
typedef u64 text_ref;	      /* names a text that a record of the stream `text` tells; 0 is none */
typedef u8 text_byte;	      /* of unknown encoding */
typedef u16 path_kind;	      /* enum path_kind_bit: how a path is known */
typedef u32 open_flags;	      /* O_*, as the caller gave them */
typedef u32 file_mode;	      /* permission bits, as the caller gave them */
typedef s64 file_length;	      /* bytes; -1 is none */
typedef s32 fd_nr;	      /* -1 is none */
typedef u64 byte_count;	      /* bytes; tallies add it up */
typedef u64 byte_count_max;   /* the most of many; tallies keep the largest */
typedef u16 signal_nr;	      /* 0 is none */
typedef s32 signal_code;      /* SI_*, SEGV_* ...: who sent the signal, and why */
typedef u16 signal_result;    /* 0 delivered, 1 ignored, 2 pending already, 3 queue full, 4 told without its details */
typedef u16 exit_status;      /* 0 to 255, as a program gives it to exit() */
typedef u16 fault_kind;	      /* enum fault_kind_nr: how a page was missing, or who missed it */
typedef u16 ip_protocol;	      /* as IP has it: 6 TCP, 17 UDP, 1 and 58 ICMP */
typedef u16 drop_reason_nr;   /* enum skb_drop_reason; numbers move from kernel to kernel */
typedef u16 stall_kind;	      /* enum stall_kind_nr: what a wait for memory was for */
typedef s32 oom_adjustment;   /* oom_score_adj: -1000 never killed, 1000 first */
typedef u16 port_nr;	      /* of TCP or UDP; 0 is none */
typedef u16 address_family;   /* 2 IPv4, 10 IPv6: of the socket, which may speak IPv4 as an IPv6 one */
typedef u16 tcp_state;	      /* TCP_ESTABLISHED ... of include/net/tcp_states.h */
typedef u64 socket_cookie;    /* the kernel's own number of a socket, as ss has it; 0 is none */
typedef u32 plain_number;
typedef u16 yes_no;

#define COMM_BYTES 16
#define HOST_BYTES 72
#define GROUP_PATH_BYTES 512
#define MAX_CPUS 128

#endif
