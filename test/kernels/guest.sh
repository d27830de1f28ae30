# SPDX-License-Identifier: Apache-2.0
# The test, run as root in the guest by /init: the helper as root, everything else as an ordinary user, as on a desktop.
# What it leaves in /results reaches the host; its exit status is the verdict.

PRODUCT=/r
SECONDS_A_STEP=45 # ten steps have to fit into the time that run.sh gives a guest
bad=0

# shellcheck source=test/kernels/boxes.sh
. /t/boxes.sh

# as_user COMMAND ...: as user 1000, with a root helper at the other end of descriptor $RINGSIDE_HELPER_FD.
as_user() { timeout "$SECONDS_A_STEP" node "$PRODUCT/out/test/support/as-ordinary-user.js" -- "$@"; }
ringside() { as_user node "$PRODUCT/out/src-main/cli/main.js" "$@"; }

# expect STATUS TEXT: one line for a step, given the status that it ended with.
expect() {
  [ "$1" -eq 0 ] && echo "ok   $2" && return
  echo "bad  $2: ended with $1"
  bad=1
}

# keep NAME COMMAND ...: both outputs go to /results; the complaints are shown when it fails.
keep() {
  local name=$1 status=0
  shift
  "$@" >"/results/$name.json" 2>"/results/$name.err" || status=$?
  expect "$status" "$name ends well"
  [ "$status" -eq 0 ] || tail -n 20 "/results/$name.err"
}

# Before 6.3 it says what the tracer of the network lacks there, and ends with 3.
doctor_says() {
  local status=0 expected=0
  case $(uname -r) in 5.* | 6.[0-2].*) expected=3 ;; esac
  ringside doctor --json || status=$?
  [ "$status" -eq "$expected" ]
}

# A test as root would prove nothing about users: the engine's rights are looked at, not assumed.
no_rights() {
  as_user cat /proc/self/status >/results/engine-status.txt 2>/results/engine-status.err &&
    grep -q '^Uid:[[:space:]]*1000[[:space:]]*1000[[:space:]]*1000' /results/engine-status.txt &&
    grep -q '^CapEff:[[:space:]]*0*$' /results/engine-status.txt
}

nothing_left() {
  /t/bpf-left 1000
  expect $? "nothing of BPF is left after $1"
}

nothing_left 'the start of the machine'
no_rights
expect $? 'the engine is user 1000 without a capability'
nothing_left 'the helper alone'
keep watch ringside watch syscalls --json -- "$PRODUCT/native/build/ringside-known"
nothing_left watch
keep files ringside watch files --json --events -- sh -c 'cat /proc/version; cd /proc; cat ./nowhere; true'
nothing_left files
mkdir -m 777 /tmp/ring
keep ring ringside watch files --json --events --budget 0 --limit 10000 -- "$PRODUCT/native/build/ringside-ring-opens" /tmp/ring 500
nothing_left ring
mkdir -m 777 /tmp/io
keep io ringside watch file_io --json -- "$PRODUCT/native/build/ringside-file-io" /tmp/io
nothing_left io
keep processes ringside watch processes --json --events -- sh -c 'true; sh -c "exit 7"; sh -c "kill -9 \$\$"; ./nowhere; true'
nothing_left processes
keep network ringside watch network --json --events --limit 10000 -- "$PRODUCT/native/build/ringside-talks" 127.0.0.1 plain 3 served half refused nonblocking reset linger worker many 300
nothing_left network
# A group of v2 alone, named as Docker names it: made and entered while nobody watches, and told all the same.
group=/sys/fs/cgroup/system.slice/docker-$(printf 'c0de%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16).scope
mkdir -p "$group"
in_group() (echo "$(exec sh -c 'echo $PPID')" >"$group/cgroup.procs" && "$@")
keep groups in_group ringside watch syscalls --json --container c0de -- "$PRODUCT/native/build/ringside-known"
nothing_left groups
watch_boxes
nothing_left boxes
keep doctor doctor_says
nothing_left doctor

dmesg >/results/dmesg.txt
! grep -E 'WARNING: |BUG: |Oops' /results/dmesg.txt
expect $? 'the kernel did not complain'

node /t/check.mjs /results || bad=1
exit "$bad"
