// SPDX-License-Identifier: Apache-2.0
// What gen-calls.mjs knows about arguments: which constants name the bits of a flag word, and which argument of
// which call holds one. Values never stand here; they come from the headers.

// One table a line: `name kind headers constants [/ mask constants]`.
//   kind       `bits`: constants are or-ed; `enum`: one constant; `octal`: as bits, what is left is a file mode
//   headers    comma separated; an entry that starts with '-' is handed to the preprocessor instead
//   constants  NAME, PREFIX*, -NAME or -PREFIX* (leave out), zero=NAME (what a word of zero is called)
//   / mask     a field inside the word that holds one of the constants that follow
export const TABLES = `
open bits linux/fcntl.h O_* -O_NDELAY -O_ACCMODE / O_ACCMODE O_RDONLY O_WRONLY O_RDWR
pipe bits linux/fcntl.h,linux/watch_queue.h O_CLOEXEC O_NONBLOCK O_DIRECT O_NOTIFICATION_PIPE
fcntl enum -D__ILP32__,linux/fcntl.h F_* -F_RDLCK -F_WRLCK -F_UNLCK -F_EXLCK -F_SHLCK -F_OWNER_* -F_SEAL_* -F_LINUX_*
fd_flags bits linux/fcntl.h FD_CLOEXEC
seal bits linux/fcntl.h F_SEAL_*
lease enum linux/fcntl.h F_RDLCK F_WRLCK F_UNLCK
access bits unistd.h R_OK W_OK X_OK zero=F_OK
at_access bits linux/fcntl.h AT_SYMLINK_NOFOLLOW AT_EACCESS AT_EMPTY_PATH
at_link bits linux/fcntl.h AT_SYMLINK_FOLLOW AT_EMPTY_PATH
at_remove bits linux/fcntl.h AT_REMOVEDIR
at_look bits linux/fcntl.h AT_SYMLINK_NOFOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH
at_statx bits linux/fcntl.h AT_SYMLINK_NOFOLLOW AT_NO_AUTOMOUNT AT_EMPTY_PATH / AT_STATX_SYNC_TYPE AT_STATX_SYNC_AS_STAT \
AT_STATX_FORCE_SYNC AT_STATX_DONT_SYNC
at_handle bits linux/fcntl.h AT_SYMLINK_FOLLOW AT_EMPTY_PATH
at_tree bits linux/mount.h,linux/fcntl.h OPEN_TREE_* AT_EMPTY_PATH AT_NO_AUTOMOUNT AT_RECURSIVE AT_SYMLINK_NOFOLLOW
at_mount bits linux/fcntl.h AT_EMPTY_PATH AT_RECURSIVE AT_SYMLINK_NOFOLLOW AT_NO_AUTOMOUNT
statx bits linux/stat.h STATX_* -STATX_ATTR_* -STATX_ALL -STATX__RESERVED
file_mode octal linux/stat.h S_ISUID S_ISGID S_ISVTX / S_IFMT S_IFSOCK S_IFLNK S_IFREG S_IFBLK S_IFDIR S_IFCHR S_IFIFO
whence enum linux/fs.h SEEK_* -SEEK_MAX
flock bits asm/fcntl.h LOCK_NB LOCK_MAND LOCK_READ LOCK_WRITE / 11 LOCK_SH LOCK_EX LOCK_UN
fallocate bits linux/falloc.h FALLOC_FL_*
fadvise enum linux/fadvise.h POSIX_FADV_*
sync_range bits linux/fs.h SYNC_FILE_RANGE_* -SYNC_FILE_RANGE_WRITE_AND_WAIT
rwf bits linux/fs.h RWF_* -RWF_SUPPORTED
splice bits -D_GNU_SOURCE,fcntl.h SPLICE_F_*
rename bits linux/fs.h RENAME_*
xattr bits linux/xattr.h XATTR_CREATE XATTR_REPLACE
close_range bits linux/close_range.h CLOSE_RANGE_*
memfd bits linux/memfd.h MFD_* -MFD_HUGE_* / MFD_HUGE_MASK<<MFD_HUGE_SHIFT MFD_HUGE_* -MFD_HUGE_MASK -MFD_HUGE_SHIFT
prot bits linux/mman.h PROT_* zero=PROT_NONE
map bits linux/mman.h MAP_* -MAP_TYPE -MAP_FILE -MAP_HUGE_* / MAP_TYPE MAP_SHARED MAP_PRIVATE MAP_SHARED_VALIDATE
mremap bits linux/mman.h MREMAP_*
msync bits asm/mman.h MS_ASYNC MS_INVALIDATE MS_SYNC
mlockall bits asm/mman.h MCL_*
mlock2 bits asm/mman.h MLOCK_ONFAULT
madvise enum asm/mman.h MADV_*
pkey bits asm/mman.h PKEY_DISABLE_*
mempolicy bits linux/mempolicy.h MPOL_F_STATIC_NODES MPOL_F_RELATIVE_NODES MPOL_F_NUMA_BALANCING / 7 MPOL_DEFAULT \
MPOL_PREFERRED MPOL_BIND MPOL_INTERLEAVE MPOL_LOCAL MPOL_PREFERRED_MANY
mempolicy_get bits linux/mempolicy.h MPOL_F_NODE MPOL_F_ADDR MPOL_F_MEMS_ALLOWED
mempolicy_move bits linux/mempolicy.h MPOL_MF_STRICT MPOL_MF_MOVE MPOL_MF_MOVE_ALL
userfault bits linux/fcntl.h,linux/userfaultfd.h O_CLOEXEC O_NONBLOCK UFFD_USER_MODE_ONLY
membarrier enum linux/membarrier.h MEMBARRIER_CMD_* -MEMBARRIER_CMD_SHARED -MEMBARRIER_CMD_FLAG_*
signal enum asm/signal.h SIG* -SIGIOT -SIGPOLL -SIGUNUSED -SIGCLD -SIGRT* -SIGSTKSZ -SIG_*
sigmask_how enum asm/signal.h SIG_BLOCK SIG_UNBLOCK SIG_SETMASK
clone bits linux/sched.h,asm/signal.h CLONE_* -CLONE_NEWTIME -CLONE_ARGS_* -CLONE_CLEAR_SIGHAND -CLONE_INTO_CGROUP \
/ CSIGNAL SIG* -SIGIOT -SIGPOLL -SIGUNUSED -SIGCLD -SIGRT* -SIGSTKSZ -SIG_*
namespaces bits linux/sched.h CLONE_* -CLONE_ARGS_* -CLONE_CLEAR_SIGHAND -CLONE_INTO_CGROUP
wait bits linux/wait.h WNOHANG WUNTRACED WEXITED WCONTINUED WNOWAIT __WNOTHREAD __WALL __WCLONE
wait_which enum linux/wait.h P_*
futex bits linux/futex.h FUTEX_CLOCK_REALTIME / 255 FUTEX_* -FUTEX_PRIVATE_FLAG -FUTEX_CLOCK_REALTIME -FUTEX_CMD_MASK \
-FUTEX_WAITERS -FUTEX_OWNER_DIED -FUTEX_TID_MASK -FUTEX_BITSET_MATCH_ANY -FUTEX_OP_* -FUTEX_32 -FUTEX_WAITV_MAX
clock enum linux/time.h CLOCK_* -CLOCK_SGI_CYCLE
timer bits -D_GNU_SOURCE,time.h TIMER_ABSTIME
timerfd bits linux/timerfd.h TFD_TIMER_* zero=0
timerfd_new bits linux/timerfd.h TFD_CLOEXEC TFD_NONBLOCK
itimer enum linux/time.h ITIMER_*
sched bits -D_GNU_SOURCE,sched.h SCHED_RESET_ON_FORK / 15 SCHED_OTHER SCHED_FIFO SCHED_RR SCHED_BATCH SCHED_IDLE SCHED_DEADLINE
priority enum linux/resource.h PRIO_* -PRIO_MIN -PRIO_MAX
rlimit enum linux/resource.h RLIMIT_* -RLIM_NLIMITS
rusage enum linux/resource.h RUSAGE_* -RUSAGE_BOTH
ioprio enum linux/ioprio.h IOPRIO_WHO_*
prctl enum linux/prctl.h PR_* -PR_UNALIGN_* -PR_FPEMU_* -PR_FP_EXC_* -PR_TIMING_* -PR_ENDIAN_* -PR_TSC_* -PR_MCE_KILL_* \
-PR_SET_MM_* -PR_SET_PTRACER_ANY -PR_FP_MODE_* -PR_CAP_AMBIENT_* -PR_SVE_*_* -PR_SPEC_* -PR_PAC_*KEY* -PR_TAGGED_* \
-PR_MTE_* -PR_SCHED_CORE_* -PR_SME_*_* -PR_SET_VMA_* -PR_SYS_DISPATCH_* -PR_TASK_PERF_EVENTS_*_* PR_PAC_RESET_KEYS PR_PAC_SET_ENABLED_KEYS \
PR_PAC_GET_ENABLED_KEYS PR_SVE_SET_VL PR_SVE_GET_VL PR_SME_SET_VL PR_SME_GET_VL
arch_prctl enum asm/prctl.h ARCH_*
seccomp enum linux/seccomp.h SECCOMP_SET_MODE_* SECCOMP_GET_*
seccomp_flags bits linux/seccomp.h SECCOMP_FILTER_FLAG_*
ptrace enum linux/ptrace.h PTRACE_* -PTRACE_EVENT_* -PTRACE_O_* -PTRACE_PEEKSIGINFO_SHARED -PTRACE_SYSCALL_INFO_* \
-PTRACE_EVENTMSG_*
kcmp enum linux/kcmp.h KCMP_* -KCMP_TYPES
pidfd bits linux/pidfd.h PIDFD_*
family enum sys/socket.h AF_* -AF_LOCAL -AF_FILE -AF_ROUTE -AF_MAX
socket bits sys/socket.h SOCK_CLOEXEC SOCK_NONBLOCK / 15 SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET \
SOCK_DCCP SOCK_PACKET
sock_flags bits sys/socket.h SOCK_CLOEXEC SOCK_NONBLOCK
message bits sys/socket.h MSG_* -MSG_TRYHARD
shutdown enum sys/socket.h SHUT_*
sock_level enum netinet/in.h,netinet/tcp.h,netinet/udp.h,sys/socket.h SOL_*
so enum asm/socket.h SO_* -SO_GET_FILTER -SO_DETACH_BPF -SO_TIMESTAMP -SO_TIMESTAMPNS -SO_TIMESTAMPING -SO_RCVTIMEO -SO_SNDTIMEO \
-SO_DEVMEM_*
tcp enum linux/tcp.h TCP_* -TCP_FLAG_* -TCP_DATA_OFFSET -TCP_CA_* -TCP_NLA_* -TCP_*_QUEUE -TCP_QUEUES_NR -TCP_MSS_* \
-TCP_FASTOPEN_CLIENT_FAIL -TCP_CM_INQ -TCP_RECEIVE_ZEROCOPY_* -TCP_MD5SIG_* -TCP_REPAIR_O* -TCP_ESTABLISHED -TCP_SYN_* -TCP_AO_*
ip_proto enum netinet/in.h IPPROTO_* -IPPROTO_MAX -IPPROTO_HOPOPTS -IPPROTO_ROUTING -IPPROTO_FRAGMENT -IPPROTO_ICMPV6 \
-IPPROTO_NONE -IPPROTO_DSTOPTS -IPPROTO_MH IPPROTO_ICMPV6
netlink enum linux/netlink.h NETLINK_ROUTE NETLINK_USERSOCK NETLINK_SOCK_DIAG NETLINK_XFRM NETLINK_SELINUX NETLINK_AUDIT \
NETLINK_CONNECTOR NETLINK_NETFILTER NETLINK_DNRTMSG NETLINK_KOBJECT_UEVENT NETLINK_GENERIC NETLINK_CRYPTO NETLINK_RDMA
epoll_op enum linux/eventpoll.h EPOLL_CTL_*
epoll_flags bits linux/fcntl.h,linux/eventpoll.h EPOLL_CLOEXEC
eventfd bits linux/fcntl.h,sys/eventfd.h EFD_*
signalfd bits linux/signalfd.h SFD_*
inotify_new bits linux/inotify.h IN_CLOEXEC IN_NONBLOCK
inotify bits linux/inotify.h IN_* -IN_CLOEXEC -IN_NONBLOCK -IN_CLOSE -IN_MOVE -IN_ALL_EVENTS
fanotify_new bits linux/fanotify.h FAN_CLOEXEC FAN_NONBLOCK FAN_UNLIMITED_* FAN_ENABLE_AUDIT FAN_REPORT_* \
-FAN_REPORT_DFID_NAME -FAN_REPORT_DFID_NAME_TARGET / 12 FAN_CLASS_NOTIF FAN_CLASS_CONTENT FAN_CLASS_PRE_CONTENT
fanotify_mark bits linux/fanotify.h FAN_MARK_ADD FAN_MARK_REMOVE FAN_MARK_DONT_FOLLOW FAN_MARK_ONLYDIR FAN_MARK_MOUNT \
FAN_MARK_IGNORED_MASK FAN_MARK_IGNORED_SURV_MODIFY FAN_MARK_FLUSH FAN_MARK_FILESYSTEM FAN_MARK_EVICTABLE FAN_MARK_IGNORE
fanotify bits linux/fanotify.h FAN_ACCESS FAN_MODIFY FAN_ATTRIB FAN_CLOSE_* FAN_OPEN FAN_MOVED_* FAN_CREATE FAN_DELETE \
FAN_DELETE_SELF FAN_MOVE_SELF FAN_OPEN_EXEC FAN_Q_OVERFLOW FAN_FS_ERROR FAN_OPEN_PERM FAN_ACCESS_PERM \
FAN_OPEN_EXEC_PERM FAN_EVENT_ON_CHILD FAN_RENAME FAN_ONDIR
mount bits linux/mount.h MS_* -MS_VERBOSE -MS_RMT_MASK -MS_MGC_MSK
umount bits sys/mount.h MNT_* UMOUNT_NOFOLLOW
move_mount bits linux/mount.h MOVE_MOUNT_* -MOVE_MOUNT__MASK
mount_attr bits linux/mount.h MOUNT_ATTR_* -MOUNT_ATTR__ATIME -MOUNT_ATTR_RELATIME -MOUNT_ATTR_SIZE_*
fsopen bits linux/mount.h FSOPEN_*
fsconfig enum linux/mount.h FSCONFIG_*
fsmount bits linux/mount.h FSMOUNT_*
fspick bits linux/mount.h FSPICK_*
swapon bits sys/swap.h SWAP_FLAG_PREFER SWAP_FLAG_DISCARD
reboot_magic enum linux/reboot.h LINUX_REBOOT_MAGIC*
reboot enum linux/reboot.h LINUX_REBOOT_CMD_*
random bits linux/random.h GRND_*
bpf enum linux/bpf.h BPF_MAP_CREATE>BPF_PROG_BIND_MAP -BPF_PROG_RUN
perf bits linux/perf_event.h PERF_FLAG_*
uring_enter bits linux/io_uring.h IORING_ENTER_*
uring_register enum linux/io_uring.h IORING_REGISTER_* IORING_UNREGISTER_* -IORING_REGISTER_LAST \
-IORING_REGISTER_FILES_SKIP
landlock_rule enum linux/landlock.h LANDLOCK_RULE_*
landlock bits linux/landlock.h LANDLOCK_CREATE_RULESET_VERSION
rseq bits linux/rseq.h RSEQ_FLAG_*
key enum linux/ipc.h IPC_PRIVATE
ipc_get octal linux/ipc.h,linux/shm.h IPC_CREAT IPC_EXCL SHM_HUGETLB SHM_NORESERVE
ipc_flags bits linux/ipc.h IPC_NOWAIT
message_get bits linux/ipc.h,linux/msg.h IPC_NOWAIT MSG_NOERROR MSG_EXCEPT MSG_COPY
shm_at bits linux/shm.h SHM_RDONLY SHM_RND SHM_REMAP SHM_EXEC
sem_ctl bits linux/ipc.h,linux/sem.h IPC_64 / 255 IPC_RMID IPC_SET IPC_STAT IPC_INFO GETPID GETVAL GETALL GETNCNT GETZCNT SETVAL \
SETALL SEM_STAT SEM_INFO SEM_STAT_ANY
shm_ctl bits linux/ipc.h,linux/shm.h IPC_64 / 255 IPC_RMID IPC_SET IPC_STAT IPC_INFO SHM_LOCK SHM_UNLOCK SHM_STAT \
SHM_INFO SHM_STAT_ANY
msg_ctl bits linux/ipc.h,linux/msg.h IPC_64 / 255 IPC_RMID IPC_SET IPC_STAT IPC_INFO MSG_STAT MSG_INFO MSG_STAT_ANY
socketcall enum linux/net.h SYS_*
ipc_call enum linux/ipc.h SEMOP SEMGET SEMCTL SEMTIMEDOP MSGSND MSGRCV MSGGET MSGCTL SHMAT SHMDT SHMGET SHMCTL
keyctl enum linux/keyctl.h KEYCTL_* -KEYCTL_MOVE_EXCL -KEYCTL_CAPS*_* -KEYCTL_SUPPORTS_*
keyring enum linux/keyctl.h KEY_SPEC_*
module bits linux/module.h MODULE_INIT_*
module_remove bits linux/fcntl.h O_NONBLOCK O_TRUNC
kexec_file bits linux/kexec.h KEXEC_FILE_*
`;

// Kinds that depend on an argument before: `name distance mask headers value,value:kind ... *:kind`; the kind `none`
// leaves the argument out of the text, because the kernel does not read it.
export const SWITCHES = `
create_mode -1 O_CREAT|__O_TMPFILE linux/fcntl.h 0:none *:mode
fcntl_arg -1 -1 linux/fcntl.h F_GETFD,F_GETFL,F_GETOWN,F_GETSIG,F_GETLEASE,F_GETPIPE_SZ,F_GET_SEALS:none F_SETFD:fd_flags \
F_SETFL:open F_DUPFD,F_DUPFD_CLOEXEC,F_SETOWN,F_SETPIPE_SZ:int F_SETSIG:signal F_SETLEASE:lease F_ADD_SEALS:seal *:pointer
mremap_to -1 MREMAP_FIXED|MREMAP_DONTUNMAP linux/mman.h 0:none *:pointer
futex_value -1 FUTEX_CMD_MASK linux/futex.h FUTEX_LOCK_PI,FUTEX_LOCK_PI2,FUTEX_UNLOCK_PI,FUTEX_TRYLOCK_PI:none *:uint
futex_time -2 FUTEX_CMD_MASK linux/futex.h FUTEX_WAKE,FUTEX_WAKE_BITSET,FUTEX_UNLOCK_PI,FUTEX_TRYLOCK_PI,FUTEX_FD:none \
FUTEX_REQUEUE,FUTEX_CMP_REQUEUE,FUTEX_WAKE_OP,FUTEX_CMP_REQUEUE_PI:uint *:pointer
futex_second -3 FUTEX_CMD_MASK linux/futex.h \
FUTEX_REQUEUE,FUTEX_CMP_REQUEUE,FUTEX_WAKE_OP,FUTEX_CMP_REQUEUE_PI,FUTEX_WAIT_REQUEUE_PI:pointer *:none
futex_third -4 FUTEX_CMD_MASK linux/futex.h FUTEX_CMP_REQUEUE,FUTEX_CMP_REQUEUE_PI:uint \
FUTEX_WAKE_OP,FUTEX_WAIT_BITSET,FUTEX_WAKE_BITSET,FUTEX_WAIT_REQUEUE_PI:hex *:none
protocol -2 -1 sys/socket.h AF_INET,AF_INET6:ip_proto AF_NETLINK:netlink *:int
sock_option -1 -1 netinet/in.h,sys/socket.h SOL_SOCKET:so IPPROTO_TCP:tcp *:int
prctl_2 -1 -1 linux/prctl.h PR_GET_DUMPABLE,PR_GET_KEEPCAPS,PR_GET_TIMERSLACK,PR_GET_SECCOMP,PR_GET_SECUREBITS,\
PR_GET_NO_NEW_PRIVS,PR_GET_THP_DISABLE,PR_GET_IO_FLUSHER:none PR_SET_PDEATHSIG:signal \
PR_SET_DUMPABLE,PR_SET_KEEPCAPS,PR_SET_TIMERSLACK,PR_CAPBSET_READ,PR_CAPBSET_DROP,PR_SET_CHILD_SUBREAPER,\
PR_SET_NO_NEW_PRIVS,PR_SET_SECCOMP,PR_SET_THP_DISABLE:int PR_SET_NAME,PR_GET_NAME:path *:hex
prctl_3 -2 -1 linux/prctl.h PR_GET_DUMPABLE,PR_GET_KEEPCAPS,PR_GET_TIMERSLACK,PR_GET_SECCOMP,PR_GET_SECUREBITS,\
PR_SET_PDEATHSIG,PR_GET_PDEATHSIG,PR_SET_DUMPABLE,PR_SET_KEEPCAPS,PR_SET_TIMERSLACK,PR_CAPBSET_READ,PR_CAPBSET_DROP,\
PR_SET_CHILD_SUBREAPER,PR_GET_CHILD_SUBREAPER,PR_SET_NAME,PR_GET_NAME,PR_SET_SECUREBITS:none *:hex
prctl_4 -3 -1 linux/prctl.h PR_GET_DUMPABLE,PR_GET_KEEPCAPS,PR_GET_TIMERSLACK,PR_GET_SECCOMP,PR_GET_SECUREBITS,\
PR_SET_PDEATHSIG,PR_GET_PDEATHSIG,PR_SET_DUMPABLE,PR_SET_KEEPCAPS,PR_SET_TIMERSLACK,PR_CAPBSET_READ,PR_CAPBSET_DROP,\
PR_SET_CHILD_SUBREAPER,PR_GET_CHILD_SUBREAPER,PR_SET_NAME,PR_GET_NAME,PR_SET_SECUREBITS,PR_SET_SECCOMP:none *:hex
prctl_5 -4 -1 linux/prctl.h PR_GET_DUMPABLE,PR_GET_KEEPCAPS,PR_GET_TIMERSLACK,PR_GET_SECCOMP,PR_GET_SECUREBITS,\
PR_SET_PDEATHSIG,PR_GET_PDEATHSIG,PR_SET_DUMPABLE,PR_SET_KEEPCAPS,PR_SET_TIMERSLACK,PR_CAPBSET_READ,PR_CAPBSET_DROP,\
PR_SET_CHILD_SUBREAPER,PR_GET_CHILD_SUBREAPER,PR_SET_NAME,PR_GET_NAME,PR_SET_SECUREBITS,PR_SET_SECCOMP:none *:hex
`;

// Kinds by argument: `call call ...: argument=kind ...`.
export const KINDS = `
open openat mq_open: flags=open oflag=open mode=create_mode
open_by_handle_at: flags=open
dup3 pipe2: flags=pipe
fcntl: cmd=fcntl arg=fcntl_arg
ioctl: cmd=hex arg=hex
access faccessat faccessat2: mode=access flags=at_access
fchmodat2 fchownat utimensat newfstatat execveat setxattrat getxattrat listxattrat removexattrat: flag=at_look flags=at_look
setxattrat getxattrat listxattrat removexattrat file_getattr file_setattr: at_flags=at_look
linkat: flags=at_link
unlinkat: flag=at_remove
statx: flags=at_statx mask=statx
name_to_handle_at: flag=at_handle
execveat: fd=dirfd
open_tree open_tree_attr: flags=at_tree
mount_setattr: flags=at_mount
mknod mknodat: mode=file_mode dev=hex
ustat: dev=hex
umask: mask=mode
lseek _llseek: whence=whence
flock: cmd=flock
fallocate: mode=fallocate
fadvise64 fadvise64_64: advice=fadvise
sync_file_range: flags=sync_range
splice tee vmsplice: flags=splice nr_segs=size
renameat2: flags=rename
setxattr lsetxattr fsetxattr: flags=xattr
close_range: flags=close_range fd=uint max_fd=uint
memfd_create: flags=memfd
mmap mmap2: addr=pointer len=size prot=prot flags=map fd=fd off=hex pgoff=hex
mprotect pkey_mprotect remap_file_pages: start=pointer size=size prot=prot flags=map pgoff=size
brk: brk=pointer
munmap madvise mincore mlock munlock mseal msync mlock2: addr=pointer start=pointer
mremap: addr=pointer old_len=size new_len=size flags=mremap new_addr=mremap_to
msync: flags=msync
mlock2: flags=mlock2
mlockall: flags=mlockall
madvise process_madvise: behavior=madvise
pkey_alloc: init_val=pkey
mbind get_mempolicy set_mempolicy set_mempolicy_home_node: start=pointer len=size addr=pointer mode=mempolicy maxnode=size
mbind move_pages: flags=mempolicy_move nr_pages=size
get_mempolicy: flags=mempolicy_get
migrate_pages: maxnode=size
set_mempolicy_home_node: home_node=size
map_shadow_stack: addr=pointer size=size
userfaultfd: flags=userfault
membarrier: cmd=membarrier
kill tkill tgkill rt_sigaction rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal sigaction signal: sig=signal
rt_sigprocmask sigprocmask: how=sigmask_how
clone: clone_flags=clone newsp=pointer tls=pointer
unshare setns: unshare_flags=namespaces flags=namespaces
wait4 waitid waitpid: options=wait
waitid: which=wait_which
futex: op=futex val=futex_value utime=futex_time uaddr2=futex_second val3=futex_third
futex_waitv futex_wait: clockid=clock
timerfd_create: clockid=clock flags=timerfd_new
timerfd_settime: flags=timerfd
timer_settime clock_nanosleep: flags=timer
getitimer setitimer: which=itimer
sched_setscheduler sched_get_priority_max sched_get_priority_min: policy=sched
getpriority setpriority: which=priority
getrlimit setrlimit prlimit64: resource=rlimit
getrusage: who=rusage
ioprio_get ioprio_set: which=ioprio
prctl: option=prctl arg2=prctl_2 arg3=prctl_3 arg4=prctl_4 arg5=prctl_5
arch_prctl: option=arch_prctl
personality: personality=hex
seccomp: op=seccomp flags=seccomp_flags
ptrace: request=ptrace pid=int addr=pointer data=hex
kcmp: type=kcmp
pidfd_open: flags=pidfd
process_vm_readv process_vm_writev: liovcnt=size riovcnt=size
socket socketpair: family=family type=socket protocol=protocol
accept4: flags=sock_flags
sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg: flags=message
shutdown: how=shutdown
getsockopt setsockopt: level=sock_level optname=sock_option
readv writev preadv pwritev preadv2 pwritev2: fd=fd vlen=size pos_l=int pos_h=none
preadv2 pwritev2: flags=rwf
epoll_ctl epoll_ctl_old: op=epoll_op
epoll_create1: flags=epoll_flags
eventfd2: flags=eventfd
signalfd4: flags=signalfd
inotify_init1: flags=inotify_new
inotify_add_watch: mask=inotify
fanotify_init: flags=fanotify_new event_f_flags=open
fanotify_mark: flags=fanotify_mark mask=fanotify
mount: flags=mount
umount: flags=umount
move_mount: flags=move_mount
fsopen: flags=fsopen
fsconfig: cmd=fsconfig
fsmount: flags=fsmount attr_flags=mount_attr
fspick: flags=fspick
swapon: swap_flags=swapon
reboot: magic1=reboot_magic magic2=reboot_magic cmd=reboot
getrandom: flags=random
bpf: cmd=bpf
perf_event_open: flags=perf
io_uring_enter: flags=uring_enter
io_uring_register: opcode=uring_register
landlock_add_rule: rule_type=landlock_rule
landlock_create_ruleset: flags=landlock
rseq: flags=rseq sig=hex
msgget semget shmget: msgflg=ipc_get semflg=ipc_get shmflg=ipc_get key=key
msgsnd: msgflg=ipc_flags
msgrcv: msgflg=message_get
shmat: shmflg=shm_at
semctl: cmd=sem_ctl
shmctl: cmd=shm_ctl
msgctl: cmd=msg_ctl
socketcall: call=socketcall
ipc: call=ipc_call
keyctl: option=keyctl
add_key request_key: ringid=keyring destringid=keyring
finit_module: flags=module
delete_module: flags=module_remove
kexec_file_load: flags=kexec_file cmdline_len=size
kexec_load init_module: entry=pointer nr_segments=size len=size
quotactl quotactl_fd: cmd=hex
getcwd: size=size
modify_ldt: bytecount=size
ioperm: from=size num=size
`;
