/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Units that several tracers have; one's own is a typedef in its folder. The name is what travels: BTF carries it,
 * `npm run gen` turns it into a branded TypeScript type, and views choose by it. The comment behind a typedef is what
 * a capture says of the unit to whoever opens it without us.
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

typedef u64 boot_ns;           /* nanoseconds since the machine started, suspend included (CLOCK_BOOTTIME) */
typedef u64 duration_ns;       /* nanoseconds */
typedef u64 duration_max_ns;   /* nanoseconds; the longest until then, not a difference */
typedef u64 event_count;       /* how many */
typedef u32 histogram_count;   /* one bucket; wraps at 2^32, differences do not */
typedef u32 process_ref;       /* a program that runs in a process: another one after each exec, never used twice in
                                * a session */
typedef u32 name_ref;          /* row of the table of names: generation << 16 | slot; 0 is any without a row */
typedef u32 pid_nr;            /* process, numbered as the host sees it; 0 where several share a row */
typedef u32 tid_nr;            /* thread, numbered as the host sees it */
typedef u32 uid_nr;            /* user */
typedef u64 cgroup_id;         /* inode of the control group in its tree */
typedef u32 hierarchy_nr;      /* tree of control groups: 0 is v2, others as /proc/cgroups numbers them */
typedef u32 namespace_inode;   /* inode of the namespace */
typedef u32 stream_id;         /* FNV-1a of the stream's name */
typedef u16 cpu_nr;            /* CPU; -1 where the kernel does not tell */
typedef u16 call_nr;           /* number of the system call in bits 0-11, its ABI in bits 12-13 (0 x86-64, 1 i386, 2
                                * x32) */
typedef u16 errno_nr;          /* errno, positive; 0 is success */
typedef s64 call_result;       /* what the call returned */
typedef u64 register_value;    /* an argument as it stood in its register */
typedef u64 opaque_word;       /* compared, never shown */
typedef u64 text_ref;          /* names a text that a record of the stream `text` tells; 0 is none */
typedef u16 text_form;         /* 0: a text as its bytes say; else what a tracer makes texts of */
typedef u8 text_byte;          /* of unknown encoding */
typedef u16 path_kind;         /* how the path is known, in words: object (read from the file itself), claim (as the
                                * caller wrote it), and what else is known of it */
typedef u32 open_flags;        /* O_*, as the caller gave them */
typedef u32 file_mode;         /* permission bits, as the caller gave them */
typedef s64 file_length;       /* bytes; -1 where the call has none */
typedef s32 fd_nr;             /* file descriptor; -1 is none */
typedef u64 byte_count;        /* bytes */
typedef u64 byte_count_max;    /* bytes; the most until then, not a difference */
typedef u16 signal_nr;         /* signal; 0 is none */
typedef u16 port_nr;           /* port of TCP or UDP; 0 is none */
typedef u64 socket_cookie;     /* the kernel’s own number of a socket, as `ss -e` has it; 0 is none */
typedef u32 plain_number;
typedef u16 yes_no;            /* whether */

/*
 * A unit whose numbers are read as words: those of `enum <unit>_word`, without what all its names begin with, in small
 * letters where a name has none. UNIT_BITS: each is a bit, and several are read one behind the other.
 */
#define UNIT_WORDS(unit) const enum unit##_word *__words_of_##unit __attribute__((weak))
#define UNIT_BITS(unit) const enum unit##_word *__bits_of_##unit __attribute__((weak))

#define COMM_BYTES 16
#define HOST_BYTES 72
#define GROUP_PATH_BYTES 512
#define MAX_CPUS 128

#endif
