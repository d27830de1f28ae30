#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Boots stock Debian kernels under QEMU and runs the product in each. README.md says what that proves.
set -euo pipefail
umask 022
export LC_ALL=C # a decimal comma would spoil the arithmetic

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPO=$(cd "$HERE/../.." && pwd)
KERNELS=${RINGSIDE_CACHE:-$HOME/.cache/ringside}/kernels
AT_A_TIME=${RINGSIDE_KERNELS_AT_A_TIME:-2}
SECONDS_A_KERNEL=${RINGSIDE_KERNELS_TIMEOUT:-420}
MEMORY_MIB=1024
GUEST_TEST=guest.sh

# What happened, then details and what to do about it, a line each.
fail() {
  echo "test:kernels: $1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 2
}

# shellcheck source=test/kernels/kernels.sh
. "$HERE/kernels.sh"
# shellcheck source=test/kernels/image.sh
. "$HERE/image.sh"
# shellcheck source=test/kernels/summary.sh
. "$HERE/summary.sh"

usage() {
  cat <<USAGE
usage: bash test/kernels/run.sh [--boot-only] [--refresh] [name ...]
  name          a kernel: 5.10, 6.1, 6.12, 7.x; without one: ${DEFAULT_KERNELS[*]}
  --boot-only   do not run the product, only prove that the guests start and Node in them
  --refresh     fetch the kernels again, also those in the cache
USAGE
}

# ---- the machine ----------------------------------------------------------------------------------------------------

require_tools() {
  local tool missing=()
  for tool in qemu-system-x86_64 busybox cpio gcc node apt-get dpkg-deb runc; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [ ${#missing[@]} -eq 0 ] || fail "These programs are missing: ${missing[*]}." \
    "Install them: apt-get install qemu-system-x86 busybox-static cpio gcc libc6-dev runc"
  ! ldd "$(command -v busybox)" >/dev/null 2>&1 || fail "busybox is linked with shared libraries; the guest needs a static one." \
    "Install it: apt-get install busybox-static"
}

take_cache() {
  mkdir -p "$KERNELS" 2>/dev/null || fail "The cache folder cannot be made: $KERNELS." "Set RINGSIDE_CACHE to a folder of yours."
  exec 9>"$KERNELS/lock"
  flock --nonblock 9 || fail "Another run of this test uses $KERNELS." "Wait for it, or set RINGSIDE_CACHE to another folder."
}

# ---- guests ---------------------------------------------------------------------------------------------------------

declare -A GUEST_OF=() STARTED=() # by process id; microseconds

clean_up() {
  local pid
  for pid in "${!GUEST_OF[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  [ -z "${SCRATCH:-}" ] || rm -rf "$SCRATCH"
}

# Software emulation always: it is there on every machine, and gives every machine the same processor.
start_guest() {
  local name=$1 folder=$KERNELS/results/$1
  rm -rf "$folder"
  mkdir -p "$folder"
  # exec, so that the job is timeout itself: it passes a signal on to QEMU. Mitigations only slow an emulator down.
  # One thread: with one for each CPU, 7.x steps on an int3 of its own that another CPU has just patched away, and panics.
  (exec timeout --kill-after=5 "$SECONDS_A_KERNEL" qemu-system-x86_64 \
    -accel tcg,thread=single -cpu max -smp 2 -m "$MEMORY_MIB" -nodefaults -display none -nic none -no-reboot \
    -serial "file:$folder/console.log" -serial "file:$folder/said.log" -serial "file:$folder/results.tar.gz" \
    -kernel "$KERNELS/images/$name/vmlinuz" -initrd "$SCRATCH/image.cpio" \
    -append "console=ttyS0 quiet panic=-1 mitigations=off" \
    </dev/null >"$folder/qemu.log" 2>&1) 9>&- &
  GUEST_OF[$!]=$name
  STARTED[$!]=${EPOCHREALTIME/./}
  echo "started $name ($(cat "$KERNELS/images/$name/release"))"
}

# Waits for whichever guest ends next, and judges it.
finish_guest() {
  local pid status=0 name
  wait -n -p pid "${!GUEST_OF[@]}" || status=$?
  name=${GUEST_OF[$pid]}
  unset "GUEST_OF[$pid]"
  judge "$name" "$status" $(((${EPOCHREALTIME/./} - STARTED[$pid]) / 1000))
}

main() {
  local names=() name refresh=
  while [ $# -gt 0 ]; do
    case $1 in
      --boot-only) GUEST_TEST=guest-boot-only.sh ;;
      --refresh) refresh=1 ;;
      -h | --help) usage && exit 0 ;;
      *) kernel_is_known "$1" || { usage >&2 && fail "There is no kernel named $1."; }
        names+=("$1") ;;
    esac
    shift
  done
  [ ${#names[@]} -gt 0 ] || names=("${DEFAULT_KERNELS[@]}")

  require_tools
  [ "$GUEST_TEST" = guest-boot-only.sh ] || require_product
  take_cache
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  SCRATCH=$(mktemp -d "$KERNELS/work.XXXXXX")

  for name in "${names[@]}"; do
    # On a refresh the old image stays until the new one is whole.
    if [ -n "$refresh" ] || ! kernel_is_cached "$name"; then fetch_kernel "$name"; fi
  done
  make_image
  for name in "${names[@]}"; do
    [ ${#GUEST_OF[@]} -lt "$AT_A_TIME" ] || finish_guest
    start_guest "$name"
  done
  while [ ${#GUEST_OF[@]} -gt 0 ]; do finish_guest; done
  summarise "${names[@]}"
}

main "$@"
