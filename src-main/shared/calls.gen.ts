// SPDX-License-Identifier: Apache-2.0
// Written by build/scripts/gen-calls.mjs; do not edit.
// From the Linux 6.1 headers and the tracepoint formats of Linux 6.18.44.

/** Kinds that need no table. `path` is a pointer to text; `id` a user or group; `none` is not shown. */
export type PlainKind =
  | 'fd'
  | 'dirfd'
  | 'pointer'
  | 'path'
  | 'int'
  | 'uint'
  | 'size'
  | 'id'
  | 'mode'
  | 'hex'
  | 'none';

/** Kinds whose values have names. */
export type TableKind =
  | 'open'
  | 'pipe'
  | 'fcntl'
  | 'fd_flags'
  | 'seal'
  | 'lease'
  | 'access'
  | 'at_access'
  | 'at_link'
  | 'at_remove'
  | 'at_look'
  | 'at_statx'
  | 'at_handle'
  | 'at_tree'
  | 'at_mount'
  | 'statx'
  | 'file_mode'
  | 'whence'
  | 'flock'
  | 'fallocate'
  | 'fadvise'
  | 'sync_range'
  | 'rwf'
  | 'splice'
  | 'rename'
  | 'xattr'
  | 'close_range'
  | 'memfd'
  | 'prot'
  | 'map'
  | 'mremap'
  | 'msync'
  | 'mlockall'
  | 'mlock2'
  | 'madvise'
  | 'pkey'
  | 'mempolicy'
  | 'mempolicy_get'
  | 'mempolicy_move'
  | 'userfault'
  | 'membarrier'
  | 'signal'
  | 'sigmask_how'
  | 'clone'
  | 'namespaces'
  | 'wait'
  | 'wait_which'
  | 'futex'
  | 'clock'
  | 'timer'
  | 'timerfd'
  | 'timerfd_new'
  | 'itimer'
  | 'sched'
  | 'priority'
  | 'rlimit'
  | 'rusage'
  | 'ioprio'
  | 'prctl'
  | 'arch_prctl'
  | 'seccomp'
  | 'seccomp_flags'
  | 'ptrace'
  | 'kcmp'
  | 'pidfd'
  | 'family'
  | 'socket'
  | 'sock_flags'
  | 'message'
  | 'shutdown'
  | 'sock_level'
  | 'so'
  | 'tcp'
  | 'ip_proto'
  | 'netlink'
  | 'epoll_op'
  | 'epoll_flags'
  | 'eventfd'
  | 'signalfd'
  | 'inotify_new'
  | 'inotify'
  | 'fanotify_new'
  | 'fanotify_mark'
  | 'fanotify'
  | 'mount'
  | 'umount'
  | 'move_mount'
  | 'mount_attr'
  | 'fsopen'
  | 'fsconfig'
  | 'fsmount'
  | 'fspick'
  | 'swapon'
  | 'reboot_magic'
  | 'reboot'
  | 'random'
  | 'bpf'
  | 'perf'
  | 'uring_enter'
  | 'uring_register'
  | 'landlock_rule'
  | 'landlock'
  | 'rseq'
  | 'key'
  | 'ipc_get'
  | 'ipc_flags'
  | 'message_get'
  | 'shm_at'
  | 'sem_ctl'
  | 'shm_ctl'
  | 'msg_ctl'
  | 'socketcall'
  | 'ipc_call'
  | 'keyctl'
  | 'keyring'
  | 'module'
  | 'module_remove'
  | 'kexec_file';

/** Kinds that another argument of the same call decides. */
export type SwitchKind =
  | 'create_mode'
  | 'fcntl_arg'
  | 'mremap_to'
  | 'futex_value'
  | 'futex_time'
  | 'futex_second'
  | 'futex_third'
  | 'protocol'
  | 'sock_option'
  | 'prctl_2'
  | 'prctl_3'
  | 'prctl_4'
  | 'prctl_5';

export type ArgumentKind = PlainKind | TableKind | SwitchKind;

/** One argument register; of its 64 bits the kernel reads the low `bits`. */
export interface CallArgument {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly bits: 32 | 64;
}

/** One system call. `args` is undefined when nothing is known about its registers. */
export interface CallEntry {
  readonly name: string;
  readonly args: readonly CallArgument[] | undefined;
  readonly sentence: string;
}

/** Names of a word: the field under `mask` holds one of `field`, the rest is an or of `bits`, widest first. */
export interface NameTable {
  readonly mask: bigint;
  readonly zero: string;
  readonly octal: boolean;
  readonly field: ReadonlyMap<bigint, string>;
  readonly bits: ReadonlyMap<bigint, string>;
}

/** The argument `distance` places away, under `mask`, picks the kind. */
export interface KindSwitch {
  readonly distance: number;
  readonly mask: bigint;
  readonly cases: ReadonlyMap<bigint, ArgumentKind>;
  readonly otherwise: ArgumentKind;
}

const named = (text: string): ReadonlyMap<bigint, string> =>
  new Map(
    text
      .split(' ')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return [BigInt(value), name];
      }),
  );

const table = (mask: bigint, zero: string, octal: boolean, field: string, bits: string): NameTable => ({
  mask,
  zero,
  octal,
  field: named(field),
  bits: named(bits),
});

export const NAME_TABLES: Readonly<Record<TableKind, NameTable>> = {
  open: table(3n, '0', false, 'O_RDONLY=0 O_WRONLY=1 O_RDWR=2', 'O_SYNC=1052672 O_TMPFILE=4259840 O_CREAT=64 O_EXCL=128 O_NOCTTY=256 O_TRUNC=512 O_APPEND=1024 O_NONBLOCK=2048 O_DSYNC=4096 O_DIRECT=16384 O_LARGEFILE=32768 O_DIRECTORY=65536 O_NOFOLLOW=131072 O_NOATIME=262144 O_CLOEXEC=524288 O_PATH=2097152'),
  pipe: table(0n, '0', false, '', 'O_NOTIFICATION_PIPE=128 O_NONBLOCK=2048 O_DIRECT=16384 O_CLOEXEC=524288'),
  fcntl: table(4294967295n, '0', false, 'F_DUPFD=0 F_GETFD=1 F_SETFD=2 F_GETFL=3 F_SETFL=4 F_GETLK=5 F_SETLK=6 F_SETLKW=7 F_SETOWN=8 F_GETOWN=9 F_SETSIG=10 F_GETSIG=11 F_GETLK64=12 F_SETLK64=13 F_SETLKW64=14 F_SETOWN_EX=15 F_GETOWN_EX=16 F_GETOWNER_UIDS=17 F_OFD_GETLK=36 F_OFD_SETLK=37 F_OFD_SETLKW=38 F_SETLEASE=1024 F_GETLEASE=1025 F_NOTIFY=1026 F_DUPFD_QUERY=1027 F_CREATED_QUERY=1028 F_CANCELLK=1029 F_DUPFD_CLOEXEC=1030 F_SETPIPE_SZ=1031 F_GETPIPE_SZ=1032 F_ADD_SEALS=1033 F_GET_SEALS=1034 F_GET_RW_HINT=1035 F_SET_RW_HINT=1036 F_GET_FILE_RW_HINT=1037 F_SET_FILE_RW_HINT=1038', ''),
  fd_flags: table(0n, '0', false, '', 'FD_CLOEXEC=1'),
  seal: table(0n, '0', false, '', 'F_SEAL_SEAL=1 F_SEAL_SHRINK=2 F_SEAL_GROW=4 F_SEAL_WRITE=8 F_SEAL_FUTURE_WRITE=16'),
  lease: table(4294967295n, '0', false, 'F_RDLCK=0 F_WRLCK=1 F_UNLCK=2', ''),
  access: table(0n, 'F_OK', false, '', 'X_OK=1 W_OK=2 R_OK=4'),
  at_access: table(0n, '0', false, '', 'AT_SYMLINK_NOFOLLOW=256 AT_EACCESS=512 AT_EMPTY_PATH=4096'),
  at_link: table(0n, '0', false, '', 'AT_SYMLINK_FOLLOW=1024 AT_EMPTY_PATH=4096'),
  at_remove: table(0n, '0', false, '', 'AT_REMOVEDIR=512'),
  at_look: table(0n, '0', false, '', 'AT_SYMLINK_NOFOLLOW=256 AT_NO_AUTOMOUNT=2048 AT_EMPTY_PATH=4096'),
  at_statx: table(24576n, '0', false, 'AT_STATX_SYNC_AS_STAT=0 AT_STATX_FORCE_SYNC=8192 AT_STATX_DONT_SYNC=16384', 'AT_SYMLINK_NOFOLLOW=256 AT_NO_AUTOMOUNT=2048 AT_EMPTY_PATH=4096'),
  at_handle: table(0n, '0', false, '', 'AT_SYMLINK_FOLLOW=1024 AT_EMPTY_PATH=4096'),
  at_tree: table(0n, '0', false, '', 'OPEN_TREE_CLONE=1 AT_SYMLINK_NOFOLLOW=256 AT_NO_AUTOMOUNT=2048 AT_EMPTY_PATH=4096 AT_RECURSIVE=32768 OPEN_TREE_CLOEXEC=524288'),
  at_mount: table(0n, '0', false, '', 'AT_SYMLINK_NOFOLLOW=256 AT_NO_AUTOMOUNT=2048 AT_EMPTY_PATH=4096 AT_RECURSIVE=32768'),
  statx: table(0n, '0', false, '', 'STATX_BASIC_STATS=2047 STATX_TYPE=1 STATX_MODE=2 STATX_NLINK=4 STATX_UID=8 STATX_GID=16 STATX_ATIME=32 STATX_MTIME=64 STATX_CTIME=128 STATX_INO=256 STATX_SIZE=512 STATX_BLOCKS=1024 STATX_BTIME=2048 STATX_MNT_ID=4096 STATX_DIOALIGN=8192 STATX_MNT_ID_UNIQUE=16384 STATX_SUBVOL=32768 STATX_WRITE_ATOMIC=65536 STATX_DIO_READ_ALIGN=131072'),
  file_mode: table(61440n, '0', true, 'S_IFIFO=4096 S_IFCHR=8192 S_IFDIR=16384 S_IFBLK=24576 S_IFREG=32768 S_IFLNK=40960 S_IFSOCK=49152', 'S_ISVTX=512 S_ISGID=1024 S_ISUID=2048'),
  whence: table(4294967295n, '0', false, 'SEEK_SET=0 SEEK_CUR=1 SEEK_END=2 SEEK_DATA=3 SEEK_HOLE=4', ''),
  flock: table(11n, '0', false, 'LOCK_SH=1 LOCK_EX=2 LOCK_UN=8', 'LOCK_NB=4 LOCK_MAND=32 LOCK_READ=64 LOCK_WRITE=128'),
  fallocate: table(0n, '0', false, '', 'FALLOC_FL_KEEP_SIZE=1 FALLOC_FL_PUNCH_HOLE=2 FALLOC_FL_NO_HIDE_STALE=4 FALLOC_FL_COLLAPSE_RANGE=8 FALLOC_FL_ZERO_RANGE=16 FALLOC_FL_INSERT_RANGE=32 FALLOC_FL_UNSHARE_RANGE=64'),
  fadvise: table(4294967295n, '0', false, 'POSIX_FADV_NORMAL=0 POSIX_FADV_RANDOM=1 POSIX_FADV_SEQUENTIAL=2 POSIX_FADV_WILLNEED=3 POSIX_FADV_DONTNEED=4 POSIX_FADV_NOREUSE=5', ''),
  sync_range: table(0n, '0', false, '', 'SYNC_FILE_RANGE_WAIT_BEFORE=1 SYNC_FILE_RANGE_WRITE=2 SYNC_FILE_RANGE_WAIT_AFTER=4'),
  rwf: table(0n, '0', false, '', 'RWF_HIPRI=1 RWF_DSYNC=2 RWF_SYNC=4 RWF_NOWAIT=8 RWF_APPEND=16 RWF_NOAPPEND=32 RWF_ATOMIC=64 RWF_DONTCACHE=128 RWF_NOSIGNAL=256'),
  splice: table(0n, '0', false, '', 'SPLICE_F_MOVE=1 SPLICE_F_NONBLOCK=2 SPLICE_F_MORE=4 SPLICE_F_GIFT=8'),
  rename: table(0n, '0', false, '', 'RENAME_NOREPLACE=1 RENAME_EXCHANGE=2 RENAME_WHITEOUT=4'),
  xattr: table(0n, '0', false, '', 'XATTR_CREATE=1 XATTR_REPLACE=2'),
  close_range: table(0n, '0', false, '', 'CLOSE_RANGE_UNSHARE=2 CLOSE_RANGE_CLOEXEC=4'),
  memfd: table(4227858432n, '0', false, 'MFD_HUGE_64KB=1073741824 MFD_HUGE_512KB=1275068416 MFD_HUGE_1MB=1342177280 MFD_HUGE_2MB=1409286144 MFD_HUGE_8MB=1543503872 MFD_HUGE_16MB=1610612736 MFD_HUGE_32MB=1677721600 MFD_HUGE_256MB=1879048192 MFD_HUGE_512MB=1946157056 MFD_HUGE_1GB=2013265920 MFD_HUGE_2GB=2080374784 MFD_HUGE_16GB=2281701376', 'MFD_CLOEXEC=1 MFD_ALLOW_SEALING=2 MFD_HUGETLB=4 MFD_NOEXEC_SEAL=8 MFD_EXEC=16'),
  prot: table(0n, 'PROT_NONE', false, '', 'PROT_READ=1 PROT_WRITE=2 PROT_EXEC=4 PROT_SEM=8 PROT_GROWSDOWN=16777216 PROT_GROWSUP=33554432'),
  map: table(15n, '0', false, 'MAP_SHARED=1 MAP_PRIVATE=2 MAP_SHARED_VALIDATE=3 MAP_DROPPABLE=8', 'MAP_FIXED=16 MAP_ANONYMOUS=32 MAP_32BIT=64 MAP_GROWSDOWN=256 MAP_DENYWRITE=2048 MAP_EXECUTABLE=4096 MAP_LOCKED=8192 MAP_NORESERVE=16384 MAP_POPULATE=32768 MAP_NONBLOCK=65536 MAP_STACK=131072 MAP_HUGETLB=262144 MAP_SYNC=524288 MAP_FIXED_NOREPLACE=1048576 MAP_UNINITIALIZED=67108864'),
  mremap: table(0n, '0', false, '', 'MREMAP_MAYMOVE=1 MREMAP_FIXED=2 MREMAP_DONTUNMAP=4'),
  msync: table(0n, '0', false, '', 'MS_ASYNC=1 MS_INVALIDATE=2 MS_SYNC=4'),
  mlockall: table(0n, '0', false, '', 'MCL_CURRENT=1 MCL_FUTURE=2 MCL_ONFAULT=4'),
  mlock2: table(0n, '0', false, '', 'MLOCK_ONFAULT=1'),
  madvise: table(4294967295n, '0', false, 'MADV_NORMAL=0 MADV_RANDOM=1 MADV_SEQUENTIAL=2 MADV_WILLNEED=3 MADV_DONTNEED=4 MADV_FREE=8 MADV_REMOVE=9 MADV_DONTFORK=10 MADV_DOFORK=11 MADV_MERGEABLE=12 MADV_UNMERGEABLE=13 MADV_HUGEPAGE=14 MADV_NOHUGEPAGE=15 MADV_DONTDUMP=16 MADV_DODUMP=17 MADV_WIPEONFORK=18 MADV_KEEPONFORK=19 MADV_COLD=20 MADV_PAGEOUT=21 MADV_POPULATE_READ=22 MADV_POPULATE_WRITE=23 MADV_DONTNEED_LOCKED=24 MADV_COLLAPSE=25 MADV_HWPOISON=100 MADV_SOFT_OFFLINE=101 MADV_GUARD_INSTALL=102 MADV_GUARD_REMOVE=103', ''),
  pkey: table(0n, '0', false, '', 'PKEY_DISABLE_ACCESS=1 PKEY_DISABLE_WRITE=2'),
  mempolicy: table(7n, '0', false, 'MPOL_DEFAULT=0 MPOL_PREFERRED=1 MPOL_BIND=2 MPOL_INTERLEAVE=3 MPOL_LOCAL=4 MPOL_PREFERRED_MANY=5', 'MPOL_F_NUMA_BALANCING=8192 MPOL_F_RELATIVE_NODES=16384 MPOL_F_STATIC_NODES=32768'),
  mempolicy_get: table(0n, '0', false, '', 'MPOL_F_NODE=1 MPOL_F_ADDR=2 MPOL_F_MEMS_ALLOWED=4'),
  mempolicy_move: table(0n, '0', false, '', 'MPOL_MF_STRICT=1 MPOL_MF_MOVE=2 MPOL_MF_MOVE_ALL=4'),
  userfault: table(0n, '0', false, '', 'UFFD_USER_MODE_ONLY=1 O_NONBLOCK=2048 O_CLOEXEC=524288'),
  membarrier: table(4294967295n, '0', false, 'MEMBARRIER_CMD_QUERY=0 MEMBARRIER_CMD_GLOBAL=1 MEMBARRIER_CMD_GLOBAL_EXPEDITED=2 MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED=4 MEMBARRIER_CMD_PRIVATE_EXPEDITED=8 MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED=16 MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE=32 MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE=64 MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ=128 MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ=256', ''),
  signal: table(4294967295n, '0', false, 'SIGHUP=1 SIGINT=2 SIGQUIT=3 SIGILL=4 SIGTRAP=5 SIGABRT=6 SIGBUS=7 SIGFPE=8 SIGKILL=9 SIGUSR1=10 SIGSEGV=11 SIGUSR2=12 SIGPIPE=13 SIGALRM=14 SIGTERM=15 SIGSTKFLT=16 SIGCHLD=17 SIGCONT=18 SIGSTOP=19 SIGTSTP=20 SIGTTIN=21 SIGTTOU=22 SIGURG=23 SIGXCPU=24 SIGXFSZ=25 SIGVTALRM=26 SIGPROF=27 SIGWINCH=28 SIGIO=29 SIGPWR=30 SIGSYS=31', ''),
  sigmask_how: table(4294967295n, '0', false, 'SIG_BLOCK=0 SIG_UNBLOCK=1 SIG_SETMASK=2', ''),
  clone: table(255n, '0', false, 'SIGHUP=1 SIGINT=2 SIGQUIT=3 SIGILL=4 SIGTRAP=5 SIGABRT=6 SIGBUS=7 SIGFPE=8 SIGKILL=9 SIGUSR1=10 SIGSEGV=11 SIGUSR2=12 SIGPIPE=13 SIGALRM=14 SIGTERM=15 SIGSTKFLT=16 SIGCHLD=17 SIGCONT=18 SIGSTOP=19 SIGTSTP=20 SIGTTIN=21 SIGTTOU=22 SIGURG=23 SIGXCPU=24 SIGXFSZ=25 SIGVTALRM=26 SIGPROF=27 SIGWINCH=28 SIGIO=29 SIGPWR=30 SIGSYS=31', 'CLONE_VM=256 CLONE_FS=512 CLONE_FILES=1024 CLONE_SIGHAND=2048 CLONE_PIDFD=4096 CLONE_PTRACE=8192 CLONE_VFORK=16384 CLONE_PARENT=32768 CLONE_THREAD=65536 CLONE_NEWNS=131072 CLONE_SYSVSEM=262144 CLONE_SETTLS=524288 CLONE_PARENT_SETTID=1048576 CLONE_CHILD_CLEARTID=2097152 CLONE_DETACHED=4194304 CLONE_UNTRACED=8388608 CLONE_CHILD_SETTID=16777216 CLONE_NEWCGROUP=33554432 CLONE_NEWUTS=67108864 CLONE_NEWIPC=134217728 CLONE_NEWUSER=268435456 CLONE_NEWPID=536870912 CLONE_NEWNET=1073741824 CLONE_IO=2147483648'),
  namespaces: table(0n, '0', false, '', 'CLONE_NEWTIME=128 CLONE_VM=256 CLONE_FS=512 CLONE_FILES=1024 CLONE_SIGHAND=2048 CLONE_PIDFD=4096 CLONE_PTRACE=8192 CLONE_VFORK=16384 CLONE_PARENT=32768 CLONE_THREAD=65536 CLONE_NEWNS=131072 CLONE_SYSVSEM=262144 CLONE_SETTLS=524288 CLONE_PARENT_SETTID=1048576 CLONE_CHILD_CLEARTID=2097152 CLONE_DETACHED=4194304 CLONE_UNTRACED=8388608 CLONE_CHILD_SETTID=16777216 CLONE_NEWCGROUP=33554432 CLONE_NEWUTS=67108864 CLONE_NEWIPC=134217728 CLONE_NEWUSER=268435456 CLONE_NEWPID=536870912 CLONE_NEWNET=1073741824 CLONE_IO=2147483648'),
  wait: table(0n, '0', false, '', 'WNOHANG=1 WUNTRACED=2 WEXITED=4 WCONTINUED=8 WNOWAIT=16777216 __WNOTHREAD=536870912 __WALL=1073741824 __WCLONE=2147483648'),
  wait_which: table(4294967295n, '0', false, 'P_ALL=0 P_PID=1 P_PGID=2 P_PIDFD=3', ''),
  futex: table(255n, '0', false, 'FUTEX_WAIT=0 FUTEX_WAKE=1 FUTEX_FD=2 FUTEX_REQUEUE=3 FUTEX_CMP_REQUEUE=4 FUTEX_WAKE_OP=5 FUTEX_LOCK_PI=6 FUTEX_UNLOCK_PI=7 FUTEX_TRYLOCK_PI=8 FUTEX_WAIT_BITSET=9 FUTEX_WAKE_BITSET=10 FUTEX_WAIT_REQUEUE_PI=11 FUTEX_CMP_REQUEUE_PI=12 FUTEX_LOCK_PI2=13 FUTEX_WAIT_PRIVATE=128 FUTEX_WAKE_PRIVATE=129 FUTEX_REQUEUE_PRIVATE=131 FUTEX_CMP_REQUEUE_PRIVATE=132 FUTEX_WAKE_OP_PRIVATE=133 FUTEX_LOCK_PI_PRIVATE=134 FUTEX_UNLOCK_PI_PRIVATE=135 FUTEX_TRYLOCK_PI_PRIVATE=136 FUTEX_WAIT_BITSET_PRIVATE=137 FUTEX_WAKE_BITSET_PRIVATE=138 FUTEX_WAIT_REQUEUE_PI_PRIVATE=139 FUTEX_CMP_REQUEUE_PI_PRIVATE=140 FUTEX_LOCK_PI2_PRIVATE=141', 'FUTEX_CLOCK_REALTIME=256'),
  clock: table(4294967295n, '0', false, 'CLOCK_REALTIME=0 CLOCK_MONOTONIC=1 CLOCK_PROCESS_CPUTIME_ID=2 CLOCK_THREAD_CPUTIME_ID=3 CLOCK_MONOTONIC_RAW=4 CLOCK_REALTIME_COARSE=5 CLOCK_MONOTONIC_COARSE=6 CLOCK_BOOTTIME=7 CLOCK_REALTIME_ALARM=8 CLOCK_BOOTTIME_ALARM=9 CLOCK_TAI=11', ''),
  timer: table(0n, '0', false, '', 'TIMER_ABSTIME=1'),
  timerfd: table(0n, '0', false, '', 'TFD_TIMER_ABSTIME=1 TFD_TIMER_CANCEL_ON_SET=2'),
  timerfd_new: table(0n, '0', false, '', 'TFD_NONBLOCK=2048 TFD_CLOEXEC=524288'),
  itimer: table(4294967295n, '0', false, 'ITIMER_REAL=0 ITIMER_VIRTUAL=1 ITIMER_PROF=2', ''),
  sched: table(15n, '0', false, 'SCHED_OTHER=0 SCHED_FIFO=1 SCHED_RR=2 SCHED_BATCH=3 SCHED_IDLE=5 SCHED_DEADLINE=6', 'SCHED_RESET_ON_FORK=1073741824'),
  priority: table(4294967295n, '0', false, 'PRIO_PROCESS=0 PRIO_PGRP=1 PRIO_USER=2', ''),
  rlimit: table(4294967295n, '0', false, 'RLIMIT_CPU=0 RLIMIT_FSIZE=1 RLIMIT_DATA=2 RLIMIT_STACK=3 RLIMIT_CORE=4 RLIMIT_RSS=5 RLIMIT_NPROC=6 RLIMIT_NOFILE=7 RLIMIT_MEMLOCK=8 RLIMIT_AS=9 RLIMIT_LOCKS=10 RLIMIT_SIGPENDING=11 RLIMIT_MSGQUEUE=12 RLIMIT_NICE=13 RLIMIT_RTPRIO=14 RLIMIT_RTTIME=15', ''),
  rusage: table(4294967295n, '0', false, 'RUSAGE_CHILDREN=-1 RUSAGE_SELF=0 RUSAGE_THREAD=1', ''),
  ioprio: table(4294967295n, '0', false, 'IOPRIO_WHO_PROCESS=1 IOPRIO_WHO_PGRP=2 IOPRIO_WHO_USER=3', ''),
  prctl: table(4294967295n, '0', false, 'PR_SET_PDEATHSIG=1 PR_GET_PDEATHSIG=2 PR_GET_DUMPABLE=3 PR_SET_DUMPABLE=4 PR_GET_UNALIGN=5 PR_SET_UNALIGN=6 PR_GET_KEEPCAPS=7 PR_SET_KEEPCAPS=8 PR_GET_FPEMU=9 PR_SET_FPEMU=10 PR_GET_FPEXC=11 PR_SET_FPEXC=12 PR_GET_TIMING=13 PR_SET_TIMING=14 PR_SET_NAME=15 PR_GET_NAME=16 PR_GET_ENDIAN=19 PR_SET_ENDIAN=20 PR_GET_SECCOMP=21 PR_SET_SECCOMP=22 PR_CAPBSET_READ=23 PR_CAPBSET_DROP=24 PR_GET_TSC=25 PR_SET_TSC=26 PR_GET_SECUREBITS=27 PR_SET_SECUREBITS=28 PR_SET_TIMERSLACK=29 PR_GET_TIMERSLACK=30 PR_TASK_PERF_EVENTS_DISABLE=31 PR_TASK_PERF_EVENTS_ENABLE=32 PR_MCE_KILL=33 PR_SET_MM=35 PR_SET_CHILD_SUBREAPER=36 PR_GET_CHILD_SUBREAPER=37 PR_SET_NO_NEW_PRIVS=38 PR_GET_NO_NEW_PRIVS=39 PR_GET_TID_ADDRESS=40 PR_SET_THP_DISABLE=41 PR_GET_THP_DISABLE=42 PR_MPX_ENABLE_MANAGEMENT=43 PR_MPX_DISABLE_MANAGEMENT=44 PR_SET_FP_MODE=45 PR_GET_FP_MODE=46 PR_CAP_AMBIENT=47 PR_SVE_SET_VL=50 PR_SVE_GET_VL=51 PR_GET_SPECULATION_CTRL=52 PR_SET_SPECULATION_CTRL=53 PR_PAC_RESET_KEYS=54 PR_SET_TAGGED_ADDR_CTRL=55 PR_GET_TAGGED_ADDR_CTRL=56 PR_SET_IO_FLUSHER=57 PR_GET_IO_FLUSHER=58 PR_SET_SYSCALL_USER_DISPATCH=59 PR_PAC_SET_ENABLED_KEYS=60 PR_PAC_GET_ENABLED_KEYS=61 PR_SCHED_CORE=62 PR_SME_SET_VL=63 PR_SME_GET_VL=64 PR_SET_VMA=1398164801 PR_SET_PTRACER=1499557217', ''),
  arch_prctl: table(4294967295n, '0', false, 'ARCH_SET_GS=4097 ARCH_SET_FS=4098 ARCH_GET_FS=4099 ARCH_GET_GS=4100 ARCH_GET_CPUID=4113 ARCH_SET_CPUID=4114 ARCH_GET_XCOMP_SUPP=4129 ARCH_GET_XCOMP_PERM=4130 ARCH_REQ_XCOMP_PERM=4131 ARCH_GET_XCOMP_GUEST_PERM=4132 ARCH_REQ_XCOMP_GUEST_PERM=4133 ARCH_MAP_VDSO_X32=8193 ARCH_MAP_VDSO_32=8194 ARCH_MAP_VDSO_64=8195', ''),
  seccomp: table(4294967295n, '0', false, 'SECCOMP_SET_MODE_STRICT=0 SECCOMP_SET_MODE_FILTER=1 SECCOMP_GET_ACTION_AVAIL=2 SECCOMP_GET_NOTIF_SIZES=3', ''),
  seccomp_flags: table(0n, '0', false, '', 'SECCOMP_FILTER_FLAG_TSYNC=1 SECCOMP_FILTER_FLAG_LOG=2 SECCOMP_FILTER_FLAG_SPEC_ALLOW=4 SECCOMP_FILTER_FLAG_NEW_LISTENER=8 SECCOMP_FILTER_FLAG_TSYNC_ESRCH=16 SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV=32'),
  ptrace: table(4294967295n, '0', false, 'PTRACE_TRACEME=0 PTRACE_PEEKTEXT=1 PTRACE_PEEKDATA=2 PTRACE_PEEKUSR=3 PTRACE_POKETEXT=4 PTRACE_POKEDATA=5 PTRACE_POKEUSR=6 PTRACE_CONT=7 PTRACE_KILL=8 PTRACE_SINGLESTEP=9 PTRACE_GETREGS=12 PTRACE_SETREGS=13 PTRACE_GETFPREGS=14 PTRACE_SETFPREGS=15 PTRACE_ATTACH=16 PTRACE_DETACH=17 PTRACE_GETFPXREGS=18 PTRACE_SETFPXREGS=19 PTRACE_OLDSETOPTIONS=21 PTRACE_SYSCALL=24 PTRACE_GET_THREAD_AREA=25 PTRACE_SET_THREAD_AREA=26 PTRACE_ARCH_PRCTL=30 PTRACE_SYSEMU=31 PTRACE_SYSEMU_SINGLESTEP=32 PTRACE_SINGLEBLOCK=33 PTRACE_SETOPTIONS=16896 PTRACE_GETEVENTMSG=16897 PTRACE_GETSIGINFO=16898 PTRACE_SETSIGINFO=16899 PTRACE_GETREGSET=16900 PTRACE_SETREGSET=16901 PTRACE_SEIZE=16902 PTRACE_INTERRUPT=16903 PTRACE_LISTEN=16904 PTRACE_PEEKSIGINFO=16905 PTRACE_GETSIGMASK=16906 PTRACE_SETSIGMASK=16907 PTRACE_SECCOMP_GET_FILTER=16908 PTRACE_SECCOMP_GET_METADATA=16909 PTRACE_GET_SYSCALL_INFO=16910 PTRACE_GET_RSEQ_CONFIGURATION=16911', ''),
  kcmp: table(4294967295n, '0', false, 'KCMP_FILE=0 KCMP_VM=1 KCMP_FILES=2 KCMP_FS=3 KCMP_SIGHAND=4 KCMP_IO=5 KCMP_SYSVSEM=6 KCMP_EPOLL_TFD=7', ''),
  pidfd: table(0n, '0', false, '', 'PIDFD_NONBLOCK=2048'),
  family: table(4294967295n, '0', false, 'AF_UNSPEC=0 AF_UNIX=1 AF_INET=2 AF_AX25=3 AF_IPX=4 AF_APPLETALK=5 AF_NETROM=6 AF_BRIDGE=7 AF_ATMPVC=8 AF_X25=9 AF_INET6=10 AF_ROSE=11 AF_DECnet=12 AF_NETBEUI=13 AF_SECURITY=14 AF_KEY=15 AF_NETLINK=16 AF_PACKET=17 AF_ASH=18 AF_ECONET=19 AF_ATMSVC=20 AF_RDS=21 AF_SNA=22 AF_IRDA=23 AF_PPPOX=24 AF_WANPIPE=25 AF_LLC=26 AF_IB=27 AF_MPLS=28 AF_CAN=29 AF_TIPC=30 AF_BLUETOOTH=31 AF_IUCV=32 AF_RXRPC=33 AF_ISDN=34 AF_PHONET=35 AF_IEEE802154=36 AF_CAIF=37 AF_ALG=38 AF_NFC=39 AF_VSOCK=40 AF_KCM=41 AF_QIPCRTR=42 AF_SMC=43 AF_XDP=44 AF_MCTP=45', ''),
  socket: table(15n, '0', false, 'SOCK_STREAM=1 SOCK_DGRAM=2 SOCK_RAW=3 SOCK_RDM=4 SOCK_SEQPACKET=5 SOCK_DCCP=6 SOCK_PACKET=10', 'SOCK_NONBLOCK=2048 SOCK_CLOEXEC=524288'),
  sock_flags: table(0n, '0', false, '', 'SOCK_NONBLOCK=2048 SOCK_CLOEXEC=524288'),
  message: table(0n, '0', false, '', 'MSG_OOB=1 MSG_PEEK=2 MSG_DONTROUTE=4 MSG_CTRUNC=8 MSG_PROXY=16 MSG_TRUNC=32 MSG_DONTWAIT=64 MSG_EOR=128 MSG_WAITALL=256 MSG_FIN=512 MSG_SYN=1024 MSG_CONFIRM=2048 MSG_RST=4096 MSG_ERRQUEUE=8192 MSG_NOSIGNAL=16384 MSG_MORE=32768 MSG_WAITFORONE=65536 MSG_BATCH=262144 MSG_ZEROCOPY=67108864 MSG_FASTOPEN=536870912 MSG_CMSG_CLOEXEC=1073741824'),
  shutdown: table(4294967295n, '0', false, 'SHUT_RD=0 SHUT_WR=1 SHUT_RDWR=2', ''),
  sock_level: table(4294967295n, '0', false, 'SOL_IP=0 SOL_SOCKET=1 SOL_TCP=6 SOL_UDP=17 SOL_IPV6=41 SOL_ICMPV6=58 SOL_RAW=255 SOL_DECNET=261 SOL_X25=262 SOL_PACKET=263 SOL_ATM=264 SOL_AAL=265 SOL_IRDA=266 SOL_NETBEUI=267 SOL_LLC=268 SOL_DCCP=269 SOL_NETLINK=270 SOL_TIPC=271 SOL_RXRPC=272 SOL_PPPOL2TP=273 SOL_BLUETOOTH=274 SOL_PNPIPE=275 SOL_RDS=276 SOL_IUCV=277 SOL_CAIF=278 SOL_ALG=279 SOL_NFC=280 SOL_KCM=281 SOL_TLS=282 SOL_XDP=283 SOL_MPTCP=284 SOL_MCTP=285 SOL_SMC=286', ''),
  so: table(4294967295n, '0', false, 'SO_DEBUG=1 SO_REUSEADDR=2 SO_TYPE=3 SO_ERROR=4 SO_DONTROUTE=5 SO_BROADCAST=6 SO_SNDBUF=7 SO_RCVBUF=8 SO_KEEPALIVE=9 SO_OOBINLINE=10 SO_NO_CHECK=11 SO_PRIORITY=12 SO_LINGER=13 SO_BSDCOMPAT=14 SO_REUSEPORT=15 SO_PASSCRED=16 SO_PEERCRED=17 SO_RCVLOWAT=18 SO_SNDLOWAT=19 SO_RCVTIMEO_OLD=20 SO_SNDTIMEO_OLD=21 SO_SECURITY_AUTHENTICATION=22 SO_SECURITY_ENCRYPTION_TRANSPORT=23 SO_SECURITY_ENCRYPTION_NETWORK=24 SO_BINDTODEVICE=25 SO_ATTACH_FILTER=26 SO_DETACH_FILTER=27 SO_PEERNAME=28 SO_TIMESTAMP_OLD=29 SO_ACCEPTCONN=30 SO_PEERSEC=31 SO_SNDBUFFORCE=32 SO_RCVBUFFORCE=33 SO_PASSSEC=34 SO_TIMESTAMPNS_OLD=35 SO_MARK=36 SO_TIMESTAMPING_OLD=37 SO_PROTOCOL=38 SO_DOMAIN=39 SO_RXQ_OVFL=40 SO_WIFI_STATUS=41 SO_PEEK_OFF=42 SO_NOFCS=43 SO_LOCK_FILTER=44 SO_SELECT_ERR_QUEUE=45 SO_BUSY_POLL=46 SO_MAX_PACING_RATE=47 SO_BPF_EXTENSIONS=48 SO_INCOMING_CPU=49 SO_ATTACH_BPF=50 SO_ATTACH_REUSEPORT_CBPF=51 SO_ATTACH_REUSEPORT_EBPF=52 SO_CNX_ADVICE=53 SO_MEMINFO=55 SO_INCOMING_NAPI_ID=56 SO_COOKIE=57 SO_PEERGROUPS=59 SO_ZEROCOPY=60 SO_TXTIME=61 SO_BINDTOIFINDEX=62 SO_TIMESTAMP_NEW=63 SO_TIMESTAMPNS_NEW=64 SO_TIMESTAMPING_NEW=65 SO_RCVTIMEO_NEW=66 SO_SNDTIMEO_NEW=67 SO_DETACH_REUSEPORT_BPF=68 SO_PREFER_BUSY_POLL=69 SO_BUSY_POLL_BUDGET=70 SO_NETNS_COOKIE=71 SO_BUF_LOCK=72 SO_RESERVE_MEM=73 SO_TXREHASH=74 SO_RCVMARK=75', ''),
  tcp: table(4294967295n, '0', false, 'TCP_NODELAY=1 TCP_MAXSEG=2 TCP_CORK=3 TCP_KEEPIDLE=4 TCP_KEEPINTVL=5 TCP_KEEPCNT=6 TCP_SYNCNT=7 TCP_LINGER2=8 TCP_DEFER_ACCEPT=9 TCP_WINDOW_CLAMP=10 TCP_INFO=11 TCP_QUICKACK=12 TCP_CONGESTION=13 TCP_MD5SIG=14 TCP_RESERVED_BITS=15 TCP_THIN_LINEAR_TIMEOUTS=16 TCP_THIN_DUPACK=17 TCP_USER_TIMEOUT=18 TCP_REPAIR=19 TCP_QUEUE_SEQ=21 TCP_FASTOPEN=23 TCP_TIMESTAMP=24 TCP_NOTSENT_LOWAT=25 TCP_CC_INFO=26 TCP_SAVE_SYN=27 TCP_SAVED_SYN=28 TCP_REPAIR_WINDOW=29 TCP_FASTOPEN_CONNECT=30 TCP_ULP=31 TCP_FASTOPEN_KEY=33 TCP_FASTOPEN_NO_COOKIE=34 TCP_ZEROCOPY_RECEIVE=35 TCP_INQ=36 TCP_TX_DELAY=37', ''),
  ip_proto: table(4294967295n, '0', false, 'IPPROTO_IP=0 IPPROTO_ICMP=1 IPPROTO_IGMP=2 IPPROTO_IPIP=4 IPPROTO_TCP=6 IPPROTO_EGP=8 IPPROTO_PUP=12 IPPROTO_UDP=17 IPPROTO_IDP=22 IPPROTO_TP=29 IPPROTO_DCCP=33 IPPROTO_IPV6=41 IPPROTO_RSVP=46 IPPROTO_GRE=47 IPPROTO_ESP=50 IPPROTO_AH=51 IPPROTO_ICMPV6=58 IPPROTO_MTP=92 IPPROTO_BEETPH=94 IPPROTO_ENCAP=98 IPPROTO_PIM=103 IPPROTO_COMP=108 IPPROTO_SCTP=132 IPPROTO_UDPLITE=136 IPPROTO_MPLS=137 IPPROTO_ETHERNET=143 IPPROTO_RAW=255 IPPROTO_MPTCP=262', ''),
  netlink: table(4294967295n, '0', false, 'NETLINK_ROUTE=0 NETLINK_USERSOCK=2 NETLINK_SOCK_DIAG=4 NETLINK_XFRM=6 NETLINK_SELINUX=7 NETLINK_AUDIT=9 NETLINK_CONNECTOR=11 NETLINK_NETFILTER=12 NETLINK_DNRTMSG=14 NETLINK_KOBJECT_UEVENT=15 NETLINK_GENERIC=16 NETLINK_RDMA=20 NETLINK_CRYPTO=21', ''),
  epoll_op: table(4294967295n, '0', false, 'EPOLL_CTL_ADD=1 EPOLL_CTL_DEL=2 EPOLL_CTL_MOD=3', ''),
  epoll_flags: table(0n, '0', false, '', 'EPOLL_CLOEXEC=524288'),
  eventfd: table(0n, '0', false, '', 'EFD_SEMAPHORE=1 EFD_NONBLOCK=2048 EFD_CLOEXEC=524288'),
  signalfd: table(0n, '0', false, '', 'SFD_NONBLOCK=2048 SFD_CLOEXEC=524288'),
  inotify_new: table(0n, '0', false, '', 'IN_NONBLOCK=2048 IN_CLOEXEC=524288'),
  inotify: table(0n, '0', false, '', 'IN_ACCESS=1 IN_MODIFY=2 IN_ATTRIB=4 IN_CLOSE_WRITE=8 IN_CLOSE_NOWRITE=16 IN_OPEN=32 IN_MOVED_FROM=64 IN_MOVED_TO=128 IN_CREATE=256 IN_DELETE=512 IN_DELETE_SELF=1024 IN_MOVE_SELF=2048 IN_UNMOUNT=8192 IN_Q_OVERFLOW=16384 IN_IGNORED=32768 IN_ONLYDIR=16777216 IN_DONT_FOLLOW=33554432 IN_EXCL_UNLINK=67108864 IN_MASK_CREATE=268435456 IN_MASK_ADD=536870912 IN_ISDIR=1073741824 IN_ONESHOT=2147483648'),
  fanotify_new: table(12n, '0', false, 'FAN_CLASS_NOTIF=0 FAN_CLASS_CONTENT=4 FAN_CLASS_PRE_CONTENT=8', 'FAN_CLOEXEC=1 FAN_NONBLOCK=2 FAN_UNLIMITED_QUEUE=16 FAN_UNLIMITED_MARKS=32 FAN_ENABLE_AUDIT=64 FAN_REPORT_PIDFD=128 FAN_REPORT_TID=256 FAN_REPORT_FID=512 FAN_REPORT_DIR_FID=1024 FAN_REPORT_NAME=2048 FAN_REPORT_TARGET_FID=4096'),
  fanotify_mark: table(0n, '0', false, '', 'FAN_MARK_ADD=1 FAN_MARK_REMOVE=2 FAN_MARK_DONT_FOLLOW=4 FAN_MARK_ONLYDIR=8 FAN_MARK_MOUNT=16 FAN_MARK_IGNORED_MASK=32 FAN_MARK_IGNORED_SURV_MODIFY=64 FAN_MARK_FLUSH=128 FAN_MARK_FILESYSTEM=256 FAN_MARK_EVICTABLE=512 FAN_MARK_IGNORE=1024'),
  fanotify: table(0n, '0', false, '', 'FAN_ACCESS=1 FAN_MODIFY=2 FAN_ATTRIB=4 FAN_CLOSE_WRITE=8 FAN_CLOSE_NOWRITE=16 FAN_OPEN=32 FAN_MOVED_FROM=64 FAN_MOVED_TO=128 FAN_CREATE=256 FAN_DELETE=512 FAN_DELETE_SELF=1024 FAN_MOVE_SELF=2048 FAN_OPEN_EXEC=4096 FAN_Q_OVERFLOW=16384 FAN_FS_ERROR=32768 FAN_OPEN_PERM=65536 FAN_ACCESS_PERM=131072 FAN_OPEN_EXEC_PERM=262144 FAN_EVENT_ON_CHILD=134217728 FAN_RENAME=268435456 FAN_ONDIR=1073741824'),
  mount: table(0n, '0', false, '', 'MS_MGC_VAL=3236757504 MS_RDONLY=1 MS_NOSUID=2 MS_NODEV=4 MS_NOEXEC=8 MS_SYNCHRONOUS=16 MS_REMOUNT=32 MS_MANDLOCK=64 MS_DIRSYNC=128 MS_NOSYMFOLLOW=256 MS_NOATIME=1024 MS_NODIRATIME=2048 MS_BIND=4096 MS_MOVE=8192 MS_REC=16384 MS_SILENT=32768 MS_POSIXACL=65536 MS_UNBINDABLE=131072 MS_PRIVATE=262144 MS_SLAVE=524288 MS_SHARED=1048576 MS_RELATIME=2097152 MS_KERNMOUNT=4194304 MS_I_VERSION=8388608 MS_STRICTATIME=16777216 MS_LAZYTIME=33554432 MS_SUBMOUNT=67108864 MS_NOREMOTELOCK=134217728 MS_NOSEC=268435456 MS_BORN=536870912 MS_ACTIVE=1073741824 MS_NOUSER=2147483648'),
  umount: table(0n, '0', false, '', 'MNT_FORCE=1 MNT_DETACH=2 MNT_EXPIRE=4 UMOUNT_NOFOLLOW=8'),
  move_mount: table(0n, '0', false, '', 'MOVE_MOUNT_F_SYMLINKS=1 MOVE_MOUNT_F_AUTOMOUNTS=2 MOVE_MOUNT_F_EMPTY_PATH=4 MOVE_MOUNT_T_SYMLINKS=16 MOVE_MOUNT_T_AUTOMOUNTS=32 MOVE_MOUNT_T_EMPTY_PATH=64 MOVE_MOUNT_SET_GROUP=256'),
  mount_attr: table(0n, '0', false, '', 'MOUNT_ATTR_RDONLY=1 MOUNT_ATTR_NOSUID=2 MOUNT_ATTR_NODEV=4 MOUNT_ATTR_NOEXEC=8 MOUNT_ATTR_NOATIME=16 MOUNT_ATTR_STRICTATIME=32 MOUNT_ATTR_NODIRATIME=128 MOUNT_ATTR_IDMAP=1048576 MOUNT_ATTR_NOSYMFOLLOW=2097152'),
  fsopen: table(0n, '0', false, '', 'FSOPEN_CLOEXEC=1'),
  fsconfig: table(4294967295n, '0', false, 'FSCONFIG_SET_FLAG=0 FSCONFIG_SET_STRING=1 FSCONFIG_SET_BINARY=2 FSCONFIG_SET_PATH=3 FSCONFIG_SET_PATH_EMPTY=4 FSCONFIG_SET_FD=5 FSCONFIG_CMD_CREATE=6 FSCONFIG_CMD_RECONFIGURE=7', ''),
  fsmount: table(0n, '0', false, '', 'FSMOUNT_CLOEXEC=1'),
  fspick: table(0n, '0', false, '', 'FSPICK_CLOEXEC=1 FSPICK_SYMLINK_NOFOLLOW=2 FSPICK_NO_AUTOMOUNT=4 FSPICK_EMPTY_PATH=8'),
  swapon: table(0n, '0', false, '', 'SWAP_FLAG_PREFER=32768 SWAP_FLAG_DISCARD=65536'),
  reboot_magic: table(4294967295n, '0', false, 'LINUX_REBOOT_MAGIC2A=85072278 LINUX_REBOOT_MAGIC2B=369367448 LINUX_REBOOT_MAGIC2C=537993216 LINUX_REBOOT_MAGIC2=672274793 LINUX_REBOOT_MAGIC1=4276215469', ''),
  reboot: table(4294967295n, '0', false, 'LINUX_REBOOT_CMD_CAD_OFF=0 LINUX_REBOOT_CMD_RESTART=19088743 LINUX_REBOOT_CMD_POWER_OFF=1126301404 LINUX_REBOOT_CMD_KEXEC=1163412803 LINUX_REBOOT_CMD_CAD_ON=2309737967 LINUX_REBOOT_CMD_RESTART2=2712847316 LINUX_REBOOT_CMD_HALT=3454992675 LINUX_REBOOT_CMD_SW_SUSPEND=3489725666', ''),
  random: table(0n, '0', false, '', 'GRND_NONBLOCK=1 GRND_RANDOM=2 GRND_INSECURE=4'),
  bpf: table(4294967295n, '0', false, 'BPF_MAP_CREATE=0 BPF_MAP_LOOKUP_ELEM=1 BPF_MAP_UPDATE_ELEM=2 BPF_MAP_DELETE_ELEM=3 BPF_MAP_GET_NEXT_KEY=4 BPF_PROG_LOAD=5 BPF_OBJ_PIN=6 BPF_OBJ_GET=7 BPF_PROG_ATTACH=8 BPF_PROG_DETACH=9 BPF_PROG_TEST_RUN=10 BPF_PROG_GET_NEXT_ID=11 BPF_MAP_GET_NEXT_ID=12 BPF_PROG_GET_FD_BY_ID=13 BPF_MAP_GET_FD_BY_ID=14 BPF_OBJ_GET_INFO_BY_FD=15 BPF_PROG_QUERY=16 BPF_RAW_TRACEPOINT_OPEN=17 BPF_BTF_LOAD=18 BPF_BTF_GET_FD_BY_ID=19 BPF_TASK_FD_QUERY=20 BPF_MAP_LOOKUP_AND_DELETE_ELEM=21 BPF_MAP_FREEZE=22 BPF_BTF_GET_NEXT_ID=23 BPF_MAP_LOOKUP_BATCH=24 BPF_MAP_LOOKUP_AND_DELETE_BATCH=25 BPF_MAP_UPDATE_BATCH=26 BPF_MAP_DELETE_BATCH=27 BPF_LINK_CREATE=28 BPF_LINK_UPDATE=29 BPF_LINK_GET_FD_BY_ID=30 BPF_LINK_GET_NEXT_ID=31 BPF_ENABLE_STATS=32 BPF_ITER_CREATE=33 BPF_LINK_DETACH=34 BPF_PROG_BIND_MAP=35 BPF_TOKEN_CREATE=36 BPF_PROG_STREAM_READ_BY_FD=37', ''),
  perf: table(0n, '0', false, '', 'PERF_FLAG_FD_NO_GROUP=1 PERF_FLAG_FD_OUTPUT=2 PERF_FLAG_PID_CGROUP=4 PERF_FLAG_FD_CLOEXEC=8'),
  uring_enter: table(0n, '0', false, '', 'IORING_ENTER_GETEVENTS=1 IORING_ENTER_SQ_WAKEUP=2 IORING_ENTER_SQ_WAIT=4 IORING_ENTER_EXT_ARG=8 IORING_ENTER_REGISTERED_RING=16'),
  uring_register: table(4294967295n, '0', false, 'IORING_REGISTER_BUFFERS=0 IORING_UNREGISTER_BUFFERS=1 IORING_REGISTER_FILES=2 IORING_UNREGISTER_FILES=3 IORING_REGISTER_EVENTFD=4 IORING_UNREGISTER_EVENTFD=5 IORING_REGISTER_FILES_UPDATE=6 IORING_REGISTER_EVENTFD_ASYNC=7 IORING_REGISTER_PROBE=8 IORING_REGISTER_PERSONALITY=9 IORING_UNREGISTER_PERSONALITY=10 IORING_REGISTER_RESTRICTIONS=11 IORING_REGISTER_ENABLE_RINGS=12 IORING_REGISTER_FILES2=13 IORING_REGISTER_FILES_UPDATE2=14 IORING_REGISTER_BUFFERS2=15 IORING_REGISTER_BUFFERS_UPDATE=16 IORING_REGISTER_IOWQ_AFF=17 IORING_UNREGISTER_IOWQ_AFF=18 IORING_REGISTER_IOWQ_MAX_WORKERS=19 IORING_REGISTER_RING_FDS=20 IORING_UNREGISTER_RING_FDS=21 IORING_REGISTER_PBUF_RING=22 IORING_UNREGISTER_PBUF_RING=23 IORING_REGISTER_SYNC_CANCEL=24 IORING_REGISTER_FILE_ALLOC_RANGE=25', ''),
  landlock_rule: table(4294967295n, '0', false, 'LANDLOCK_RULE_PATH_BENEATH=1', ''),
  landlock: table(0n, '0', false, '', 'LANDLOCK_CREATE_RULESET_VERSION=1 LANDLOCK_CREATE_RULESET_ERRATA=2'),
  rseq: table(0n, '0', false, '', 'RSEQ_FLAG_UNREGISTER=1'),
  key: table(4294967295n, '0', false, 'IPC_PRIVATE=0', ''),
  ipc_get: table(0n, '0', true, '', 'IPC_CREAT=512 IPC_EXCL=1024 SHM_HUGETLB=2048 SHM_NORESERVE=4096'),
  ipc_flags: table(0n, '0', false, '', 'IPC_NOWAIT=2048'),
  message_get: table(0n, '0', false, '', 'IPC_NOWAIT=2048 MSG_NOERROR=4096 MSG_EXCEPT=8192 MSG_COPY=16384'),
  shm_at: table(0n, '0', false, '', 'SHM_RDONLY=4096 SHM_RND=8192 SHM_REMAP=16384 SHM_EXEC=32768'),
  sem_ctl: table(255n, '0', false, 'IPC_RMID=0 IPC_SET=1 IPC_STAT=2 IPC_INFO=3 GETPID=11 GETVAL=12 GETALL=13 GETNCNT=14 GETZCNT=15 SETVAL=16 SETALL=17 SEM_STAT=18 SEM_INFO=19 SEM_STAT_ANY=20', 'IPC_64=256'),
  shm_ctl: table(255n, '0', false, 'IPC_RMID=0 IPC_SET=1 IPC_STAT=2 IPC_INFO=3 SHM_LOCK=11 SHM_UNLOCK=12 SHM_STAT=13 SHM_INFO=14 SHM_STAT_ANY=15', 'IPC_64=256'),
  msg_ctl: table(255n, '0', false, 'IPC_RMID=0 IPC_SET=1 IPC_STAT=2 IPC_INFO=3 MSG_STAT=11 MSG_INFO=12 MSG_STAT_ANY=13', 'IPC_64=256'),
  socketcall: table(4294967295n, '0', false, 'SYS_SOCKET=1 SYS_BIND=2 SYS_CONNECT=3 SYS_LISTEN=4 SYS_ACCEPT=5 SYS_GETSOCKNAME=6 SYS_GETPEERNAME=7 SYS_SOCKETPAIR=8 SYS_SEND=9 SYS_RECV=10 SYS_SENDTO=11 SYS_RECVFROM=12 SYS_SHUTDOWN=13 SYS_SETSOCKOPT=14 SYS_GETSOCKOPT=15 SYS_SENDMSG=16 SYS_RECVMSG=17 SYS_ACCEPT4=18 SYS_RECVMMSG=19 SYS_SENDMMSG=20', ''),
  ipc_call: table(4294967295n, '0', false, 'SEMOP=1 SEMGET=2 SEMCTL=3 SEMTIMEDOP=4 MSGSND=11 MSGRCV=12 MSGGET=13 MSGCTL=14 SHMAT=21 SHMDT=22 SHMGET=23 SHMCTL=24', ''),
  keyctl: table(4294967295n, '0', false, 'KEYCTL_GET_KEYRING_ID=0 KEYCTL_JOIN_SESSION_KEYRING=1 KEYCTL_UPDATE=2 KEYCTL_REVOKE=3 KEYCTL_CHOWN=4 KEYCTL_SETPERM=5 KEYCTL_DESCRIBE=6 KEYCTL_CLEAR=7 KEYCTL_LINK=8 KEYCTL_UNLINK=9 KEYCTL_SEARCH=10 KEYCTL_READ=11 KEYCTL_INSTANTIATE=12 KEYCTL_NEGATE=13 KEYCTL_SET_REQKEY_KEYRING=14 KEYCTL_SET_TIMEOUT=15 KEYCTL_ASSUME_AUTHORITY=16 KEYCTL_GET_SECURITY=17 KEYCTL_SESSION_TO_PARENT=18 KEYCTL_REJECT=19 KEYCTL_INSTANTIATE_IOV=20 KEYCTL_INVALIDATE=21 KEYCTL_GET_PERSISTENT=22 KEYCTL_DH_COMPUTE=23 KEYCTL_PKEY_QUERY=24 KEYCTL_PKEY_ENCRYPT=25 KEYCTL_PKEY_DECRYPT=26 KEYCTL_PKEY_SIGN=27 KEYCTL_PKEY_VERIFY=28 KEYCTL_RESTRICT_KEYRING=29 KEYCTL_MOVE=30 KEYCTL_CAPABILITIES=31 KEYCTL_WATCH_KEY=32', ''),
  keyring: table(4294967295n, '0', false, 'KEY_SPEC_REQUESTOR_KEYRING=-8 KEY_SPEC_REQKEY_AUTH_KEY=-7 KEY_SPEC_GROUP_KEYRING=-6 KEY_SPEC_USER_SESSION_KEYRING=-5 KEY_SPEC_USER_KEYRING=-4 KEY_SPEC_SESSION_KEYRING=-3 KEY_SPEC_PROCESS_KEYRING=-2 KEY_SPEC_THREAD_KEYRING=-1', ''),
  module: table(0n, '0', false, '', 'MODULE_INIT_IGNORE_MODVERSIONS=1 MODULE_INIT_IGNORE_VERMAGIC=2 MODULE_INIT_COMPRESSED_FILE=4'),
  module_remove: table(0n, '0', false, '', 'O_TRUNC=512 O_NONBLOCK=2048'),
  kexec_file: table(0n, '0', false, '', 'KEXEC_FILE_UNLOAD=1 KEXEC_FILE_ON_CRASH=2 KEXEC_FILE_NO_INITRAMFS=4'),
};

export const KIND_SWITCHES: Readonly<Record<SwitchKind, KindSwitch>> = {
  create_mode: { distance: -1, mask: 4194368n, cases: new Map<bigint, ArgumentKind>([[0n, 'none']]), otherwise: 'mode' },
  fcntl_arg: { distance: -1, mask: -1n, cases: new Map<bigint, ArgumentKind>([[0n, 'int'], [1n, 'none'], [2n, 'fd_flags'], [3n, 'none'], [4n, 'open'], [8n, 'int'], [9n, 'none'], [10n, 'signal'], [11n, 'none'], [1024n, 'lease'], [1025n, 'none'], [1030n, 'int'], [1031n, 'int'], [1032n, 'none'], [1033n, 'seal'], [1034n, 'none']]), otherwise: 'pointer' },
  mremap_to: { distance: -1, mask: 6n, cases: new Map<bigint, ArgumentKind>([[0n, 'none']]), otherwise: 'pointer' },
  futex_value: { distance: -1, mask: -385n, cases: new Map<bigint, ArgumentKind>([[6n, 'none'], [7n, 'none'], [8n, 'none'], [13n, 'none']]), otherwise: 'uint' },
  futex_time: { distance: -2, mask: -385n, cases: new Map<bigint, ArgumentKind>([[1n, 'none'], [2n, 'none'], [3n, 'uint'], [4n, 'uint'], [5n, 'uint'], [7n, 'none'], [8n, 'none'], [10n, 'none'], [12n, 'uint']]), otherwise: 'pointer' },
  futex_second: { distance: -3, mask: -385n, cases: new Map<bigint, ArgumentKind>([[3n, 'pointer'], [4n, 'pointer'], [5n, 'pointer'], [11n, 'pointer'], [12n, 'pointer']]), otherwise: 'none' },
  futex_third: { distance: -4, mask: -385n, cases: new Map<bigint, ArgumentKind>([[4n, 'uint'], [5n, 'hex'], [9n, 'hex'], [10n, 'hex'], [11n, 'hex'], [12n, 'uint']]), otherwise: 'none' },
  protocol: { distance: -2, mask: -1n, cases: new Map<bigint, ArgumentKind>([[2n, 'ip_proto'], [10n, 'ip_proto'], [16n, 'netlink']]), otherwise: 'int' },
  sock_option: { distance: -1, mask: -1n, cases: new Map<bigint, ArgumentKind>([[1n, 'so'], [6n, 'tcp']]), otherwise: 'int' },
  prctl_2: { distance: -1, mask: -1n, cases: new Map<bigint, ArgumentKind>([[1n, 'signal'], [3n, 'none'], [4n, 'int'], [7n, 'none'], [8n, 'int'], [15n, 'path'], [16n, 'path'], [21n, 'none'], [22n, 'int'], [23n, 'int'], [24n, 'int'], [27n, 'none'], [29n, 'int'], [30n, 'none'], [36n, 'int'], [38n, 'int'], [39n, 'none'], [41n, 'int'], [42n, 'none'], [58n, 'none']]), otherwise: 'hex' },
  prctl_3: { distance: -2, mask: -1n, cases: new Map<bigint, ArgumentKind>([[1n, 'none'], [2n, 'none'], [3n, 'none'], [4n, 'none'], [7n, 'none'], [8n, 'none'], [15n, 'none'], [16n, 'none'], [21n, 'none'], [23n, 'none'], [24n, 'none'], [27n, 'none'], [28n, 'none'], [29n, 'none'], [30n, 'none'], [36n, 'none'], [37n, 'none']]), otherwise: 'hex' },
  prctl_4: { distance: -3, mask: -1n, cases: new Map<bigint, ArgumentKind>([[1n, 'none'], [2n, 'none'], [3n, 'none'], [4n, 'none'], [7n, 'none'], [8n, 'none'], [15n, 'none'], [16n, 'none'], [21n, 'none'], [22n, 'none'], [23n, 'none'], [24n, 'none'], [27n, 'none'], [28n, 'none'], [29n, 'none'], [30n, 'none'], [36n, 'none'], [37n, 'none']]), otherwise: 'hex' },
  prctl_5: { distance: -4, mask: -1n, cases: new Map<bigint, ArgumentKind>([[1n, 'none'], [2n, 'none'], [3n, 'none'], [4n, 'none'], [7n, 'none'], [8n, 'none'], [15n, 'none'], [16n, 'none'], [21n, 'none'], [22n, 'none'], [23n, 'none'], [24n, 'none'], [27n, 'none'], [28n, 'none'], [29n, 'none'], [30n, 'none'], [36n, 'none'], [37n, 'none']]), otherwise: 'hex' },
};

/** Splits rows of `KEY REST` at the first space. */
const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split('\n')
    .map((row) => [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)]);

/** Call name -> one plain sentence. */
const SENTENCES: ReadonlyMap<string, string> = new Map(
  pairs(`
_llseek Moves the position of an open file by a 64-bit offset that a 32-bit program passes in two halves.
_newselect Waits until one of several descriptors is ready, with five separate arguments instead of the old packed struct.
_sysctl Read or changed kernel settings by number; it was removed in favour of the files in /proc/sys.
accept Takes the next waiting connection of a listening socket and returns a new descriptor for it.
accept4 Takes the next waiting connection and sets close-on-exec or non-blocking on the new descriptor at once.
access Checks whether the real user may read, write or execute a file.
acct Turns the recording of finished processes into an accounting file on or off.
add_key Adds a key to a keyring of the kernel, or updates the key that is already there.
adjtimex Reads or tunes how the kernel keeps the system clock in step with a reference.
afs_syscall A number set aside for the AFS network file system; Linux never implemented it here.
alarm Asks for a SIGALRM signal after a number of seconds.
arch_prctl Sets or reads state of the processor for this thread, such as the FS base used for thread-local data.
bdflush Once tuned the daemon that wrote dirty buffers to disk; it has had no effect for many years.
bind Gives a socket its local address, such as a port number or a path.
bpf Loads and manages BPF programs, maps and links in the kernel.
break An old way to set the end of the data segment; it exists only as a number that fails.
brk Moves the end of the heap, or reports where it is when given zero.
cachestat Counts how many pages of a file range are in the page cache, and how many of them are dirty.
capget Reads the capability sets of a thread.
capset Changes the capability sets of the calling thread.
chdir Changes the current working directory to a path.
chmod Changes the permission bits of a file named by its path.
chown Changes the owner and group of a file, following a symbolic link.
chown32 Changes owner and group of a file using full 32-bit ids, where the i386 original has only 16 bits.
chroot Makes a directory the root from which the process resolves absolute paths.
clock_adjtime Reads or tunes the rate and offset of one chosen clock.
clock_adjtime64 Tunes a chosen clock using a time struct that is safe after the year 2038.
clock_getres Tells the smallest step that a clock can measure.
clock_getres_time64 Tells the resolution of a clock in a struct whose seconds have 64 bits.
clock_gettime Reads the time of a chosen clock; most programs do this through the vDSO without entering the kernel.
clock_gettime64 Reads a clock into a struct with 64-bit seconds, so that 32-bit programs survive the year 2038.
clock_nanosleep Sleeps for a time, or until a moment, measured by a chosen clock.
clock_nanosleep_time64 Sleeps on a chosen clock with the wake-up time given in 64-bit seconds.
clock_settime Sets a clock to a given time.
clock_settime64 Sets a clock from a struct with 64-bit seconds, for 32-bit programs.
clone Creates a child process or a thread, with flags that say what parent and child share.
clone3 Creates a process or thread from one extensible struct of options, such as a chosen cgroup.
close Closes a descriptor; the last one to a file releases it.
close_range Closes every descriptor in a range of numbers, or marks them close-on-exec.
connect Connects a socket to a peer address; for TCP this starts the handshake.
copy_file_range Copies bytes between two files inside the kernel, sharing the blocks where the file system can.
creat Creates a file, or empties an existing one, and opens it for writing.
create_module Reserved memory for a kernel module to be loaded; gone since Linux 2.6.
delete_module Removes a loaded module from the kernel.
dup Returns a second descriptor for the same open file, using the lowest free number.
dup2 Makes a chosen descriptor number refer to the same open file, closing what it was before.
dup3 Copies a descriptor onto a chosen number and can set close-on-exec in the same step.
epoll_create Creates an epoll instance; the size it takes is ignored today.
epoll_create1 Creates an epoll instance, optionally with the close-on-exec flag.
epoll_ctl Adds, changes or removes a descriptor that an epoll instance watches.
epoll_ctl_old An early form of changing an epoll set; x86-64 kept the number and never implemented it.
epoll_pwait Waits for events of an epoll instance with a temporary signal mask.
epoll_pwait2 Waits for epoll events with a signal mask and a timeout in nanoseconds.
epoll_wait Waits until a descriptor of an epoll instance has an event, or the timeout ends.
epoll_wait_old An early form of waiting on an epoll set; only its number remains.
eventfd Creates a descriptor that holds a counter, used to wake another thread or process.
eventfd2 Creates an event counter descriptor with flags such as non-blocking or semaphore mode.
execve Replaces the program of the process with another one, named by its path.
execveat Replaces the running program with one found relative to a directory descriptor, or by descriptor alone.
exit Ends the calling thread; other threads of the process keep running.
exit_group Ends the process with all of its threads.
faccessat Checks access to a file relative to a directory descriptor.
faccessat2 Checks access relative to a directory, with flags such as testing the effective user.
fadvise64 Tells the kernel how a file range will be read, so that it can read ahead or drop cached pages.
fadvise64_64 Gives read advice for a file range when both offset and length need 64 bits on i386.
fallocate Reserves disk space for a file range, or punches, zeroes, inserts or removes one.
fanotify_init Creates a queue that reports file events for whole mounts or file systems.
fanotify_mark Chooses which files, mounts or file systems a fanotify queue watches, and for which events.
fchdir Changes the working directory to the one an open descriptor refers to.
fchmod Changes the permission bits of an open file.
fchmodat Changes permission bits of a file found relative to a directory descriptor.
fchmodat2 Changes permission bits relative to a directory, with flags such as not following a symbolic link.
fchown Changes the owner and group of an open file.
fchown32 Changes owner and group of an open file with 32-bit ids.
fchownat Changes owner and group of a file relative to a directory descriptor.
fcntl Does one of many operations on a descriptor: duplicate it, read or set its flags, lock a file range.
fcntl64 Does descriptor operations on i386 with locks that can reach beyond 2 GiB.
fdatasync Writes a file's data to disk, with only the metadata needed to read it back.
fgetxattr Reads an extended attribute of an open file.
file_getattr Reads inode flags such as append-only or immutable of a file named by path.
file_setattr Sets inode flags, project id and extent hints of a file named by path.
finit_module Loads a kernel module from an open file.
flistxattr Lists the names of the extended attributes of an open file.
flock Locks or unlocks a whole file, shared or exclusive, by agreement between programs.
fork Creates a child process that is a copy of the caller.
fremovexattr Removes an extended attribute from an open file.
fsconfig Sets an option of a file system being configured, or creates or changes its superblock.
fsetxattr Sets an extended attribute of an open file.
fsmount Turns a configured file system into a mount that is not attached anywhere yet.
fsopen Opens a context to configure a new file system of a given type before mounting it.
fspick Opens a context to change the settings of a file system that is already mounted.
fstat Reads size, owner, times and type of an open file.
fstat64 Reads metadata of an open file into a struct with 64-bit sizes on i386.
fstatat64 Reads metadata of a file relative to a directory descriptor, with 64-bit sizes on i386.
fstatfs Tells type, size and free space of the file system that holds an open file.
fstatfs64 Reports the file system of an open file with 64-bit block counts on i386.
fsync Writes all changes of a file, data and metadata, to its disk and waits for it.
ftime Would have returned the time with milliseconds; Linux never implemented this number.
ftruncate Sets the size of an open file, cutting it or filling it with zeros.
ftruncate64 Sets the size of an open file from a 64-bit length passed in two registers.
futex Waits on or wakes a word in memory; locks and condition variables in user space sleep through it.
futex_requeue Moves waiters from one futex word to another, using the newer typed futex flags.
futex_time64 Waits on or wakes a word in memory, with a timeout in 64-bit seconds.
futex_wait Sleeps while a futex word holds an expected value, using the newer typed futex flags.
futex_waitv Sleeps until any one of a list of futex words is woken.
futex_wake Wakes threads that sleep on a futex word, using the newer typed futex flags.
futimesat Sets access and change times of a file relative to a directory, in microseconds.
get_kernel_syms Copied out the symbol table of the kernel and its modules; gone since Linux 2.6.
get_mempolicy Tells on which NUMA nodes the memory of the thread, or of one address, is placed.
get_robust_list Returns the list of locks that the kernel releases if a thread dies holding them.
get_thread_area Reads a thread-local storage entry of the descriptor table; only 32-bit code has these.
getcpu Tells on which processor and NUMA node the thread is running.
getcwd Returns the path of the current working directory.
getdents Reads entries of an open directory in the older record format.
getdents64 Reads entries of an open directory, each with inode number, type and name.
getegid Returns the effective group id of the process.
getegid32 Returns the effective group id in full 32 bits on i386.
geteuid Returns the effective user id, which decides most permission checks.
geteuid32 Returns the effective user id in full 32 bits on i386.
getgid Returns the real group id of the process.
getgid32 Returns the real group id in full 32 bits on i386.
getgroups Returns the supplementary groups of the process.
getgroups32 Returns the supplementary groups as 32-bit ids on i386.
getitimer Reads how much time is left on an interval timer.
getpeername Tells the address of the peer that a socket is connected to.
getpgid Returns the process group of any process.
getpgrp Returns the process group of the caller.
getpid Returns the process id.
getpmsg A STREAMS call of other Unix systems; the number is reserved and always fails.
getppid Returns the id of the parent process.
getpriority Returns the nice value of a process, a process group or a user's processes.
getrandom Fills a buffer with random bytes from the kernel.
getresgid Returns real, effective and saved group id together.
getresgid32 Returns real, effective and saved group id, 32 bits each, on i386.
getresuid Returns real, effective and saved user id together.
getresuid32 Returns real, effective and saved user id, 32 bits each, on i386.
getrlimit Reads a resource limit of the process, such as the number of open files.
getrusage Reports processor time, page faults and other resources that were used.
getsid Returns the session id of a process.
getsockname Tells the local address of a socket.
getsockopt Reads an option of a socket.
gettid Returns the thread id, unlike the process id different for each thread.
gettimeofday Returns the time of day in microseconds; usually answered in the vDSO without a system call.
getuid Returns the real user id of the process.
getuid32 Returns the real user id in full 32 bits on i386.
getxattr Reads an extended attribute of a file, following symbolic links.
getxattrat Reads an extended attribute of a file relative to a directory descriptor.
gtty Would have read terminal settings as in early Unix; Linux has only the number.
idle Once made process 0 the idle task; user programs always get an error.
init_module Loads a kernel module from an image in memory.
inotify_add_watch Starts to watch a file or directory for changes, or alters the events watched for.
inotify_init Creates a queue that reports changes to files and directories.
inotify_init1 Creates a file change queue with close-on-exec or non-blocking set.
inotify_rm_watch Stops watching a file or directory.
io_cancel Tries to cancel a submitted asynchronous I/O request.
io_destroy Destroys an asynchronous I/O context after its requests have ended.
io_getevents Collects finished requests of an asynchronous I/O context.
io_pgetevents Collects finished asynchronous I/O requests while a temporary signal mask is in force.
io_pgetevents_time64 Collects finished asynchronous I/O requests with a timeout in 64-bit seconds.
io_setup Creates a context for Linux native asynchronous I/O.
io_submit Queues read and write requests in an asynchronous I/O context.
io_uring_enter Submits requests of an io_uring ring, waits for completions, or both.
io_uring_register Registers buffers, files or other settings with an io_uring ring.
io_uring_setup Creates an io_uring: two rings shared with the kernel for requests and completions.
ioctl Sends a device-specific command to the driver or file system behind a descriptor.
ioperm Allows or forbids the use of a range of I/O ports.
iopl Changes the level of access to all I/O ports.
ioprio_get Returns the priority of a process for disk I/O.
ioprio_set Sets the priority of a process for disk I/O.
ipc Reaches all System V semaphore, message and shared memory operations through one number on i386.
kcmp Tells whether two processes share a resource, such as an open file or an address space.
kexec_file_load Loads a kernel image and initramfs from open files, to boot into later without firmware.
kexec_load Loads a new kernel from memory segments, to boot into later without firmware.
keyctl Does one of many operations on keys and keyrings, such as read, link or revoke.
kill Sends a signal to a process or a process group.
landlock_add_rule Adds a rule to a Landlock ruleset, such as which accesses are allowed below a directory.
landlock_create_ruleset Creates an empty Landlock ruleset that names the accesses it will restrict.
landlock_restrict_self Puts the calling thread under a Landlock ruleset for good.
lchown Changes owner and group of a file; a symbolic link itself is changed, not its target.
lchown32 Changes owner and group of a link itself with 32-bit ids on i386.
lgetxattr Reads an extended attribute of a symbolic link itself.
link Gives an existing file one more name, a hard link.
linkat Creates a hard link with both names relative to directory descriptors.
listen Makes a socket wait for incoming connections.
listmount Lists the ids of the mounts below a given mount.
listns Lists the ids of namespaces that are alive, selected by type or owner.
listxattr Lists the names of the extended attributes of a file, following symbolic links.
listxattrat Lists extended attribute names of a file relative to a directory descriptor.
llistxattr Lists the names of the extended attributes of a symbolic link itself.
lock A number held for file locking of early Unix; calling it only gives an error.
lookup_dcookie Turned a profiler's cookie into a path; removed in Linux 6.7.
lremovexattr Removes an extended attribute from a symbolic link itself.
lseek Moves the read and write position of an open file.
lsetxattr Sets an extended attribute of a symbolic link itself.
lsm_get_self_attr Reads security attributes of the caller from the active security modules.
lsm_list_modules Lists the ids of the security modules that are active.
lsm_set_self_attr Sets a security attribute of the caller in one security module.
lstat Reads metadata of a file; for a symbolic link, of the link itself.
lstat64 Reads metadata of a link itself into a struct with 64-bit sizes on i386.
madvise Advises the kernel about the use of a memory range, for example that it may be freed.
map_shadow_stack Maps memory for a shadow stack, where the processor keeps a second copy of return addresses.
mbind Sets the NUMA policy of a memory range.
membarrier Makes other threads pass a memory barrier, so that the caller can do without one in its fast path.
memfd_create Creates an unnamed file that lives in memory and returns a descriptor.
memfd_secret Creates a file in memory whose pages even the kernel does not keep mapped.
migrate_pages Moves all pages of a process from one set of NUMA nodes to another.
mincore Tells which pages of a memory range are resident in memory.
mkdir Creates a directory.
mkdirat Creates a directory relative to a directory descriptor.
mknod Creates a device node, a named pipe or a plain file entry.
mknodat Creates a device node, pipe or file entry relative to a directory descriptor.
mlock Keeps a range of memory from being swapped out.
mlock2 Locks a memory range, optionally page by page as it is first touched.
mlockall Keeps all memory of the process from being swapped out.
mmap Maps a file or fresh memory into the address space and returns its address.
mmap2 Maps memory on i386 with the file offset counted in units of 4096 bytes.
modify_ldt Reads or writes the local descriptor table, which defines memory segments of the process.
mount Attaches a file system at a directory, or changes an existing mount.
mount_setattr Changes properties of a mount, or a whole tree of mounts, such as read-only.
move_mount Moves a mount to another place, or attaches one that was made with fsmount.
move_pages Moves chosen pages of a process to other NUMA nodes, or tells where they are.
mprotect Changes whether a memory range may be read, written or executed.
mpx Reserved by early Unix for multiplexed files; Linux answers it with an error.
mq_getsetattr Reads or sets attributes of a POSIX message queue.
mq_notify Asks to be notified when a message arrives in an empty message queue.
mq_open Opens or creates a POSIX message queue.
mq_timedreceive Takes the oldest message of highest priority from a POSIX queue, waiting up to a given time.
mq_timedreceive_time64 Takes a message from a POSIX queue with a deadline in 64-bit seconds.
mq_timedsend Puts a message into a POSIX queue, waiting up to a given time while it is full.
mq_timedsend_time64 Puts a message into a POSIX queue with a deadline in 64-bit seconds.
mq_unlink Removes the name of a POSIX message queue.
mremap Grows, shrinks or moves a memory mapping.
mseal Seals a memory range so that it cannot be unmapped, moved or given other permissions.
msgctl Reads, changes or removes a System V message queue.
msgget Finds or creates a System V message queue.
msgrcv Takes a message from a System V queue.
msgsnd Puts a message into a System V queue.
msync Writes changes of a mapped file back to the file.
munlock Lets a locked memory range be swapped out again.
munlockall Lets all memory of the process be swapped out again.
munmap Removes mappings from a range of the address space.
name_to_handle_at Turns a path into a handle that can reopen the file later without the path.
nanosleep Sleeps for a given time, to the nanosecond.
newfstatat Reads metadata of a file relative to a directory descriptor.
nfsservctl Controlled the NFS server inside the kernel; removed in Linux 3.1.
nice Changes how willingly the caller gives up the processor to others.
oldfstat Reads metadata of an open file in the first Linux layout, with 16-bit fields.
oldlstat Reads metadata of a link itself in the first Linux layout, with 16-bit fields.
oldolduname Returns the system's name and version in the oldest layout, with 8 characters a field.
oldstat Reads metadata of a path in the first Linux layout, with 16-bit fields.
olduname Returns the system's name and version in a layout without the domain name.
open Opens a file by its path and returns a new descriptor.
open_by_handle_at Opens a file from a handle that name_to_handle_at gave.
open_tree Opens a mount point or a copied mount tree as a descriptor.
open_tree_attr Opens a mount tree and changes its mount properties in one step.
openat Opens a file, relative to a directory descriptor, and returns a new descriptor.
openat2 Opens a file with extra rules for the path, such as not leaving a directory.
pause Sleeps until a signal arrives.
perf_event_open Opens a descriptor that counts or samples an event of hardware or kernel.
personality Sets the execution style of the process, such as without address randomisation.
pidfd_getfd Copies a descriptor out of another process.
pidfd_open Returns a descriptor that refers to a process.
pidfd_send_signal Sends a signal to the process behind a descriptor, safe from reused process ids.
pipe Creates a one-way channel and returns its read and write descriptors.
pipe2 Creates a pipe with flags such as close-on-exec or non-blocking.
pivot_root Makes another mount the root file system and moves the old one aside.
pkey_alloc Allocates a protection key, which can switch off access to tagged memory quickly.
pkey_free Frees a protection key.
pkey_mprotect Sets the permissions of a memory range and tags it with a protection key.
poll Waits until one of a list of descriptors is ready, or the timeout ends.
ppoll Waits for descriptors with a nanosecond timeout and a temporary signal mask.
ppoll_time64 Waits for a list of descriptors with a timeout in 64-bit seconds.
prctl Reads or sets one of many attributes of the process or thread, such as its name.
pread64 Reads from a file at a given offset without moving the file position.
preadv Reads at an offset into several buffers at once.
preadv2 Reads at an offset into several buffers, with flags for this one read.
prlimit64 Reads and sets a resource limit of any process, in 64 bits.
process_madvise Gives memory advice on behalf of another process.
process_mrelease Frees the memory of a process that is being killed, without waiting for it to exit.
process_vm_readv Copies memory of another process into the caller's buffers.
process_vm_writev Copies the caller's buffers into memory of another process.
prof Would have switched on kernel profiling in early Unix; never implemented on Linux.
profil Would have sampled the program counter into a buffer; only an unused number on Linux.
pselect6 Waits for sets of descriptors with a nanosecond timeout and a temporary signal mask.
pselect6_time64 Waits for sets of descriptors with a signal mask and a timeout in 64-bit seconds.
ptrace Lets one process observe and control another; debuggers and strace are built on it.
putpmsg The sending half of the STREAMS message calls; it never existed on Linux beyond its number.
pwrite64 Writes to a file at a given offset without moving the file position.
pwritev Writes several buffers at an offset in one step.
pwritev2 Writes several buffers at an offset, with flags for this one write.
query_module Asked the kernel about its loaded modules; gone since Linux 2.6.
quotactl Reads or sets disk quotas of a file system named by its device.
quotactl_fd Reads or sets disk quotas of the file system behind a descriptor.
read Reads bytes from a descriptor into a buffer.
readahead Loads a file range into the page cache before it is needed.
readdir Reads a single entry of an open directory, in the way Linux first did it.
readlink Returns the path that a symbolic link points to.
readlinkat Returns the target of a symbolic link relative to a directory descriptor.
readv Reads from a descriptor into several buffers at once.
reboot Restarts, halts or powers off the machine, or switches Ctrl-Alt-Del handling.
recvfrom Receives a message from a socket and tells who sent it.
recvmmsg Receives several messages from a socket with one call.
recvmmsg_time64 Receives several messages with a timeout in 64-bit seconds.
recvmsg Receives a message with its control data, such as passed descriptors.
remap_file_pages Rearranges the pages of a file mapping; the kernel now emulates it with several mappings.
removexattr Removes an extended attribute from a file, following symbolic links.
removexattrat Removes an extended attribute from a file relative to a directory descriptor.
rename Changes the name or directory of a file, replacing what had the new name.
renameat Renames a file with both names relative to directory descriptors.
renameat2 Renames with flags, such as to swap two files or never to replace one.
request_key Looks for a key and may have a helper program supply it.
restart_syscall Continues a call, such as a sleep, that a stop or trace interrupted.
rmdir Removes an empty directory.
rseq Registers a small area that lets a thread run short per-processor sequences without locks.
rseq_slice_yield Gives the processor back after a thread was granted a little extra time slice.
rt_sigaction Sets or reads what the process does when a signal arrives.
rt_sigpending Tells which signals wait because they are blocked.
rt_sigprocmask Blocks or unblocks signals for the thread.
rt_sigqueueinfo Sends a signal together with data to a process.
rt_sigreturn Ends a signal handler and restores the interrupted state.
rt_sigsuspend Sets a temporary signal mask and sleeps until a signal arrives.
rt_sigtimedwait Waits for one of a set of signals, up to a timeout, and takes it.
rt_sigtimedwait_time64 Waits for one of a set of signals with a timeout in 64-bit seconds.
rt_tgsigqueueinfo Sends a signal together with data to one thread of a process.
sched_get_priority_max Returns the highest priority of a scheduling policy.
sched_get_priority_min Returns the lowest priority of a scheduling policy.
sched_getaffinity Tells on which processors a thread may run.
sched_getattr Reads scheduling policy and all its parameters for a thread.
sched_getparam Reads the real-time priority of a thread.
sched_getscheduler Returns the scheduling policy of a thread.
sched_rr_get_interval Returns the time slice of a thread under the round-robin policy.
sched_rr_get_interval_time64 Returns the round-robin time slice in a struct with 64-bit seconds.
sched_setaffinity Limits a thread to a set of processors.
sched_setattr Sets scheduling policy and all its parameters, including deadlines.
sched_setparam Sets the real-time priority of a thread.
sched_setscheduler Sets scheduling policy and priority of a thread.
sched_yield Lets other threads of equal priority run first.
seccomp Limits which system calls the process may make from now on.
security A number kept for security modules to use; it was never given a meaning.
select Waits until one of several sets of descriptors is ready.
semctl Reads, sets or removes a System V semaphore set.
semget Finds or creates a System V semaphore set.
semop Raises or lowers System V semaphores, waiting if it must.
semtimedop Changes System V semaphores, waiting no longer than a timeout.
semtimedop_time64 Changes System V semaphores with a timeout in 64-bit seconds.
sendfile Copies bytes from a file to another descriptor inside the kernel.
sendfile64 Copies from a file to a descriptor with a 64-bit offset on i386.
sendmmsg Sends several messages on a socket with one call.
sendmsg Sends a message from several buffers, with control data if wanted.
sendto Sends a message on a socket, to a given address if it is not connected.
set_mempolicy Sets on which NUMA nodes the thread's new memory is placed.
set_mempolicy_home_node Chooses the NUMA node from which a memory range should preferably be filled.
set_robust_list Registers the list of locks that are to be released if the thread dies holding them.
set_thread_area Sets a thread-local storage entry of the descriptor table; only 32-bit code needs it.
set_tid_address Registers an address that the kernel clears when the thread ends, and returns the thread id.
setdomainname Sets the NIS domain name of the system.
setfsgid Sets the group id used for file access checks alone.
setfsgid32 Sets the group id for file access checks as a 32-bit id on i386.
setfsuid Sets the user id used for file access checks alone.
setfsuid32 Sets the user id for file access checks as a 32-bit id on i386.
setgid Sets the group id of the process.
setgid32 Sets the group id of the process as a 32-bit id on i386.
setgroups Sets the supplementary groups of the process.
setgroups32 Sets the supplementary groups as 32-bit ids on i386.
sethostname Sets the host name of the system or container.
setitimer Starts an interval timer that sends signals.
setns Moves the thread into another namespace.
setpgid Puts a process into a process group.
setpriority Sets the nice value of a process, a group or a user's processes.
setregid Sets real and effective group id.
setregid32 Sets real and effective group id as 32-bit ids on i386.
setresgid Sets real, effective and saved group id.
setresgid32 Sets real, effective and saved group id as 32-bit ids on i386.
setresuid Sets real, effective and saved user id.
setresuid32 Sets real, effective and saved user id as 32-bit ids on i386.
setreuid Sets real and effective user id.
setreuid32 Sets real and effective user id as 32-bit ids on i386.
setrlimit Sets a resource limit of the process.
setsid Starts a new session with the caller as its leader and without a terminal.
setsockopt Sets an option of a socket.
settimeofday Sets the time of day.
setuid Sets the user id of the process.
setuid32 Sets the user id of the process as a 32-bit id on i386.
setxattr Sets an extended attribute of a file, following symbolic links.
setxattrat Sets an extended attribute of a file relative to a directory descriptor.
sgetmask Returns the mask of blocked signals as one word; replaced by sigprocmask.
shmat Attaches a System V shared memory segment and returns its address.
shmctl Reads, changes or removes a System V shared memory segment.
shmdt Detaches a System V shared memory segment.
shmget Finds or creates a System V shared memory segment.
shutdown Closes one or both directions of a connection without closing the descriptor.
sigaction Sets or reads the action for one of the first 31 signals, in the old i386 layout.
sigaltstack Sets or reads a separate stack for signal handlers.
signal Sets a handler that is used once and then reset, as in early Unix.
signalfd Creates a descriptor from which pending signals can be read.
signalfd4 Creates or changes a signal descriptor, with flags such as non-blocking.
sigpending Tells which of the first 32 signals wait because they are blocked.
sigprocmask Blocks or unblocks signals using a mask of one 32-bit word.
sigreturn Ends a signal handler that was started without extra signal information on i386.
sigsuspend Sleeps until a signal arrives, with a temporary mask of 32 signals.
socket Creates a socket of a family and type and returns its descriptor.
socketcall Reaches all socket operations through one number on i386; the arguments stand in memory.
socketpair Creates two sockets that are connected to each other.
splice Moves bytes between a pipe and another descriptor without copying them to user space.
ssetmask Sets the mask of blocked signals from one word; replaced by sigprocmask.
stat Reads size, owner, times and type of a file, following symbolic links.
stat64 Reads metadata of a path into a struct with 64-bit sizes on i386.
statfs Tells type, size and free space of the file system that holds a path.
statfs64 Reports the file system of a path with 64-bit block counts on i386.
statmount Returns details of a mount by its id, such as type, root and options.
statx Reads chosen metadata of a file, with birth time and other newer fields.
stime Sets the system clock in whole seconds; newer programs use clock_settime.
stty Would have set terminal modes as in early Unix; the number leads nowhere.
swapoff Stops using a device or file for swap.
swapon Starts to use a device or file for swap.
symlink Creates a symbolic link.
symlinkat Creates a symbolic link relative to a directory descriptor.
sync Writes all changed data and metadata of all file systems to disk.
sync_file_range Writes a range of a file's data to disk, without its metadata.
syncfs Writes all changes of the file system behind a descriptor to disk.
sysfs Tells about known file system types by number or name; long obsolete.
sysinfo Returns uptime, load and memory totals of the system.
syslog Reads or clears the kernel's message buffer, or sets the console level.
tee Duplicates bytes from one pipe into another without consuming them.
tgkill Sends a signal to one thread of a given process.
time Returns the time in seconds since 1970.
timer_create Creates a POSIX timer on a chosen clock.
timer_delete Deletes a POSIX timer.
timer_getoverrun Tells how many expirations of a timer were missed since its last signal.
timer_gettime Reads how much time is left on a POSIX timer.
timer_gettime64 Reads the time left on a POSIX timer in 64-bit seconds.
timer_settime Starts or stops a POSIX timer.
timer_settime64 Starts or stops a POSIX timer with times in 64-bit seconds.
timerfd_create Creates a timer that is read through a descriptor.
timerfd_gettime Reads how much time is left on a timer descriptor.
timerfd_gettime64 Reads the time left on a timer descriptor in 64-bit seconds.
timerfd_settime Starts or stops a timer descriptor.
timerfd_settime64 Starts or stops a timer descriptor with times in 64-bit seconds.
times Returns processor time used by the process and by its ended children.
tkill Sends a signal to a thread by its id alone, at the risk of hitting a reused id.
truncate Sets the size of a file named by its path.
truncate64 Sets the size of a file by path from a 64-bit length passed in two registers.
tuxcall Reserved for the TUX in-kernel web server, which was never merged.
ugetrlimit Reads a resource limit with values above 2 GiB kept whole on i386.
ulimit Would have set the file size limit as in System V; use setrlimit instead.
umask Sets which permission bits are left out of newly created files.
umount Detaches a mounted file system, in the old form without flags.
umount2 Detaches a mounted file system, with flags such as lazy or forced.
uname Returns name, release and architecture of the running kernel.
unlink Removes a name of a file; the file goes when no name or descriptor is left.
unlinkat Removes a file or an empty directory relative to a directory descriptor.
unshare Gives the caller its own copy of things it shared, such as a new namespace.
uprobe Enters the kernel from an optimised user probe placed in a program; programs do not call it themselves.
uretprobe Enters the kernel when a function traced by a return probe returns; programs do not call it themselves.
uselib Loaded a shared library at a fixed address for old binaries; now usually switched off.
userfaultfd Returns a descriptor through which a program can handle page faults itself.
ustat Tells free space of a mounted file system by device number; replaced by statfs.
utime Sets access and change times of a file in whole seconds.
utimensat Sets file times to the nanosecond, relative to a directory descriptor.
utimensat_time64 Sets file times relative to a directory, given in 64-bit seconds.
utimes Sets access and change times of a file in microseconds.
vfork Creates a child that borrows the parent's memory; the parent waits until it runs or exits.
vhangup Hangs up the current terminal, so that the next login gets a clean one.
vm86 Runs 16-bit code in virtual 8086 mode; possible only on a true 32-bit kernel.
vm86old Runs 16-bit code in virtual 8086 mode with the first version of its struct.
vmsplice Maps user memory into a pipe, or reads a pipe into user memory.
vserver A number promised to the Linux-VServer project, which lives outside the kernel.
wait4 Waits for a child to change state and reports the resources it used.
waitid Waits for a child chosen by id, group or descriptor, and tells exactly what happened.
waitpid Waits for a child to end or stop and returns its status.
write Writes bytes from a buffer to a descriptor.
writev Writes several buffers to a descriptor in one step.
`),
);

const argument = (text: string): CallArgument => {
  const [name = '', kind = ''] = text.split(':');
  const bits = kind.endsWith('+') ? 64 : 32;
  return { name, kind: kind.replace('+', '') as ArgumentKind, bits };
};

/** Rows of `NUMBER NAME ARGUMENT:KIND ...`; `+` marks an argument of 64 bits, `?` unknown arguments. */
const calls = (text: string): ReadonlyMap<number, CallEntry> =>
  new Map(
    pairs(text).map(([number, rest]) => {
      const [name = '', ...args] = rest.split(' ');
      const sentence = SENTENCES.get(name) ?? '';
      return [Number(number), { name, args: args[0] === '?' ? undefined : args.map(argument), sentence }];
    }),
  );

/** Number -> call, for the 64-bit instruction `syscall`. */
export const CALLS_X86_64: ReadonlyMap<number, CallEntry> = calls(`
0 read fd:fd buf:pointer+ count:size+
1 write fd:fd buf:pointer+ count:size+
2 open filename:path+ flags:open mode:create_mode
3 close fd:fd
4 stat filename:path+ statbuf:pointer+
5 fstat fd:fd statbuf:pointer+
6 lstat filename:path+ statbuf:pointer+
7 poll ufds:pointer+ nfds:uint timeout_msecs:int
8 lseek fd:fd offset:int+ whence:whence
9 mmap addr:pointer+ len:size+ prot:prot+ flags:map+ fd:fd+ off:hex+
10 mprotect start:pointer+ len:size+ prot:prot+
11 munmap addr:pointer+ len:size+
12 brk brk:pointer+
13 rt_sigaction sig:signal act:pointer+ oact:pointer+ sigsetsize:size+
14 rt_sigprocmask how:sigmask_how nset:pointer+ oset:pointer+ sigsetsize:size+
15 rt_sigreturn
16 ioctl fd:fd cmd:hex arg:hex+
17 pread64 fd:fd buf:pointer+ count:size+ pos:int+
18 pwrite64 fd:fd buf:pointer+ count:size+ pos:int+
19 readv fd:fd+ vec:pointer+ vlen:size+
20 writev fd:fd+ vec:pointer+ vlen:size+
21 access filename:path+ mode:access
22 pipe fildes:pointer+
23 select n:int inp:pointer+ outp:pointer+ exp:pointer+ tvp:pointer+
24 sched_yield
25 mremap addr:pointer+ old_len:size+ new_len:size+ flags:mremap+ new_addr:mremap_to+
26 msync start:pointer+ len:size+ flags:msync
27 mincore start:pointer+ len:size+ vec:pointer+
28 madvise start:pointer+ len_in:size+ behavior:madvise
29 shmget key:key size:size+ shmflg:ipc_get
30 shmat shmid:int shmaddr:pointer+ shmflg:shm_at
31 shmctl shmid:int cmd:shm_ctl buf:pointer+
32 dup fildes:fd
33 dup2 oldfd:fd newfd:fd
34 pause
35 nanosleep rqtp:pointer+ rmtp:pointer+
36 getitimer which:itimer value:pointer+
37 alarm seconds:uint
38 setitimer which:itimer value:pointer+ ovalue:pointer+
39 getpid
40 sendfile out_fd:fd in_fd:fd offset:pointer+ count:size+
41 socket family:family type:socket protocol:protocol
42 connect fd:fd uservaddr:pointer+ addrlen:int
43 accept fd:fd upeer_sockaddr:pointer+ upeer_addrlen:pointer+
44 sendto fd:fd buff:pointer+ len:size+ flags:message addr:pointer+ addr_len:int
45 recvfrom fd:fd ubuf:pointer+ size:size+ flags:message addr:pointer+ addr_len:pointer+
46 sendmsg fd:fd msg:pointer+ flags:message
47 recvmsg fd:fd msg:pointer+ flags:message
48 shutdown fd:fd how:shutdown
49 bind fd:fd umyaddr:pointer+ addrlen:int
50 listen fd:fd backlog:int
51 getsockname fd:fd usockaddr:pointer+ usockaddr_len:pointer+
52 getpeername fd:fd usockaddr:pointer+ usockaddr_len:pointer+
53 socketpair family:family type:socket protocol:protocol usockvec:pointer+
54 setsockopt fd:fd level:sock_level optname:sock_option optval:pointer+ optlen:int
55 getsockopt fd:fd level:sock_level optname:sock_option optval:pointer+ optlen:pointer+
56 clone clone_flags:clone+ newsp:pointer+ parent_tidptr:pointer+ child_tidptr:pointer+ tls:pointer+
57 fork
58 vfork
59 execve filename:path+ argv:pointer+ envp:pointer+
60 exit error_code:int
61 wait4 upid:int stat_addr:pointer+ options:wait ru:pointer+
62 kill pid:int sig:signal
63 uname name:pointer+
64 semget key:key nsems:int semflg:ipc_get
65 semop semid:int tsops:pointer+ nsops:uint
66 semctl semid:int semnum:int cmd:sem_ctl arg:hex+
67 shmdt shmaddr:pointer+
68 msgget key:key msgflg:ipc_get
69 msgsnd msqid:int msgp:pointer+ msgsz:size+ msgflg:ipc_flags
70 msgrcv msqid:int msgp:pointer+ msgsz:size+ msgtyp:int+ msgflg:message_get
71 msgctl msqid:int cmd:msg_ctl buf:pointer+
72 fcntl fd:fd cmd:fcntl arg:fcntl_arg+
73 flock fd:fd cmd:flock
74 fsync fd:fd
75 fdatasync fd:fd
76 truncate path:path+ length:int+
77 ftruncate fd:fd length:int+
78 getdents fd:fd dirent:pointer+ count:uint
79 getcwd buf:pointer+ size:size+
80 chdir filename:path+
81 fchdir fd:fd
82 rename oldname:path+ newname:path+
83 mkdir pathname:path+ mode:mode
84 rmdir pathname:path+
85 creat pathname:path+ mode:mode
86 link oldname:path+ newname:path+
87 unlink pathname:path+
88 symlink oldname:path+ newname:path+
89 readlink path:path+ buf:pointer+ bufsiz:int
90 chmod filename:path+ mode:mode
91 fchmod fd:fd mode:mode
92 chown filename:path+ user:id group:id
93 fchown fd:fd user:id group:id
94 lchown filename:path+ user:id group:id
95 umask mask:mode
96 gettimeofday tv:pointer+ tz:pointer+
97 getrlimit resource:rlimit rlim:pointer+
98 getrusage who:rusage ru:pointer+
99 sysinfo info:pointer+
100 times tbuf:pointer+
101 ptrace request:ptrace+ pid:int+ addr:pointer+ data:hex+
102 getuid
103 syslog type:int buf:pointer+ len:int
104 getgid
105 setuid uid:id
106 setgid gid:id
107 geteuid
108 getegid
109 setpgid pid:int pgid:int
110 getppid
111 getpgrp
112 setsid
113 setreuid ruid:id euid:id
114 setregid rgid:id egid:id
115 getgroups gidsetsize:int grouplist:pointer+
116 setgroups gidsetsize:int grouplist:pointer+
117 setresuid ruid:id euid:id suid:id
118 getresuid ruidp:pointer+ euidp:pointer+ suidp:pointer+
119 setresgid rgid:id egid:id sgid:id
120 getresgid rgidp:pointer+ egidp:pointer+ sgidp:pointer+
121 getpgid pid:int
122 setfsuid uid:id
123 setfsgid gid:id
124 getsid pid:int
125 capget header:pointer+ dataptr:pointer+
126 capset header:pointer+ data:pointer+
127 rt_sigpending uset:pointer+ sigsetsize:size+
128 rt_sigtimedwait uthese:pointer+ uinfo:pointer+ uts:pointer+ sigsetsize:size+
129 rt_sigqueueinfo pid:int sig:signal uinfo:pointer+
130 rt_sigsuspend unewset:pointer+ sigsetsize:size+
131 sigaltstack uss:pointer+ uoss:pointer+
132 utime filename:path+ times:pointer+
133 mknod filename:path+ mode:file_mode dev:hex
134 uselib library:path+
135 personality personality:hex
136 ustat dev:hex ubuf:pointer+
137 statfs pathname:path+ buf:pointer+
138 fstatfs fd:fd buf:pointer+
139 sysfs option:int arg1:hex+ arg2:hex+
140 getpriority which:priority who:int
141 setpriority which:priority who:int niceval:int
142 sched_setparam pid:int param:pointer+
143 sched_getparam pid:int param:pointer+
144 sched_setscheduler pid:int policy:sched param:pointer+
145 sched_getscheduler pid:int
146 sched_get_priority_max policy:sched
147 sched_get_priority_min policy:sched
148 sched_rr_get_interval pid:int interval:pointer+
149 mlock start:pointer+ len:size+
150 munlock start:pointer+ len:size+
151 mlockall flags:mlockall
152 munlockall
153 vhangup
154 modify_ldt func:int ptr:pointer+ bytecount:size+
155 pivot_root new_root:path+ put_old:path+
156 _sysctl args:pointer+
157 prctl option:prctl arg2:prctl_2+ arg3:prctl_3+ arg4:prctl_4+ arg5:prctl_5+
158 arch_prctl option:arch_prctl arg2:hex+
159 adjtimex txc_p:pointer+
160 setrlimit resource:rlimit rlim:pointer+
161 chroot filename:path+
162 sync
163 acct name:path+
164 settimeofday tv:pointer+ tz:pointer+
165 mount dev_name:path+ dir_name:path+ type:path+ flags:mount+ data:pointer+
166 umount2 name:path+ flags:umount
167 swapon specialfile:path+ swap_flags:swapon
168 swapoff specialfile:path+
169 reboot magic1:reboot_magic magic2:reboot_magic cmd:reboot arg:pointer+
170 sethostname name:path+ len:int
171 setdomainname name:path+ len:int
172 iopl level:uint
173 ioperm from:size+ num:size+ turn_on:int
174 create_module name:path+ size:size+
175 init_module umod:pointer+ len:size+ uargs:path+
176 delete_module name:path+ flags:module_remove
177 get_kernel_syms table:pointer+
178 query_module name:path+ which:int buf:pointer+ bufsize:size+ ret:pointer+
179 quotactl cmd:hex special:path+ id:uint addr:pointer+
180 nfsservctl cmd:int arg:pointer+ res:pointer+
181 getpmsg ?
182 putpmsg ?
183 afs_syscall ?
184 tuxcall ?
185 security ?
186 gettid
187 readahead fd:fd offset:int+ count:size+
188 setxattr pathname:path+ name:path+ value:pointer+ size:size+ flags:xattr
189 lsetxattr pathname:path+ name:path+ value:pointer+ size:size+ flags:xattr
190 fsetxattr fd:fd name:path+ value:pointer+ size:size+ flags:xattr
191 getxattr pathname:path+ name:path+ value:pointer+ size:size+
192 lgetxattr pathname:path+ name:path+ value:pointer+ size:size+
193 fgetxattr fd:fd name:path+ value:pointer+ size:size+
194 listxattr pathname:path+ list:pointer+ size:size+
195 llistxattr pathname:path+ list:pointer+ size:size+
196 flistxattr fd:fd list:pointer+ size:size+
197 removexattr pathname:path+ name:path+
198 lremovexattr pathname:path+ name:path+
199 fremovexattr fd:fd name:path+
200 tkill pid:int sig:signal
201 time tloc:pointer+
202 futex uaddr:pointer+ op:futex val:futex_value utime:futex_time+ uaddr2:futex_second+ val3:futex_third
203 sched_setaffinity pid:int len:uint user_mask_ptr:pointer+
204 sched_getaffinity pid:int len:uint user_mask_ptr:pointer+
205 set_thread_area u_info:pointer+
206 io_setup nr_events:uint ctxp:pointer+
207 io_destroy ctx:hex+
208 io_getevents ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+
209 io_submit ctx_id:hex+ nr:int+ iocbpp:pointer+
210 io_cancel ctx_id:hex+ iocb:pointer+ result:pointer+
211 get_thread_area u_info:pointer+
212 lookup_dcookie cookie64:hex+ buf:pointer+ len:size+
213 epoll_create size:int
214 epoll_ctl_old epfd:fd op:epoll_op fd:fd event:pointer+
215 epoll_wait_old epfd:fd events:pointer+ maxevents:int timeout:int
216 remap_file_pages start:pointer+ size:size+ prot:prot+ pgoff:size+ flags:map+
217 getdents64 fd:fd dirent:pointer+ count:uint
218 set_tid_address tidptr:pointer+
219 restart_syscall
220 semtimedop semid:int tsops:pointer+ nsops:uint timeout:pointer+
221 fadvise64 fd:fd offset:int+ len:size+ advice:fadvise
222 timer_create which_clock:clock timer_event_spec:pointer+ created_timer_id:pointer+
223 timer_settime timer_id:int flags:timer new_setting:pointer+ old_setting:pointer+
224 timer_gettime timer_id:int setting:pointer+
225 timer_getoverrun timer_id:int
226 timer_delete timer_id:int
227 clock_settime which_clock:clock tp:pointer+
228 clock_gettime which_clock:clock tp:pointer+
229 clock_getres which_clock:clock tp:pointer+
230 clock_nanosleep which_clock:clock flags:timer rqtp:pointer+ rmtp:pointer+
231 exit_group error_code:int
232 epoll_wait epfd:fd events:pointer+ maxevents:int timeout:int
233 epoll_ctl epfd:fd op:epoll_op fd:fd event:pointer+
234 tgkill tgid:int pid:int sig:signal
235 utimes filename:path+ utimes:pointer+
236 vserver ?
237 mbind start:pointer+ len:size+ mode:mempolicy+ nmask:pointer+ maxnode:size+ flags:mempolicy_move
238 set_mempolicy mode:mempolicy nmask:pointer+ maxnode:size+
239 get_mempolicy policy:pointer+ nmask:pointer+ maxnode:size+ addr:pointer+ flags:mempolicy_get+
240 mq_open u_name:path+ oflag:open mode:create_mode u_attr:pointer+
241 mq_unlink u_name:path+
242 mq_timedsend mqdes:fd u_msg_ptr:pointer+ msg_len:size+ msg_prio:uint u_abs_timeout:pointer+
243 mq_timedreceive mqdes:fd u_msg_ptr:pointer+ msg_len:size+ u_msg_prio:pointer+ u_abs_timeout:pointer+
244 mq_notify mqdes:fd u_notification:pointer+
245 mq_getsetattr mqdes:fd u_mqstat:pointer+ u_omqstat:pointer+
246 kexec_load entry:pointer+ nr_segments:size+ segments:pointer+ flags:hex+
247 waitid which:wait_which upid:int infop:pointer+ options:wait ru:pointer+
248 add_key type:path+ description:path+ payload:pointer+ plen:size+ ringid:keyring
249 request_key type:path+ description:path+ callout_info:path+ destringid:keyring
250 keyctl option:keyctl arg2:hex+ arg3:hex+ arg4:hex+ arg5:hex+
251 ioprio_set which:ioprio who:int ioprio:int
252 ioprio_get which:ioprio who:int
253 inotify_init
254 inotify_add_watch fd:fd pathname:path+ mask:inotify
255 inotify_rm_watch fd:fd wd:int
256 migrate_pages pid:int maxnode:size+ old_nodes:pointer+ new_nodes:pointer+
257 openat dfd:dirfd filename:path+ flags:open mode:create_mode
258 mkdirat dfd:dirfd pathname:path+ mode:mode
259 mknodat dfd:dirfd filename:path+ mode:file_mode dev:hex
260 fchownat dfd:dirfd filename:path+ user:id group:id flag:at_look
261 futimesat dfd:dirfd filename:path+ utimes:pointer+
262 newfstatat dfd:dirfd filename:path+ statbuf:pointer+ flag:at_look
263 unlinkat dfd:dirfd pathname:path+ flag:at_remove
264 renameat olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+
265 linkat olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+ flags:at_link
266 symlinkat oldname:path+ newdfd:dirfd newname:path+
267 readlinkat dfd:dirfd pathname:path+ buf:pointer+ bufsiz:int
268 fchmodat dfd:dirfd filename:path+ mode:mode
269 faccessat dfd:dirfd filename:path+ mode:access
270 pselect6 n:int inp:pointer+ outp:pointer+ exp:pointer+ tsp:pointer+ sig:pointer+
271 ppoll ufds:pointer+ nfds:uint tsp:pointer+ sigmask:pointer+ sigsetsize:size+
272 unshare unshare_flags:namespaces+
273 set_robust_list head:pointer+ len:size+
274 get_robust_list pid:int head_ptr:pointer+ len_ptr:pointer+
275 splice fd_in:fd off_in:pointer+ fd_out:fd off_out:pointer+ len:size+ flags:splice
276 tee fdin:fd fdout:fd len:size+ flags:splice
277 sync_file_range fd:fd offset:int+ nbytes:int+ flags:sync_range
278 vmsplice fd:fd uiov:pointer+ nr_segs:size+ flags:splice
279 move_pages pid:int nr_pages:size+ pages:pointer+ nodes:pointer+ status:pointer+ flags:mempolicy_move
280 utimensat dfd:dirfd filename:path+ utimes:pointer+ flags:at_look
281 epoll_pwait epfd:fd events:pointer+ maxevents:int timeout:int sigmask:pointer+ sigsetsize:size+
282 signalfd ufd:fd user_mask:pointer+ sizemask:size+
283 timerfd_create clockid:clock flags:timerfd_new
284 eventfd count:uint
285 fallocate fd:fd mode:fallocate offset:int+ len:int+
286 timerfd_settime ufd:fd flags:timerfd utmr:pointer+ otmr:pointer+
287 timerfd_gettime ufd:fd otmr:pointer+
288 accept4 fd:fd upeer_sockaddr:pointer+ upeer_addrlen:pointer+ flags:sock_flags
289 signalfd4 ufd:fd user_mask:pointer+ sizemask:size+ flags:signalfd
290 eventfd2 count:uint flags:eventfd
291 epoll_create1 flags:epoll_flags
292 dup3 oldfd:fd newfd:fd flags:pipe
293 pipe2 fildes:pointer+ flags:pipe
294 inotify_init1 flags:inotify_new
295 preadv fd:fd+ vec:pointer+ vlen:size+ pos_l:int+ pos_h:none+
296 pwritev fd:fd+ vec:pointer+ vlen:size+ pos_l:int+ pos_h:none+
297 rt_tgsigqueueinfo tgid:int pid:int sig:signal uinfo:pointer+
298 perf_event_open attr_uptr:pointer+ pid:int cpu:int group_fd:fd flags:perf+
299 recvmmsg fd:fd mmsg:pointer+ vlen:uint flags:message timeout:pointer+
300 fanotify_init flags:fanotify_new event_f_flags:open
301 fanotify_mark fanotify_fd:fd flags:fanotify_mark mask:fanotify+ dfd:dirfd pathname:path+
302 prlimit64 pid:int resource:rlimit new_rlim:pointer+ old_rlim:pointer+
303 name_to_handle_at dfd:dirfd name:path+ handle:pointer+ mnt_id:pointer+ flag:at_handle
304 open_by_handle_at mountdirfd:dirfd handle:pointer+ flags:open
305 clock_adjtime which_clock:clock utx:pointer+
306 syncfs fd:fd
307 sendmmsg fd:fd mmsg:pointer+ vlen:uint flags:message
308 setns fd:fd flags:namespaces
309 getcpu cpup:pointer+ nodep:pointer+ unused:pointer+
310 process_vm_readv pid:int lvec:pointer+ liovcnt:size+ rvec:pointer+ riovcnt:size+ flags:hex+
311 process_vm_writev pid:int lvec:pointer+ liovcnt:size+ rvec:pointer+ riovcnt:size+ flags:hex+
312 kcmp pid1:int pid2:int type:kcmp idx1:hex+ idx2:hex+
313 finit_module fd:fd uargs:path+ flags:module
314 sched_setattr pid:int uattr:pointer+ flags:uint
315 sched_getattr pid:int uattr:pointer+ usize:uint flags:uint
316 renameat2 olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+ flags:rename
317 seccomp op:seccomp flags:seccomp_flags uargs:pointer+
318 getrandom ubuf:pointer+ len:size+ flags:random
319 memfd_create uname:path+ flags:memfd
320 kexec_file_load kernel_fd:fd initrd_fd:fd cmdline_len:size+ cmdline_ptr:path+ flags:kexec_file+
321 bpf cmd:bpf uattr:pointer+ size:uint
322 execveat fd:dirfd filename:path+ argv:pointer+ envp:pointer+ flags:at_look
323 userfaultfd flags:userfault
324 membarrier cmd:membarrier flags:uint cpu_id:int
325 mlock2 start:pointer+ len:size+ flags:mlock2
326 copy_file_range fd_in:fd off_in:pointer+ fd_out:fd off_out:pointer+ len:size+ flags:uint
327 preadv2 fd:fd+ vec:pointer+ vlen:size+ pos_l:int+ pos_h:none+ flags:rwf
328 pwritev2 fd:fd+ vec:pointer+ vlen:size+ pos_l:int+ pos_h:none+ flags:rwf
329 pkey_mprotect start:pointer+ len:size+ prot:prot+ pkey:int
330 pkey_alloc flags:hex+ init_val:pkey+
331 pkey_free pkey:int
332 statx dfd:dirfd filename:path+ flags:at_statx mask:statx buffer:pointer+
333 io_pgetevents ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+ usig:pointer+
334 rseq rseq:pointer+ rseq_len:uint flags:rseq sig:hex
335 uretprobe
336 uprobe
424 pidfd_send_signal pidfd:fd sig:signal info:pointer+ flags:uint
425 io_uring_setup entries:uint params:pointer+
426 io_uring_enter fd:fd to_submit:uint min_complete:uint flags:uring_enter argp:pointer+ argsz:size+
427 io_uring_register fd:fd opcode:uring_register arg:pointer+ nr_args:uint
428 open_tree dfd:dirfd filename:path+ flags:at_tree
429 move_mount from_dfd:dirfd from_pathname:path+ to_dfd:dirfd to_pathname:path+ flags:move_mount
430 fsopen fs_name:path+ flags:fsopen
431 fsconfig fd:fd cmd:fsconfig key:path+ value:pointer+ aux:int
432 fsmount fs_fd:fd flags:fsmount attr_flags:mount_attr
433 fspick dfd:dirfd path:path+ flags:fspick
434 pidfd_open pid:int flags:pidfd
435 clone3 uargs:pointer+ size:size+
436 close_range fd:uint max_fd:uint flags:close_range
437 openat2 dfd:dirfd filename:path+ how:pointer+ usize:size+
438 pidfd_getfd pidfd:fd fd:fd flags:uint
439 faccessat2 dfd:dirfd filename:path+ mode:access flags:at_access
440 process_madvise pidfd:fd vec:pointer+ vlen:size+ behavior:madvise flags:uint
441 epoll_pwait2 epfd:fd events:pointer+ maxevents:int timeout:pointer+ sigmask:pointer+ sigsetsize:size+
442 mount_setattr dfd:dirfd path:path+ flags:at_mount uattr:pointer+ usize:size+
443 quotactl_fd fd:fd cmd:hex id:uint addr:pointer+
444 landlock_create_ruleset attr:pointer+ size:size+ flags:landlock
445 landlock_add_rule ruleset_fd:fd rule_type:landlock_rule rule_attr:pointer+ flags:uint
446 landlock_restrict_self ruleset_fd:fd flags:uint
447 memfd_secret flags:uint
448 process_mrelease pidfd:fd flags:uint
449 futex_waitv waiters:pointer+ nr_futexes:uint flags:uint timeout:pointer+ clockid:clock
450 set_mempolicy_home_node start:pointer+ len:size+ home_node:size+ flags:hex+
451 cachestat fd:fd cstat_range:pointer+ cstat:pointer+ flags:uint
452 fchmodat2 dfd:dirfd filename:path+ mode:mode flags:at_look
453 map_shadow_stack addr:pointer+ size:size+ flags:uint
454 futex_wake uaddr:pointer+ mask:hex+ nr:int flags:uint
455 futex_wait uaddr:pointer+ val:hex+ mask:hex+ flags:uint timeout:pointer+ clockid:clock
456 futex_requeue waiters:pointer+ flags:uint nr_wake:int nr_requeue:int
457 statmount req:pointer+ buf:pointer+ bufsize:size+ flags:uint
458 listmount req:pointer+ mnt_ids:pointer+ nr_mnt_ids:size+ flags:uint
459 lsm_get_self_attr attr:uint ctx:pointer+ size:pointer+ flags:uint
460 lsm_set_self_attr attr:uint ctx:pointer+ size:uint flags:uint
461 lsm_list_modules ids:pointer+ size:pointer+ flags:uint
462 mseal start:pointer+ len:size+ flags:hex+
463 setxattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+ uargs:pointer+ usize:size+
464 getxattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+ uargs:pointer+ usize:size+
465 listxattrat dfd:dirfd pathname:path+ at_flags:at_look list:pointer+ size:size+
466 removexattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+
467 open_tree_attr dfd:dirfd filename:path+ flags:at_tree uattr:pointer+ usize:size+
468 file_getattr dfd:dirfd filename:path+ ufattr:pointer+ usize:size+ at_flags:at_look
469 file_setattr dfd:dirfd filename:path+ ufattr:pointer+ usize:size+ at_flags:at_look
470 listns req:pointer+ ns_ids:pointer+ nr_ns_ids:size+ flags:uint
471 rseq_slice_yield
`);

/** Number -> call, for `int 0x80` and the 32-bit `sysenter`. */
export const CALLS_I386: ReadonlyMap<number, CallEntry> = calls(`
0 restart_syscall
1 exit error_code:int
2 fork
3 read fd:fd buf:pointer+ count:size+
4 write fd:fd buf:pointer+ count:size+
5 open filename:path+ flags:open mode:create_mode
6 close fd:fd
7 waitpid pid:int stat_addr:pointer+ options:wait
8 creat pathname:path+ mode:mode
9 link oldname:path+ newname:path+
10 unlink pathname:path+
11 execve filename:path+ argv:pointer+ envp:pointer+
12 chdir filename:path+
13 time tloc:pointer+
14 mknod filename:path+ mode:file_mode dev:hex
15 chmod filename:path+ mode:mode
16 lchown filename:path+ user:id group:id
17 break ?
18 oldstat filename:path+ statbuf:pointer+
19 lseek fd:fd offset:int+ whence:whence
20 getpid
21 mount dev_name:path+ dir_name:path+ type:path+ flags:mount+ data:pointer+
22 umount name:path+
23 setuid uid:id
24 getuid
25 stime tptr:pointer+
26 ptrace request:ptrace+ pid:int+ addr:pointer+ data:hex+
27 alarm seconds:uint
28 oldfstat fd:fd statbuf:pointer+
29 pause
30 utime filename:path+ times:pointer+
31 stty ?
32 gtty ?
33 access filename:path+ mode:access
34 nice increment:int
35 ftime ?
36 sync
37 kill pid:int sig:signal
38 rename oldname:path+ newname:path+
39 mkdir pathname:path+ mode:mode
40 rmdir pathname:path+
41 dup fildes:fd
42 pipe fildes:pointer+
43 times tbuf:pointer+
44 prof ?
45 brk brk:pointer+
46 setgid gid:id
47 getgid
48 signal sig:signal handler:pointer+
49 geteuid
50 getegid
51 acct name:path+
52 umount2 name:path+ flags:umount
53 lock ?
54 ioctl fd:fd cmd:hex arg:hex+
55 fcntl fd:fd cmd:fcntl arg:fcntl_arg+
56 mpx ?
57 setpgid pid:int pgid:int
58 ulimit ?
59 oldolduname name:pointer+
60 umask mask:mode
61 chroot filename:path+
62 ustat dev:hex ubuf:pointer+
63 dup2 oldfd:fd newfd:fd
64 getppid
65 getpgrp
66 setsid
67 sigaction sig:signal act:pointer+ oact:pointer+
68 sgetmask
69 ssetmask newmask:hex
70 setreuid ruid:id euid:id
71 setregid rgid:id egid:id
72 sigsuspend unused1:int unused2:int mask:hex
73 sigpending uset:pointer+
74 sethostname name:path+ len:int
75 setrlimit resource:rlimit rlim:pointer+
76 getrlimit resource:rlimit rlim:pointer+
77 getrusage who:rusage ru:pointer+
78 gettimeofday tv:pointer+ tz:pointer+
79 settimeofday tv:pointer+ tz:pointer+
80 getgroups gidsetsize:int grouplist:pointer+
81 setgroups gidsetsize:int grouplist:pointer+
82 select arg:pointer+
83 symlink oldname:path+ newname:path+
84 oldlstat filename:path+ statbuf:pointer+
85 readlink path:path+ buf:pointer+ bufsiz:int
86 uselib library:path+
87 swapon specialfile:path+ swap_flags:swapon
88 reboot magic1:reboot_magic magic2:reboot_magic cmd:reboot arg:pointer+
89 readdir fd:fd dirent:pointer+ count:uint
90 mmap arg:pointer+
91 munmap addr:pointer+ len:size+
92 truncate path:path+ length:int+
93 ftruncate fd:fd length:int+
94 fchmod fd:fd mode:mode
95 fchown fd:fd user:id group:id
96 getpriority which:priority who:int
97 setpriority which:priority who:int niceval:int
98 profil ?
99 statfs pathname:path+ buf:pointer+
100 fstatfs fd:fd buf:pointer+
101 ioperm from:size+ num:size+ turn_on:int
102 socketcall call:socketcall args:pointer+
103 syslog type:int buf:pointer+ len:int
104 setitimer which:itimer value:pointer+ ovalue:pointer+
105 getitimer which:itimer value:pointer+
106 stat filename:path+ statbuf:pointer+
107 lstat filename:path+ statbuf:pointer+
108 fstat fd:fd statbuf:pointer+
109 olduname name:pointer+
110 iopl level:uint
111 vhangup
112 idle ?
113 vm86old user_vm86:pointer+
114 wait4 upid:int stat_addr:pointer+ options:wait ru:pointer+
115 swapoff specialfile:path+
116 sysinfo info:pointer+
117 ipc call:ipc_call first:int second:hex+ third:hex+ ptr:pointer+ fifth:int+
118 fsync fd:fd
119 sigreturn
120 clone clone_flags:clone+ newsp:pointer+ parent_tidptr:pointer+ tls:pointer+ child_tidptr:pointer+
121 setdomainname name:path+ len:int
122 uname name:pointer+
123 modify_ldt func:int ptr:pointer+ bytecount:size+
124 adjtimex txc_p:pointer+
125 mprotect start:pointer+ len:size+ prot:prot+
126 sigprocmask how:sigmask_how nset:pointer+ oset:pointer+
127 create_module name:path+ size:size+
128 init_module umod:pointer+ len:size+ uargs:path+
129 delete_module name:path+ flags:module_remove
130 get_kernel_syms table:pointer+
131 quotactl cmd:hex special:path+ id:uint addr:pointer+
132 getpgid pid:int
133 fchdir fd:fd
134 bdflush func:int data:int+
135 sysfs option:int arg1:hex+ arg2:hex+
136 personality personality:hex
137 afs_syscall ?
138 setfsuid uid:id
139 setfsgid gid:id
140 _llseek fd:fd offset_high:hex+ offset_low:hex+ result:pointer+ whence:whence
141 getdents fd:fd dirent:pointer+ count:uint
142 _newselect n:int inp:pointer+ outp:pointer+ exp:pointer+ tvp:pointer+
143 flock fd:fd cmd:flock
144 msync start:pointer+ len:size+ flags:msync
145 readv fd:fd+ vec:pointer+ vlen:size+
146 writev fd:fd+ vec:pointer+ vlen:size+
147 getsid pid:int
148 fdatasync fd:fd
149 _sysctl args:pointer+
150 mlock start:pointer+ len:size+
151 munlock start:pointer+ len:size+
152 mlockall flags:mlockall
153 munlockall
154 sched_setparam pid:int param:pointer+
155 sched_getparam pid:int param:pointer+
156 sched_setscheduler pid:int policy:sched param:pointer+
157 sched_getscheduler pid:int
158 sched_yield
159 sched_get_priority_max policy:sched
160 sched_get_priority_min policy:sched
161 sched_rr_get_interval pid:int interval:pointer+
162 nanosleep rqtp:pointer+ rmtp:pointer+
163 mremap addr:pointer+ old_len:size+ new_len:size+ flags:mremap+ new_addr:mremap_to+
164 setresuid ruid:id euid:id suid:id
165 getresuid ruidp:pointer+ euidp:pointer+ suidp:pointer+
166 vm86 cmd:hex+ arg:hex+
167 query_module name:path+ which:int buf:pointer+ bufsize:size+ ret:pointer+
168 poll ufds:pointer+ nfds:uint timeout_msecs:int
169 nfsservctl cmd:int arg:pointer+ res:pointer+
170 setresgid rgid:id egid:id sgid:id
171 getresgid rgidp:pointer+ egidp:pointer+ sgidp:pointer+
172 prctl option:prctl arg2:prctl_2+ arg3:prctl_3+ arg4:prctl_4+ arg5:prctl_5+
173 rt_sigreturn
174 rt_sigaction sig:signal act:pointer+ oact:pointer+ sigsetsize:size+
175 rt_sigprocmask how:sigmask_how nset:pointer+ oset:pointer+ sigsetsize:size+
176 rt_sigpending uset:pointer+ sigsetsize:size+
177 rt_sigtimedwait uthese:pointer+ uinfo:pointer+ uts:pointer+ sigsetsize:size+
178 rt_sigqueueinfo pid:int sig:signal uinfo:pointer+
179 rt_sigsuspend unewset:pointer+ sigsetsize:size+
180 pread64 fd:fd buf:pointer+ count:uint pos_low:uint pos_high:uint
181 pwrite64 fd:fd buf:pointer+ count:uint pos_low:uint pos_high:uint
182 chown filename:path+ user:id group:id
183 getcwd buf:pointer+ size:size+
184 capget header:pointer+ dataptr:pointer+
185 capset header:pointer+ data:pointer+
186 sigaltstack uss:pointer+ uoss:pointer+
187 sendfile out_fd:fd in_fd:fd offset:pointer+ count:size+
188 getpmsg ?
189 putpmsg ?
190 vfork
191 ugetrlimit resource:rlimit rlim:pointer+
192 mmap2 addr:pointer+ len:size+ prot:prot+ flags:map+ fd:fd+ pgoff:hex+
193 truncate64 path:path+ offset_low:uint offset_high:uint
194 ftruncate64 fd:fd offset_low:uint offset_high:uint
195 stat64 filename:path+ statbuf:pointer+
196 lstat64 filename:path+ statbuf:pointer+
197 fstat64 fd:fd statbuf:pointer+
198 lchown32 filename:path+ user:id group:id
199 getuid32
200 getgid32
201 geteuid32
202 getegid32
203 setreuid32 ruid:id euid:id
204 setregid32 rgid:id egid:id
205 getgroups32 gidsetsize:int grouplist:pointer+
206 setgroups32 gidsetsize:int grouplist:pointer+
207 fchown32 fd:fd user:id group:id
208 setresuid32 ruid:id euid:id suid:id
209 getresuid32 ruidp:pointer+ euidp:pointer+ suidp:pointer+
210 setresgid32 rgid:id egid:id sgid:id
211 getresgid32 rgidp:pointer+ egidp:pointer+ sgidp:pointer+
212 chown32 filename:path+ user:id group:id
213 setuid32 uid:id
214 setgid32 gid:id
215 setfsuid32 uid:id
216 setfsgid32 gid:id
217 pivot_root new_root:path+ put_old:path+
218 mincore start:pointer+ len:size+ vec:pointer+
219 madvise start:pointer+ len_in:size+ behavior:madvise
220 getdents64 fd:fd dirent:pointer+ count:uint
221 fcntl64 fd:fd cmd:fcntl arg:fcntl_arg+
224 gettid
225 readahead fd:fd offset_low:uint offset_high:uint count:size+
226 setxattr pathname:path+ name:path+ value:pointer+ size:size+ flags:xattr
227 lsetxattr pathname:path+ name:path+ value:pointer+ size:size+ flags:xattr
228 fsetxattr fd:fd name:path+ value:pointer+ size:size+ flags:xattr
229 getxattr pathname:path+ name:path+ value:pointer+ size:size+
230 lgetxattr pathname:path+ name:path+ value:pointer+ size:size+
231 fgetxattr fd:fd name:path+ value:pointer+ size:size+
232 listxattr pathname:path+ list:pointer+ size:size+
233 llistxattr pathname:path+ list:pointer+ size:size+
234 flistxattr fd:fd list:pointer+ size:size+
235 removexattr pathname:path+ name:path+
236 lremovexattr pathname:path+ name:path+
237 fremovexattr fd:fd name:path+
238 tkill pid:int sig:signal
239 sendfile64 out_fd:fd in_fd:fd offset:pointer+ count:size+
240 futex uaddr:pointer+ op:futex val:futex_value utime:futex_time+ uaddr2:futex_second+ val3:futex_third
241 sched_setaffinity pid:int len:uint user_mask_ptr:pointer+
242 sched_getaffinity pid:int len:uint user_mask_ptr:pointer+
243 set_thread_area u_info:pointer+
244 get_thread_area u_info:pointer+
245 io_setup nr_events:uint ctxp:pointer+
246 io_destroy ctx:hex+
247 io_getevents ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+
248 io_submit ctx_id:hex+ nr:int+ iocbpp:pointer+
249 io_cancel ctx_id:hex+ iocb:pointer+ result:pointer+
250 fadvise64 fd:fd offset_low:uint offset_high:uint len:size+ advice:fadvise
252 exit_group error_code:int
253 lookup_dcookie cookie_low:uint cookie_high:uint buf:pointer+ len:size+
254 epoll_create size:int
255 epoll_ctl epfd:fd op:epoll_op fd:fd event:pointer+
256 epoll_wait epfd:fd events:pointer+ maxevents:int timeout:int
257 remap_file_pages start:pointer+ size:size+ prot:prot+ pgoff:size+ flags:map+
258 set_tid_address tidptr:pointer+
259 timer_create which_clock:clock timer_event_spec:pointer+ created_timer_id:pointer+
260 timer_settime timer_id:int flags:timer new_setting:pointer+ old_setting:pointer+
261 timer_gettime timer_id:int setting:pointer+
262 timer_getoverrun timer_id:int
263 timer_delete timer_id:int
264 clock_settime which_clock:clock tp:pointer+
265 clock_gettime which_clock:clock tp:pointer+
266 clock_getres which_clock:clock tp:pointer+
267 clock_nanosleep which_clock:clock flags:timer rqtp:pointer+ rmtp:pointer+
268 statfs64 pathname:path+ sz:size+ buf:pointer+
269 fstatfs64 fd:fd sz:size+ buf:pointer+
270 tgkill tgid:int pid:int sig:signal
271 utimes filename:path+ utimes:pointer+
272 fadvise64_64 fd:fd offset_low:uint offset_high:uint len_low:uint len_high:uint advice:fadvise
273 vserver ?
274 mbind start:pointer+ len:size+ mode:mempolicy+ nmask:pointer+ maxnode:size+ flags:mempolicy_move
275 get_mempolicy policy:pointer+ nmask:pointer+ maxnode:size+ addr:pointer+ flags:mempolicy_get+
276 set_mempolicy mode:mempolicy nmask:pointer+ maxnode:size+
277 mq_open u_name:path+ oflag:open mode:create_mode u_attr:pointer+
278 mq_unlink u_name:path+
279 mq_timedsend mqdes:fd u_msg_ptr:pointer+ msg_len:size+ msg_prio:uint u_abs_timeout:pointer+
280 mq_timedreceive mqdes:fd u_msg_ptr:pointer+ msg_len:size+ u_msg_prio:pointer+ u_abs_timeout:pointer+
281 mq_notify mqdes:fd u_notification:pointer+
282 mq_getsetattr mqdes:fd u_mqstat:pointer+ u_omqstat:pointer+
283 kexec_load entry:pointer+ nr_segments:size+ segments:pointer+ flags:hex+
284 waitid which:wait_which upid:int infop:pointer+ options:wait ru:pointer+
286 add_key type:path+ description:path+ payload:pointer+ plen:size+ ringid:keyring
287 request_key type:path+ description:path+ callout_info:path+ destringid:keyring
288 keyctl option:keyctl arg2:hex+ arg3:hex+ arg4:hex+ arg5:hex+
289 ioprio_set which:ioprio who:int ioprio:int
290 ioprio_get which:ioprio who:int
291 inotify_init
292 inotify_add_watch fd:fd pathname:path+ mask:inotify
293 inotify_rm_watch fd:fd wd:int
294 migrate_pages pid:int maxnode:size+ old_nodes:pointer+ new_nodes:pointer+
295 openat dfd:dirfd filename:path+ flags:open mode:create_mode
296 mkdirat dfd:dirfd pathname:path+ mode:mode
297 mknodat dfd:dirfd filename:path+ mode:file_mode dev:hex
298 fchownat dfd:dirfd filename:path+ user:id group:id flag:at_look
299 futimesat dfd:dirfd filename:path+ utimes:pointer+
300 fstatat64 dfd:dirfd filename:path+ statbuf:pointer+ flag:at_look
301 unlinkat dfd:dirfd pathname:path+ flag:at_remove
302 renameat olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+
303 linkat olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+ flags:at_link
304 symlinkat oldname:path+ newdfd:dirfd newname:path+
305 readlinkat dfd:dirfd pathname:path+ buf:pointer+ bufsiz:int
306 fchmodat dfd:dirfd filename:path+ mode:mode
307 faccessat dfd:dirfd filename:path+ mode:access
308 pselect6 n:int inp:pointer+ outp:pointer+ exp:pointer+ tsp:pointer+ sig:pointer+
309 ppoll ufds:pointer+ nfds:uint tsp:pointer+ sigmask:pointer+ sigsetsize:size+
310 unshare unshare_flags:namespaces+
311 set_robust_list head:pointer+ len:size+
312 get_robust_list pid:int head_ptr:pointer+ len_ptr:pointer+
313 splice fd_in:fd off_in:pointer+ fd_out:fd off_out:pointer+ len:size+ flags:splice
314 sync_file_range fd:fd offset_low:uint offset_high:uint nbytes_low:uint nbytes_high:uint flags:sync_range
315 tee fdin:fd fdout:fd len:size+ flags:splice
316 vmsplice fd:fd uiov:pointer+ nr_segs:size+ flags:splice
317 move_pages pid:int nr_pages:size+ pages:pointer+ nodes:pointer+ status:pointer+ flags:mempolicy_move
318 getcpu cpup:pointer+ nodep:pointer+ unused:pointer+
319 epoll_pwait epfd:fd events:pointer+ maxevents:int timeout:int sigmask:pointer+ sigsetsize:size+
320 utimensat dfd:dirfd filename:path+ utimes:pointer+ flags:at_look
321 signalfd ufd:fd user_mask:pointer+ sizemask:size+
322 timerfd_create clockid:clock flags:timerfd_new
323 eventfd count:uint
324 fallocate fd:fd mode:fallocate offset_low:uint offset_high:uint len_low:uint len_high:uint
325 timerfd_settime ufd:fd flags:timerfd utmr:pointer+ otmr:pointer+
326 timerfd_gettime ufd:fd otmr:pointer+
327 signalfd4 ufd:fd user_mask:pointer+ sizemask:size+ flags:signalfd
328 eventfd2 count:uint flags:eventfd
329 epoll_create1 flags:epoll_flags
330 dup3 oldfd:fd newfd:fd flags:pipe
331 pipe2 fildes:pointer+ flags:pipe
332 inotify_init1 flags:inotify_new
333 preadv fd:fd+ vec:pointer+ vlen:size+ pos_low:uint pos_high:uint
334 pwritev fd:fd+ vec:pointer+ vlen:size+ pos_low:uint pos_high:uint
335 rt_tgsigqueueinfo tgid:int pid:int sig:signal uinfo:pointer+
336 perf_event_open attr_uptr:pointer+ pid:int cpu:int group_fd:fd flags:perf+
337 recvmmsg fd:fd mmsg:pointer+ vlen:uint flags:message timeout:pointer+
338 fanotify_init flags:fanotify_new event_f_flags:open
339 fanotify_mark fanotify_fd:fd flags:fanotify_mark mask:fanotify mask_high:uint dfd:dirfd pathname:path+
340 prlimit64 pid:int resource:rlimit new_rlim:pointer+ old_rlim:pointer+
341 name_to_handle_at dfd:dirfd name:path+ handle:pointer+ mnt_id:pointer+ flag:at_handle
342 open_by_handle_at mountdirfd:dirfd handle:pointer+ flags:open
343 clock_adjtime which_clock:clock utx:pointer+
344 syncfs fd:fd
345 sendmmsg fd:fd mmsg:pointer+ vlen:uint flags:message
346 setns fd:fd flags:namespaces
347 process_vm_readv pid:int lvec:pointer+ liovcnt:size+ rvec:pointer+ riovcnt:size+ flags:hex+
348 process_vm_writev pid:int lvec:pointer+ liovcnt:size+ rvec:pointer+ riovcnt:size+ flags:hex+
349 kcmp pid1:int pid2:int type:kcmp idx1:hex+ idx2:hex+
350 finit_module fd:fd uargs:path+ flags:module
351 sched_setattr pid:int uattr:pointer+ flags:uint
352 sched_getattr pid:int uattr:pointer+ usize:uint flags:uint
353 renameat2 olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+ flags:rename
354 seccomp op:seccomp flags:seccomp_flags uargs:pointer+
355 getrandom ubuf:pointer+ len:size+ flags:random
356 memfd_create uname:path+ flags:memfd
357 bpf cmd:bpf uattr:pointer+ size:uint
358 execveat fd:dirfd filename:path+ argv:pointer+ envp:pointer+ flags:at_look
359 socket family:family type:socket protocol:protocol
360 socketpair family:family type:socket protocol:protocol usockvec:pointer+
361 bind fd:fd umyaddr:pointer+ addrlen:int
362 connect fd:fd uservaddr:pointer+ addrlen:int
363 listen fd:fd backlog:int
364 accept4 fd:fd upeer_sockaddr:pointer+ upeer_addrlen:pointer+ flags:sock_flags
365 getsockopt fd:fd level:sock_level optname:sock_option optval:pointer+ optlen:pointer+
366 setsockopt fd:fd level:sock_level optname:sock_option optval:pointer+ optlen:int
367 getsockname fd:fd usockaddr:pointer+ usockaddr_len:pointer+
368 getpeername fd:fd usockaddr:pointer+ usockaddr_len:pointer+
369 sendto fd:fd buff:pointer+ len:size+ flags:message addr:pointer+ addr_len:int
370 sendmsg fd:fd msg:pointer+ flags:message
371 recvfrom fd:fd ubuf:pointer+ size:size+ flags:message addr:pointer+ addr_len:pointer+
372 recvmsg fd:fd msg:pointer+ flags:message
373 shutdown fd:fd how:shutdown
374 userfaultfd flags:userfault
375 membarrier cmd:membarrier flags:uint cpu_id:int
376 mlock2 start:pointer+ len:size+ flags:mlock2
377 copy_file_range fd_in:fd off_in:pointer+ fd_out:fd off_out:pointer+ len:size+ flags:uint
378 preadv2 fd:fd+ vec:pointer+ vlen:size+ pos_low:uint pos_high:uint flags:rwf
379 pwritev2 fd:fd+ vec:pointer+ vlen:size+ pos_low:uint pos_high:uint flags:rwf
380 pkey_mprotect start:pointer+ len:size+ prot:prot+ pkey:int
381 pkey_alloc flags:hex+ init_val:pkey+
382 pkey_free pkey:int
383 statx dfd:dirfd filename:path+ flags:at_statx mask:statx buffer:pointer+
384 arch_prctl option:arch_prctl arg2:hex+
385 io_pgetevents ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+ usig:pointer+
386 rseq rseq:pointer+ rseq_len:uint flags:rseq sig:hex
393 semget key:key nsems:int semflg:ipc_get
394 semctl semid:int semnum:int cmd:sem_ctl arg:hex+
395 shmget key:key size:size+ shmflg:ipc_get
396 shmctl shmid:int cmd:shm_ctl buf:pointer+
397 shmat shmid:int shmaddr:pointer+ shmflg:shm_at
398 shmdt shmaddr:pointer+
399 msgget key:key msgflg:ipc_get
400 msgsnd msqid:int msgp:pointer+ msgsz:size+ msgflg:ipc_flags
401 msgrcv msqid:int msgp:pointer+ msgsz:size+ msgtyp:int+ msgflg:message_get
402 msgctl msqid:int cmd:msg_ctl buf:pointer+
403 clock_gettime64 which_clock:clock tp:pointer+
404 clock_settime64 which_clock:clock tp:pointer+
405 clock_adjtime64 which_clock:clock utx:pointer+
406 clock_getres_time64 which_clock:clock tp:pointer+
407 clock_nanosleep_time64 which_clock:clock flags:timer rqtp:pointer+ rmtp:pointer+
408 timer_gettime64 timer_id:int setting:pointer+
409 timer_settime64 timer_id:int flags:timer new_setting:pointer+ old_setting:pointer+
410 timerfd_gettime64 ufd:fd otmr:pointer+
411 timerfd_settime64 ufd:fd flags:timerfd utmr:pointer+ otmr:pointer+
412 utimensat_time64 dfd:dirfd filename:path+ utimes:pointer+ flags:at_look
413 pselect6_time64 n:int inp:pointer+ outp:pointer+ exp:pointer+ tsp:pointer+ sig:pointer+
414 ppoll_time64 ufds:pointer+ nfds:uint tsp:pointer+ sigmask:pointer+ sigsetsize:size+
416 io_pgetevents_time64 ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+ usig:pointer+
417 recvmmsg_time64 fd:fd mmsg:pointer+ vlen:uint flags:message timeout:pointer+
418 mq_timedsend_time64 mqdes:fd u_msg_ptr:pointer+ msg_len:size+ msg_prio:uint u_abs_timeout:pointer+
419 mq_timedreceive_time64 mqdes:fd u_msg_ptr:pointer+ msg_len:size+ u_msg_prio:pointer+ u_abs_timeout:pointer+
420 semtimedop_time64 semid:int tsops:pointer+ nsops:uint timeout:pointer+
421 rt_sigtimedwait_time64 uthese:pointer+ uinfo:pointer+ uts:pointer+ sigsetsize:size+
422 futex_time64 uaddr:pointer+ op:futex val:futex_value utime:futex_time+ uaddr2:futex_second+ val3:futex_third
423 sched_rr_get_interval_time64 pid:int interval:pointer+
424 pidfd_send_signal pidfd:fd sig:signal info:pointer+ flags:uint
425 io_uring_setup entries:uint params:pointer+
426 io_uring_enter fd:fd to_submit:uint min_complete:uint flags:uring_enter argp:pointer+ argsz:size+
427 io_uring_register fd:fd opcode:uring_register arg:pointer+ nr_args:uint
428 open_tree dfd:dirfd filename:path+ flags:at_tree
429 move_mount from_dfd:dirfd from_pathname:path+ to_dfd:dirfd to_pathname:path+ flags:move_mount
430 fsopen fs_name:path+ flags:fsopen
431 fsconfig fd:fd cmd:fsconfig key:path+ value:pointer+ aux:int
432 fsmount fs_fd:fd flags:fsmount attr_flags:mount_attr
433 fspick dfd:dirfd path:path+ flags:fspick
434 pidfd_open pid:int flags:pidfd
435 clone3 uargs:pointer+ size:size+
436 close_range fd:uint max_fd:uint flags:close_range
437 openat2 dfd:dirfd filename:path+ how:pointer+ usize:size+
438 pidfd_getfd pidfd:fd fd:fd flags:uint
439 faccessat2 dfd:dirfd filename:path+ mode:access flags:at_access
440 process_madvise pidfd:fd vec:pointer+ vlen:size+ behavior:madvise flags:uint
441 epoll_pwait2 epfd:fd events:pointer+ maxevents:int timeout:pointer+ sigmask:pointer+ sigsetsize:size+
442 mount_setattr dfd:dirfd path:path+ flags:at_mount uattr:pointer+ usize:size+
443 quotactl_fd fd:fd cmd:hex id:uint addr:pointer+
444 landlock_create_ruleset attr:pointer+ size:size+ flags:landlock
445 landlock_add_rule ruleset_fd:fd rule_type:landlock_rule rule_attr:pointer+ flags:uint
446 landlock_restrict_self ruleset_fd:fd flags:uint
447 memfd_secret flags:uint
448 process_mrelease pidfd:fd flags:uint
449 futex_waitv waiters:pointer+ nr_futexes:uint flags:uint timeout:pointer+ clockid:clock
450 set_mempolicy_home_node start:pointer+ len:size+ home_node:size+ flags:hex+
451 cachestat fd:fd cstat_range:pointer+ cstat:pointer+ flags:uint
452 fchmodat2 dfd:dirfd filename:path+ mode:mode flags:at_look
453 map_shadow_stack addr:pointer+ size:size+ flags:uint
454 futex_wake uaddr:pointer+ mask:hex+ nr:int flags:uint
455 futex_wait uaddr:pointer+ val:hex+ mask:hex+ flags:uint timeout:pointer+ clockid:clock
456 futex_requeue waiters:pointer+ flags:uint nr_wake:int nr_requeue:int
457 statmount req:pointer+ buf:pointer+ bufsize:size+ flags:uint
458 listmount req:pointer+ mnt_ids:pointer+ nr_mnt_ids:size+ flags:uint
459 lsm_get_self_attr attr:uint ctx:pointer+ size:pointer+ flags:uint
460 lsm_set_self_attr attr:uint ctx:pointer+ size:uint flags:uint
461 lsm_list_modules ids:pointer+ size:pointer+ flags:uint
462 mseal start:pointer+ len:size+ flags:hex+
463 setxattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+ uargs:pointer+ usize:size+
464 getxattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+ uargs:pointer+ usize:size+
465 listxattrat dfd:dirfd pathname:path+ at_flags:at_look list:pointer+ size:size+
466 removexattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+
467 open_tree_attr dfd:dirfd filename:path+ flags:at_tree uattr:pointer+ usize:size+
468 file_getattr dfd:dirfd filename:path+ ufattr:pointer+ usize:size+ at_flags:at_look
469 file_setattr dfd:dirfd filename:path+ ufattr:pointer+ usize:size+ at_flags:at_look
470 listns req:pointer+ ns_ids:pointer+ nr_ns_ids:size+ flags:uint
471 rseq_slice_yield
`);

/** Number without the x32 bit -> call. */
export const CALLS_X32: ReadonlyMap<number, CallEntry> = calls(`
0 read fd:fd buf:pointer+ count:size+
1 write fd:fd buf:pointer+ count:size+
2 open filename:path+ flags:open mode:create_mode
3 close fd:fd
4 stat filename:path+ statbuf:pointer+
5 fstat fd:fd statbuf:pointer+
6 lstat filename:path+ statbuf:pointer+
7 poll ufds:pointer+ nfds:uint timeout_msecs:int
8 lseek fd:fd offset:int+ whence:whence
9 mmap addr:pointer+ len:size+ prot:prot+ flags:map+ fd:fd+ off:hex+
10 mprotect start:pointer+ len:size+ prot:prot+
11 munmap addr:pointer+ len:size+
12 brk brk:pointer+
14 rt_sigprocmask how:sigmask_how nset:pointer+ oset:pointer+ sigsetsize:size+
17 pread64 fd:fd buf:pointer+ count:size+ pos:int+
18 pwrite64 fd:fd buf:pointer+ count:size+ pos:int+
21 access filename:path+ mode:access
22 pipe fildes:pointer+
23 select n:int inp:pointer+ outp:pointer+ exp:pointer+ tvp:pointer+
24 sched_yield
25 mremap addr:pointer+ old_len:size+ new_len:size+ flags:mremap+ new_addr:mremap_to+
26 msync start:pointer+ len:size+ flags:msync
27 mincore start:pointer+ len:size+ vec:pointer+
28 madvise start:pointer+ len_in:size+ behavior:madvise
29 shmget key:key size:size+ shmflg:ipc_get
30 shmat shmid:int shmaddr:pointer+ shmflg:shm_at
31 shmctl shmid:int cmd:shm_ctl buf:pointer+
32 dup fildes:fd
33 dup2 oldfd:fd newfd:fd
34 pause
35 nanosleep rqtp:pointer+ rmtp:pointer+
36 getitimer which:itimer value:pointer+
37 alarm seconds:uint
38 setitimer which:itimer value:pointer+ ovalue:pointer+
39 getpid
40 sendfile out_fd:fd in_fd:fd offset:pointer+ count:size+
41 socket family:family type:socket protocol:protocol
42 connect fd:fd uservaddr:pointer+ addrlen:int
43 accept fd:fd upeer_sockaddr:pointer+ upeer_addrlen:pointer+
44 sendto fd:fd buff:pointer+ len:size+ flags:message addr:pointer+ addr_len:int
48 shutdown fd:fd how:shutdown
49 bind fd:fd umyaddr:pointer+ addrlen:int
50 listen fd:fd backlog:int
51 getsockname fd:fd usockaddr:pointer+ usockaddr_len:pointer+
52 getpeername fd:fd usockaddr:pointer+ usockaddr_len:pointer+
53 socketpair family:family type:socket protocol:protocol usockvec:pointer+
56 clone clone_flags:clone+ newsp:pointer+ parent_tidptr:pointer+ child_tidptr:pointer+ tls:pointer+
57 fork
58 vfork
60 exit error_code:int
61 wait4 upid:int stat_addr:pointer+ options:wait ru:pointer+
62 kill pid:int sig:signal
63 uname name:pointer+
64 semget key:key nsems:int semflg:ipc_get
65 semop semid:int tsops:pointer+ nsops:uint
66 semctl semid:int semnum:int cmd:sem_ctl arg:hex+
67 shmdt shmaddr:pointer+
68 msgget key:key msgflg:ipc_get
69 msgsnd msqid:int msgp:pointer+ msgsz:size+ msgflg:ipc_flags
70 msgrcv msqid:int msgp:pointer+ msgsz:size+ msgtyp:int+ msgflg:message_get
71 msgctl msqid:int cmd:msg_ctl buf:pointer+
72 fcntl fd:fd cmd:fcntl arg:fcntl_arg+
73 flock fd:fd cmd:flock
74 fsync fd:fd
75 fdatasync fd:fd
76 truncate path:path+ length:int+
77 ftruncate fd:fd length:int+
78 getdents fd:fd dirent:pointer+ count:uint
79 getcwd buf:pointer+ size:size+
80 chdir filename:path+
81 fchdir fd:fd
82 rename oldname:path+ newname:path+
83 mkdir pathname:path+ mode:mode
84 rmdir pathname:path+
85 creat pathname:path+ mode:mode
86 link oldname:path+ newname:path+
87 unlink pathname:path+
88 symlink oldname:path+ newname:path+
89 readlink path:path+ buf:pointer+ bufsiz:int
90 chmod filename:path+ mode:mode
91 fchmod fd:fd mode:mode
92 chown filename:path+ user:id group:id
93 fchown fd:fd user:id group:id
94 lchown filename:path+ user:id group:id
95 umask mask:mode
96 gettimeofday tv:pointer+ tz:pointer+
97 getrlimit resource:rlimit rlim:pointer+
98 getrusage who:rusage ru:pointer+
99 sysinfo info:pointer+
100 times tbuf:pointer+
102 getuid
103 syslog type:int buf:pointer+ len:int
104 getgid
105 setuid uid:id
106 setgid gid:id
107 geteuid
108 getegid
109 setpgid pid:int pgid:int
110 getppid
111 getpgrp
112 setsid
113 setreuid ruid:id euid:id
114 setregid rgid:id egid:id
115 getgroups gidsetsize:int grouplist:pointer+
116 setgroups gidsetsize:int grouplist:pointer+
117 setresuid ruid:id euid:id suid:id
118 getresuid ruidp:pointer+ euidp:pointer+ suidp:pointer+
119 setresgid rgid:id egid:id sgid:id
120 getresgid rgidp:pointer+ egidp:pointer+ sgidp:pointer+
121 getpgid pid:int
122 setfsuid uid:id
123 setfsgid gid:id
124 getsid pid:int
125 capget header:pointer+ dataptr:pointer+
126 capset header:pointer+ data:pointer+
130 rt_sigsuspend unewset:pointer+ sigsetsize:size+
132 utime filename:path+ times:pointer+
133 mknod filename:path+ mode:file_mode dev:hex
135 personality personality:hex
136 ustat dev:hex ubuf:pointer+
137 statfs pathname:path+ buf:pointer+
138 fstatfs fd:fd buf:pointer+
139 sysfs option:int arg1:hex+ arg2:hex+
140 getpriority which:priority who:int
141 setpriority which:priority who:int niceval:int
142 sched_setparam pid:int param:pointer+
143 sched_getparam pid:int param:pointer+
144 sched_setscheduler pid:int policy:sched param:pointer+
145 sched_getscheduler pid:int
146 sched_get_priority_max policy:sched
147 sched_get_priority_min policy:sched
148 sched_rr_get_interval pid:int interval:pointer+
149 mlock start:pointer+ len:size+
150 munlock start:pointer+ len:size+
151 mlockall flags:mlockall
152 munlockall
153 vhangup
154 modify_ldt func:int ptr:pointer+ bytecount:size+
155 pivot_root new_root:path+ put_old:path+
157 prctl option:prctl arg2:prctl_2+ arg3:prctl_3+ arg4:prctl_4+ arg5:prctl_5+
158 arch_prctl option:arch_prctl arg2:hex+
159 adjtimex txc_p:pointer+
160 setrlimit resource:rlimit rlim:pointer+
161 chroot filename:path+
162 sync
163 acct name:path+
164 settimeofday tv:pointer+ tz:pointer+
165 mount dev_name:path+ dir_name:path+ type:path+ flags:mount+ data:pointer+
166 umount2 name:path+ flags:umount
167 swapon specialfile:path+ swap_flags:swapon
168 swapoff specialfile:path+
169 reboot magic1:reboot_magic magic2:reboot_magic cmd:reboot arg:pointer+
170 sethostname name:path+ len:int
171 setdomainname name:path+ len:int
172 iopl level:uint
173 ioperm from:size+ num:size+ turn_on:int
175 init_module umod:pointer+ len:size+ uargs:path+
176 delete_module name:path+ flags:module_remove
179 quotactl cmd:hex special:path+ id:uint addr:pointer+
181 getpmsg ?
182 putpmsg ?
183 afs_syscall ?
184 tuxcall ?
185 security ?
186 gettid
187 readahead fd:fd offset:int+ count:size+
188 setxattr pathname:path+ name:path+ value:pointer+ size:size+ flags:xattr
189 lsetxattr pathname:path+ name:path+ value:pointer+ size:size+ flags:xattr
190 fsetxattr fd:fd name:path+ value:pointer+ size:size+ flags:xattr
191 getxattr pathname:path+ name:path+ value:pointer+ size:size+
192 lgetxattr pathname:path+ name:path+ value:pointer+ size:size+
193 fgetxattr fd:fd name:path+ value:pointer+ size:size+
194 listxattr pathname:path+ list:pointer+ size:size+
195 llistxattr pathname:path+ list:pointer+ size:size+
196 flistxattr fd:fd list:pointer+ size:size+
197 removexattr pathname:path+ name:path+
198 lremovexattr pathname:path+ name:path+
199 fremovexattr fd:fd name:path+
200 tkill pid:int sig:signal
201 time tloc:pointer+
202 futex uaddr:pointer+ op:futex val:futex_value utime:futex_time+ uaddr2:futex_second+ val3:futex_third
203 sched_setaffinity pid:int len:uint user_mask_ptr:pointer+
204 sched_getaffinity pid:int len:uint user_mask_ptr:pointer+
207 io_destroy ctx:hex+
208 io_getevents ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+
210 io_cancel ctx_id:hex+ iocb:pointer+ result:pointer+
212 lookup_dcookie cookie64:hex+ buf:pointer+ len:size+
213 epoll_create size:int
216 remap_file_pages start:pointer+ size:size+ prot:prot+ pgoff:size+ flags:map+
217 getdents64 fd:fd dirent:pointer+ count:uint
218 set_tid_address tidptr:pointer+
219 restart_syscall
220 semtimedop semid:int tsops:pointer+ nsops:uint timeout:pointer+
221 fadvise64 fd:fd offset:int+ len:size+ advice:fadvise
223 timer_settime timer_id:int flags:timer new_setting:pointer+ old_setting:pointer+
224 timer_gettime timer_id:int setting:pointer+
225 timer_getoverrun timer_id:int
226 timer_delete timer_id:int
227 clock_settime which_clock:clock tp:pointer+
228 clock_gettime which_clock:clock tp:pointer+
229 clock_getres which_clock:clock tp:pointer+
230 clock_nanosleep which_clock:clock flags:timer rqtp:pointer+ rmtp:pointer+
231 exit_group error_code:int
232 epoll_wait epfd:fd events:pointer+ maxevents:int timeout:int
233 epoll_ctl epfd:fd op:epoll_op fd:fd event:pointer+
234 tgkill tgid:int pid:int sig:signal
235 utimes filename:path+ utimes:pointer+
237 mbind start:pointer+ len:size+ mode:mempolicy+ nmask:pointer+ maxnode:size+ flags:mempolicy_move
238 set_mempolicy mode:mempolicy nmask:pointer+ maxnode:size+
239 get_mempolicy policy:pointer+ nmask:pointer+ maxnode:size+ addr:pointer+ flags:mempolicy_get+
240 mq_open u_name:path+ oflag:open mode:create_mode u_attr:pointer+
241 mq_unlink u_name:path+
242 mq_timedsend mqdes:fd u_msg_ptr:pointer+ msg_len:size+ msg_prio:uint u_abs_timeout:pointer+
243 mq_timedreceive mqdes:fd u_msg_ptr:pointer+ msg_len:size+ u_msg_prio:pointer+ u_abs_timeout:pointer+
245 mq_getsetattr mqdes:fd u_mqstat:pointer+ u_omqstat:pointer+
248 add_key type:path+ description:path+ payload:pointer+ plen:size+ ringid:keyring
249 request_key type:path+ description:path+ callout_info:path+ destringid:keyring
250 keyctl option:keyctl arg2:hex+ arg3:hex+ arg4:hex+ arg5:hex+
251 ioprio_set which:ioprio who:int ioprio:int
252 ioprio_get which:ioprio who:int
253 inotify_init
254 inotify_add_watch fd:fd pathname:path+ mask:inotify
255 inotify_rm_watch fd:fd wd:int
256 migrate_pages pid:int maxnode:size+ old_nodes:pointer+ new_nodes:pointer+
257 openat dfd:dirfd filename:path+ flags:open mode:create_mode
258 mkdirat dfd:dirfd pathname:path+ mode:mode
259 mknodat dfd:dirfd filename:path+ mode:file_mode dev:hex
260 fchownat dfd:dirfd filename:path+ user:id group:id flag:at_look
261 futimesat dfd:dirfd filename:path+ utimes:pointer+
262 newfstatat dfd:dirfd filename:path+ statbuf:pointer+ flag:at_look
263 unlinkat dfd:dirfd pathname:path+ flag:at_remove
264 renameat olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+
265 linkat olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+ flags:at_link
266 symlinkat oldname:path+ newdfd:dirfd newname:path+
267 readlinkat dfd:dirfd pathname:path+ buf:pointer+ bufsiz:int
268 fchmodat dfd:dirfd filename:path+ mode:mode
269 faccessat dfd:dirfd filename:path+ mode:access
270 pselect6 n:int inp:pointer+ outp:pointer+ exp:pointer+ tsp:pointer+ sig:pointer+
271 ppoll ufds:pointer+ nfds:uint tsp:pointer+ sigmask:pointer+ sigsetsize:size+
272 unshare unshare_flags:namespaces+
275 splice fd_in:fd off_in:pointer+ fd_out:fd off_out:pointer+ len:size+ flags:splice
276 tee fdin:fd fdout:fd len:size+ flags:splice
277 sync_file_range fd:fd offset:int+ nbytes:int+ flags:sync_range
280 utimensat dfd:dirfd filename:path+ utimes:pointer+ flags:at_look
281 epoll_pwait epfd:fd events:pointer+ maxevents:int timeout:int sigmask:pointer+ sigsetsize:size+
282 signalfd ufd:fd user_mask:pointer+ sizemask:size+
283 timerfd_create clockid:clock flags:timerfd_new
284 eventfd count:uint
285 fallocate fd:fd mode:fallocate offset:int+ len:int+
286 timerfd_settime ufd:fd flags:timerfd utmr:pointer+ otmr:pointer+
287 timerfd_gettime ufd:fd otmr:pointer+
288 accept4 fd:fd upeer_sockaddr:pointer+ upeer_addrlen:pointer+ flags:sock_flags
289 signalfd4 ufd:fd user_mask:pointer+ sizemask:size+ flags:signalfd
290 eventfd2 count:uint flags:eventfd
291 epoll_create1 flags:epoll_flags
292 dup3 oldfd:fd newfd:fd flags:pipe
293 pipe2 fildes:pointer+ flags:pipe
294 inotify_init1 flags:inotify_new
298 perf_event_open attr_uptr:pointer+ pid:int cpu:int group_fd:fd flags:perf+
300 fanotify_init flags:fanotify_new event_f_flags:open
301 fanotify_mark fanotify_fd:fd flags:fanotify_mark mask:fanotify+ dfd:dirfd pathname:path+
302 prlimit64 pid:int resource:rlimit new_rlim:pointer+ old_rlim:pointer+
303 name_to_handle_at dfd:dirfd name:path+ handle:pointer+ mnt_id:pointer+ flag:at_handle
304 open_by_handle_at mountdirfd:dirfd handle:pointer+ flags:open
305 clock_adjtime which_clock:clock utx:pointer+
306 syncfs fd:fd
308 setns fd:fd flags:namespaces
309 getcpu cpup:pointer+ nodep:pointer+ unused:pointer+
312 kcmp pid1:int pid2:int type:kcmp idx1:hex+ idx2:hex+
313 finit_module fd:fd uargs:path+ flags:module
314 sched_setattr pid:int uattr:pointer+ flags:uint
315 sched_getattr pid:int uattr:pointer+ usize:uint flags:uint
316 renameat2 olddfd:dirfd oldname:path+ newdfd:dirfd newname:path+ flags:rename
317 seccomp op:seccomp flags:seccomp_flags uargs:pointer+
318 getrandom ubuf:pointer+ len:size+ flags:random
319 memfd_create uname:path+ flags:memfd
320 kexec_file_load kernel_fd:fd initrd_fd:fd cmdline_len:size+ cmdline_ptr:path+ flags:kexec_file+
321 bpf cmd:bpf uattr:pointer+ size:uint
323 userfaultfd flags:userfault
324 membarrier cmd:membarrier flags:uint cpu_id:int
325 mlock2 start:pointer+ len:size+ flags:mlock2
326 copy_file_range fd_in:fd off_in:pointer+ fd_out:fd off_out:pointer+ len:size+ flags:uint
329 pkey_mprotect start:pointer+ len:size+ prot:prot+ pkey:int
330 pkey_alloc flags:hex+ init_val:pkey+
331 pkey_free pkey:int
332 statx dfd:dirfd filename:path+ flags:at_statx mask:statx buffer:pointer+
333 io_pgetevents ctx_id:hex+ min_nr:int+ nr:int+ events:pointer+ timeout:pointer+ usig:pointer+
334 rseq rseq:pointer+ rseq_len:uint flags:rseq sig:hex
424 pidfd_send_signal pidfd:fd sig:signal info:pointer+ flags:uint
425 io_uring_setup entries:uint params:pointer+
426 io_uring_enter fd:fd to_submit:uint min_complete:uint flags:uring_enter argp:pointer+ argsz:size+
427 io_uring_register fd:fd opcode:uring_register arg:pointer+ nr_args:uint
428 open_tree dfd:dirfd filename:path+ flags:at_tree
429 move_mount from_dfd:dirfd from_pathname:path+ to_dfd:dirfd to_pathname:path+ flags:move_mount
430 fsopen fs_name:path+ flags:fsopen
431 fsconfig fd:fd cmd:fsconfig key:path+ value:pointer+ aux:int
432 fsmount fs_fd:fd flags:fsmount attr_flags:mount_attr
433 fspick dfd:dirfd path:path+ flags:fspick
434 pidfd_open pid:int flags:pidfd
435 clone3 uargs:pointer+ size:size+
436 close_range fd:uint max_fd:uint flags:close_range
437 openat2 dfd:dirfd filename:path+ how:pointer+ usize:size+
438 pidfd_getfd pidfd:fd fd:fd flags:uint
439 faccessat2 dfd:dirfd filename:path+ mode:access flags:at_access
440 process_madvise pidfd:fd vec:pointer+ vlen:size+ behavior:madvise flags:uint
441 epoll_pwait2 epfd:fd events:pointer+ maxevents:int timeout:pointer+ sigmask:pointer+ sigsetsize:size+
442 mount_setattr dfd:dirfd path:path+ flags:at_mount uattr:pointer+ usize:size+
443 quotactl_fd fd:fd cmd:hex id:uint addr:pointer+
444 landlock_create_ruleset attr:pointer+ size:size+ flags:landlock
445 landlock_add_rule ruleset_fd:fd rule_type:landlock_rule rule_attr:pointer+ flags:uint
446 landlock_restrict_self ruleset_fd:fd flags:uint
447 memfd_secret flags:uint
448 process_mrelease pidfd:fd flags:uint
449 futex_waitv waiters:pointer+ nr_futexes:uint flags:uint timeout:pointer+ clockid:clock
450 set_mempolicy_home_node start:pointer+ len:size+ home_node:size+ flags:hex+
451 cachestat fd:fd cstat_range:pointer+ cstat:pointer+ flags:uint
452 fchmodat2 dfd:dirfd filename:path+ mode:mode flags:at_look
454 futex_wake uaddr:pointer+ mask:hex+ nr:int flags:uint
455 futex_wait uaddr:pointer+ val:hex+ mask:hex+ flags:uint timeout:pointer+ clockid:clock
456 futex_requeue waiters:pointer+ flags:uint nr_wake:int nr_requeue:int
457 statmount req:pointer+ buf:pointer+ bufsize:size+ flags:uint
458 listmount req:pointer+ mnt_ids:pointer+ nr_mnt_ids:size+ flags:uint
459 lsm_get_self_attr attr:uint ctx:pointer+ size:pointer+ flags:uint
460 lsm_set_self_attr attr:uint ctx:pointer+ size:uint flags:uint
461 lsm_list_modules ids:pointer+ size:pointer+ flags:uint
462 mseal start:pointer+ len:size+ flags:hex+
463 setxattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+ uargs:pointer+ usize:size+
464 getxattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+ uargs:pointer+ usize:size+
465 listxattrat dfd:dirfd pathname:path+ at_flags:at_look list:pointer+ size:size+
466 removexattrat dfd:dirfd pathname:path+ at_flags:at_look name:path+
467 open_tree_attr dfd:dirfd filename:path+ flags:at_tree uattr:pointer+ usize:size+
468 file_getattr dfd:dirfd filename:path+ ufattr:pointer+ usize:size+ at_flags:at_look
469 file_setattr dfd:dirfd filename:path+ ufattr:pointer+ usize:size+ at_flags:at_look
470 listns req:pointer+ ns_ids:pointer+ nr_ns_ids:size+ flags:uint
471 rseq_slice_yield
512 rt_sigaction sig:signal act:pointer+ oact:pointer+ sigsetsize:size+
513 rt_sigreturn
514 ioctl fd:fd cmd:hex arg:hex+
515 readv fd:fd+ vec:pointer+ vlen:size+
516 writev fd:fd+ vec:pointer+ vlen:size+
517 recvfrom fd:fd ubuf:pointer+ size:size+ flags:message addr:pointer+ addr_len:pointer+
518 sendmsg fd:fd msg:pointer+ flags:message
519 recvmsg fd:fd msg:pointer+ flags:message
520 execve filename:path+ argv:pointer+ envp:pointer+
521 ptrace request:ptrace+ pid:int+ addr:pointer+ data:hex+
522 rt_sigpending uset:pointer+ sigsetsize:size+
523 rt_sigtimedwait uthese:pointer+ uinfo:pointer+ uts:pointer+ sigsetsize:size+
524 rt_sigqueueinfo pid:int sig:signal uinfo:pointer+
525 sigaltstack uss:pointer+ uoss:pointer+
526 timer_create which_clock:clock timer_event_spec:pointer+ created_timer_id:pointer+
527 mq_notify mqdes:fd u_notification:pointer+
528 kexec_load entry:pointer+ nr_segments:size+ segments:pointer+ flags:hex+
529 waitid which:wait_which upid:int infop:pointer+ options:wait ru:pointer+
530 set_robust_list head:pointer+ len:size+
531 get_robust_list pid:int head_ptr:pointer+ len_ptr:pointer+
532 vmsplice fd:fd uiov:pointer+ nr_segs:size+ flags:splice
533 move_pages pid:int nr_pages:size+ pages:pointer+ nodes:pointer+ status:pointer+ flags:mempolicy_move
534 preadv fd:fd+ vec:pointer+ vlen:size+ pos_l:int+ pos_h:none+
535 pwritev fd:fd+ vec:pointer+ vlen:size+ pos_l:int+ pos_h:none+
536 rt_tgsigqueueinfo tgid:int pid:int sig:signal uinfo:pointer+
537 recvmmsg fd:fd mmsg:pointer+ vlen:uint flags:message timeout:pointer+
538 sendmmsg fd:fd mmsg:pointer+ vlen:uint flags:message
539 process_vm_readv pid:int lvec:pointer+ liovcnt:size+ rvec:pointer+ riovcnt:size+ flags:hex+
540 process_vm_writev pid:int lvec:pointer+ liovcnt:size+ rvec:pointer+ riovcnt:size+ flags:hex+
541 setsockopt fd:fd level:sock_level optname:sock_option optval:pointer+ optlen:int
542 getsockopt fd:fd level:sock_level optname:sock_option optval:pointer+ optlen:pointer+
543 io_setup nr_events:uint ctxp:pointer+
544 io_submit ctx_id:hex+ nr:int+ iocbpp:pointer+
545 execveat fd:dirfd filename:path+ argv:pointer+ envp:pointer+ flags:at_look
546 preadv2 fd:fd+ vec:pointer+ vlen:size+ pos:int+ flags:rwf
547 pwritev2 fd:fd+ vec:pointer+ vlen:size+ pos:int+ flags:rwf
`);

/** Error number -> its canonical name and what the header says of it. */
export const ERRORS: ReadonlyMap<number, { readonly name: string; readonly meaning: string }> = new Map(
  pairs(`
1 EPERM Operation not permitted
2 ENOENT No such file or directory
3 ESRCH No such process
4 EINTR Interrupted system call
5 EIO I/O error
6 ENXIO No such device or address
7 E2BIG Argument list too long
8 ENOEXEC Exec format error
9 EBADF Bad file number
10 ECHILD No child processes
11 EAGAIN Try again
12 ENOMEM Out of memory
13 EACCES Permission denied
14 EFAULT Bad address
15 ENOTBLK Block device required
16 EBUSY Device or resource busy
17 EEXIST File exists
18 EXDEV Cross-device link
19 ENODEV No such device
20 ENOTDIR Not a directory
21 EISDIR Is a directory
22 EINVAL Invalid argument
23 ENFILE File table overflow
24 EMFILE Too many open files
25 ENOTTY Not a typewriter
26 ETXTBSY Text file busy
27 EFBIG File too large
28 ENOSPC No space left on device
29 ESPIPE Illegal seek
30 EROFS Read-only file system
31 EMLINK Too many links
32 EPIPE Broken pipe
33 EDOM Math argument out of domain of func
34 ERANGE Math result not representable
35 EDEADLK Resource deadlock would occur
36 ENAMETOOLONG File name too long
37 ENOLCK No record locks available
38 ENOSYS Invalid system call number
39 ENOTEMPTY Directory not empty
40 ELOOP Too many symbolic links encountered
42 ENOMSG No message of desired type
43 EIDRM Identifier removed
44 ECHRNG Channel number out of range
45 EL2NSYNC Level 2 not synchronized
46 EL3HLT Level 3 halted
47 EL3RST Level 3 reset
48 ELNRNG Link number out of range
49 EUNATCH Protocol driver not attached
50 ENOCSI No CSI structure available
51 EL2HLT Level 2 halted
52 EBADE Invalid exchange
53 EBADR Invalid request descriptor
54 EXFULL Exchange full
55 ENOANO No anode
56 EBADRQC Invalid request code
57 EBADSLT Invalid slot
59 EBFONT Bad font file format
60 ENOSTR Device not a stream
61 ENODATA No data available
62 ETIME Timer expired
63 ENOSR Out of streams resources
64 ENONET Machine is not on the network
65 ENOPKG Package not installed
66 EREMOTE Object is remote
67 ENOLINK Link has been severed
68 EADV Advertise error
69 ESRMNT Srmount error
70 ECOMM Communication error on send
71 EPROTO Protocol error
72 EMULTIHOP Multihop attempted
73 EDOTDOT RFS specific error
74 EBADMSG Not a data message
75 EOVERFLOW Value too large for defined data type
76 ENOTUNIQ Name not unique on network
77 EBADFD File descriptor in bad state
78 EREMCHG Remote address changed
79 ELIBACC Can not access a needed shared library
80 ELIBBAD Accessing a corrupted shared library
81 ELIBSCN .lib section in a.out corrupted
82 ELIBMAX Attempting to link in too many shared libraries
83 ELIBEXEC Cannot exec a shared library directly
84 EILSEQ Illegal byte sequence
85 ERESTART Interrupted system call should be restarted
86 ESTRPIPE Streams pipe error
87 EUSERS Too many users
88 ENOTSOCK Socket operation on non-socket
89 EDESTADDRREQ Destination address required
90 EMSGSIZE Message too long
91 EPROTOTYPE Protocol wrong type for socket
92 ENOPROTOOPT Protocol not available
93 EPROTONOSUPPORT Protocol not supported
94 ESOCKTNOSUPPORT Socket type not supported
95 EOPNOTSUPP Operation not supported on transport endpoint
96 EPFNOSUPPORT Protocol family not supported
97 EAFNOSUPPORT Address family not supported by protocol
98 EADDRINUSE Address already in use
99 EADDRNOTAVAIL Cannot assign requested address
100 ENETDOWN Network is down
101 ENETUNREACH Network is unreachable
102 ENETRESET Network dropped connection because of reset
103 ECONNABORTED Software caused connection abort
104 ECONNRESET Connection reset by peer
105 ENOBUFS No buffer space available
106 EISCONN Transport endpoint is already connected
107 ENOTCONN Transport endpoint is not connected
108 ESHUTDOWN Cannot send after transport endpoint shutdown
109 ETOOMANYREFS Too many references: cannot splice
110 ETIMEDOUT Connection timed out
111 ECONNREFUSED Connection refused
112 EHOSTDOWN Host is down
113 EHOSTUNREACH No route to host
114 EALREADY Operation already in progress
115 EINPROGRESS Operation now in progress
116 ESTALE Stale file handle
117 EUCLEAN Structure needs cleaning
118 ENOTNAM Not a XENIX named type file
119 ENAVAIL No XENIX semaphores available
120 EISNAM Is a named type file
121 EREMOTEIO Remote I/O error
122 EDQUOT Quota exceeded
123 ENOMEDIUM No medium found
124 EMEDIUMTYPE Wrong medium type
125 ECANCELED Operation Canceled
126 ENOKEY Required key not available
127 EKEYEXPIRED Key has expired
128 EKEYREVOKED Key has been revoked
129 EKEYREJECTED Key was rejected by service
130 EOWNERDEAD Owner died
131 ENOTRECOVERABLE State not recoverable
132 ERFKILL Operation not possible due to RF-kill
133 EHWPOISON Memory page has hardware error
`).map(([number, rest]) => {
    const [name = '', ...meaning] = rest.split(' ');
    return [Number(number), { name, meaning: meaning.join(' ') }];
  }),
);
