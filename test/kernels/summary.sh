# SPDX-License-Identifier: Apache-2.0
# From what a guest said to a verdict, and from the verdicts to the table at the end.
# Sourced by run.sh, which provides $KERNELS and $SECONDS_A_KERNEL. A guest says figures as lines "# name value".

declare -A VERDICT=() # by kernel: passed, or why not

said() { sed -n "s/^# $2 //p" "$KERNELS/results/$1/said.log" 2>/dev/null | tail -n 1; }

# judge NAME STATUS MILLISECONDS: only an EXIT:0 from the guest is a pass, whatever QEMU thinks.
judge() {
  local name=$1 status=$2 took_ms=$3 folder=$KERNELS/results/$1 verdict
  verdict=$(sed -n 's/^EXIT:\([0-9]*\)$/\1/p' "$folder/said.log" 2>/dev/null | tail -n 1)
  case $verdict:$status in
    0:*) VERDICT[$name]=passed ;;
    :124 | :137) VERDICT[$name]="no verdict in $SECONDS_A_KERNEL s" ;;
    :*) VERDICT[$name]="no verdict, QEMU ended with $status" ;;
    *) VERDICT[$name]="failed with $verdict" ;;
  esac
  printf '\n==== %s: %s, %d.%d s\n' "$name" "${VERDICT[$name]}" $((took_ms / 1000)) $((took_ms % 1000 / 100))
  cat "$folder/said.log" 2>/dev/null || true
  if [ -z "$verdict" ]; then
    echo "---- the end of its console, and what QEMU said"
    tail -n 40 "$folder/console.log" "$folder/qemu.log" 2>/dev/null || true
  fi
  [ ! -s "$folder/results.tar.gz" ] || tar -C "$folder" -xzf "$folder/results.tar.gz" 2>/dev/null ||
    echo "(the results did not arrive whole: $folder/results.tar.gz)"
}

# Exits with 1 when a kernel failed.
summarise() {
  local name passed=0 failed=0
  printf '\n%-6s %-28s %7s %8s %-14s %7s  %s\n' kernel release 'boot s' 'READY ms' 'counts exact?' misses verdict
  for name in "$@"; do
    [ "${VERDICT[$name]}" = passed ] && passed=$((passed + 1)) || failed=$((failed + 1))
    printf '%-6s %-28s %7s %8s %-14s %7s  %s\n' "$name" "$(cat "$KERNELS/images/$name/release")" \
      "$(said "$name" boot_s)" "$(said "$name" ready_ms)" "$(said "$name" counts_exact)" "$(said "$name" misses)" "${VERDICT[$name]}"
  done
  echo "documents and consoles: $KERNELS/results"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
