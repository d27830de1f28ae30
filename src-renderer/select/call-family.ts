// SPDX-License-Identifier: Apache-2.0
// What a call has to do with, so that its explanation finds the lesson that fits.
import { callName } from '../../src-main/shared/call-text';
import { waitsByDesign } from './waiting';

export type Family = 'file' | 'memory' | 'network' | 'process' | 'wait' | 'other';
/** What a lesson can be about. */
export type Topic = Family | 'failed' | 'counting';

/** Beginnings of names, without the numbers and letters of their variants. */
const BEGINNINGS: readonly [Family, readonly string[]][] = [
  [
    'network',
    [
      ...['socket', 'connect', 'bind', 'listen', 'accept', 'getsockname', 'getpeername', 'getsockopt'],
      ...['setsockopt', 'send', 'recv', 'shutdown', 'sethostname', 'setdomainname'],
    ],
  ],
  [
    'memory',
    [
      ...['mmap', 'munmap', 'mremap', 'mprotect', 'madvise', 'brk', 'mlock', 'munlock', 'mincore', 'msync'],
      ...['mbind', 'membarrier', 'memfd', 'pkey', 'remap_file_pages', 'set_mempolicy', 'get_mempolicy'],
      ...[
        'migrate_pages',
        'move_pages',
        'process_madvise',
        'process_mrelease',
        'mseal',
        'shm',
        'userfaultfd',
      ],
      'map_shadow_stack',
    ],
  ],
  [
    'process',
    [
      ...['clone', 'fork', 'vfork', 'exec', 'exit', 'kill', 'tkill', 'tgkill', 'getpid', 'getppid', 'gettid'],
      ...[
        'getuid',
        'geteuid',
        'getgid',
        'getegid',
        'getresuid',
        'getresgid',
        'getgroups',
        'setuid',
        'setgid',
      ],
      ...['setreuid', 'setregid', 'setresuid', 'setresgid', 'setgroups', 'setpgid', 'getpgid', 'getpgrp'],
      ...[
        'setsid',
        'getsid',
        'prctl',
        'arch_prctl',
        'ptrace',
        'pidfd',
        'sched',
        'getpriority',
        'setpriority',
      ],
      ...['getrlimit', 'setrlimit', 'prlimit', 'getrusage', 'set_tid_address', 'set_robust_list', 'rseq'],
      ...['capget', 'capset', 'seccomp', 'unshare', 'setns', 'rt_sig', 'sigaltstack', 'signal', 'setitimer'],
    ],
  ],
  [
    'file',
    [
      ...['open', 'creat', 'close', 'read', 'write', 'pread', 'pwrite', 'lseek', '_llseek', 'stat', 'fstat'],
      ...['lstat', 'statx', 'newfstatat', 'access', 'faccessat', 'getdents', 'getcwd', 'chdir', 'fchdir'],
      ...['mkdir', 'rmdir', 'rename', 'link', 'unlink', 'symlink', 'chmod', 'fchmod', 'chown', 'fchown'],
      ...['lchown', 'truncate', 'ftruncate', 'fsync', 'fdatasync', 'sync', 'fallocate', 'fadvise', 'fcntl'],
      ...[
        'flock',
        'ioctl',
        'dup',
        'pipe',
        'sendfile',
        'splice',
        'tee',
        'vmsplice',
        'copy_file_range',
        'mount',
      ],
      ...['umount', 'statfs', 'fstatfs', 'utime', 'futimesat', 'inotify', 'fanotify', 'getxattr', 'setxattr'],
      ...['listxattr', 'removexattr', 'fgetxattr', 'fsetxattr', 'lgetxattr', 'lsetxattr', 'umask', 'mknod'],
      ...[
        'flistxattr',
        'llistxattr',
        'fremovexattr',
        'lremovexattr',
        'name_to_handle',
        'chroot',
        'pivot_root',
      ],
      ...[
        'fspick',
        'fsopen',
        'fsmount',
        'fsconfig',
        'move_mount',
        'linkat',
        'utimensat',
        'eventfd',
        'quotactl',
      ],
      ...['readahead', 'cachestat', 'oldstat', 'ustat', 'swapon', 'swapoff', 'file_getattr', 'file_setattr'],
    ],
  ],
];

/** `sendfile` begins as `send` does and is about files: the longest beginning decides. */
const BY_LENGTH = BEGINNINGS.flatMap(([family, names]) => names.map((name) => ({ family, name }))).sort(
  (a, b) => b.name.length - a.name.length,
);

const known = new Map<number, Family>();

export function familyOf(call: number): Family {
  const before = known.get(call);
  if (before !== undefined) return before;
  const name = callName(call);
  const found = BY_LENGTH.find((one) => name.startsWith(one.name))?.family ?? 'other';
  const family = waitsByDesign(call) ? 'wait' : found;
  known.set(call, family);
  return family;
}

/** Every beginning, for the test that each is of a call that exists. */
export const FAMILY_BEGINNINGS: readonly string[] = BY_LENGTH.map(({ name }) => name);
