# SPDX-License-Identifier: Apache-2.0
# The guest's file system, one for all kernels: busybox, this machine's Node, the built product, the test.
# Sourced by run.sh, which provides fail(), $HERE, $REPO and $SCRATCH.
#
#   /init        first process          /bin         busybox, node
#   /t           test/kernels           /r           out/ and native/build/ of this checkout
#   /lib ...     the shared libraries, at the paths where the loader found them here
#
# Not compressed: unpacking would cost each guest a second, under software emulation.

PRODUCT_FILES=(
  out/src-main/cli/main.js out/test/support/as-ordinary-user.js out/test/support/watching-session.js
  native/build/ringside-helper native/build/ringside-gate native/build/ringside-known native/build/ringside-ring-opens native/build/ringside.node
)

require_product() {
  local file missing=()
  for file in "${PRODUCT_FILES[@]}"; do
    [ -s "$REPO/$file" ] || missing+=("$file")
  done
  [ ${#missing[@]} -eq 0 ] || fail "The product is not built; missing:" "${missing[@]}" \
    "Build it: npm run build. Or test only that the guests start: bash test/kernels/run.sh --boot-only."
}

# The libraries of a program or addon, the loader included. A static program has none, and ldd says so by failing.
copy_libraries() {
  local root=$1 file=$2 library
  { ldd "$file" 2>/dev/null || true; } | grep -oE '/[^ ]+' | while read -r library; do
    [ -e "$root$library" ] || install -D "$library" "$root$library"
  done || true
}

copy_product() {
  local root=$1 file
  mkdir -p "$root/r/native/build"
  cp -R "$REPO/out" "$root/r/out"
  # What tracers take messages apart with: all of them are loaded where none is named.
  mkdir -p "$root/r/node_modules/@leichtgewicht"
  cp -RL "$REPO/node_modules/dns-packet" "$root/r/node_modules/"
  cp -RL "$REPO/node_modules/@leichtgewicht/ip-codec" "$root/r/node_modules/@leichtgewicht/"
  # Files only: the folders beside them hold the compiler's intermediate objects.
  find "$REPO/native/build" -maxdepth 1 -type f -exec cp -t "$root/r/native/build" {} +
  for file in "$root"/r/native/build/*; do
    copy_libraries "$root" "$file"
  done
  chmod -R go+rX "$root/r" # whatever the umask of the build was, user 1000 of the guest reads it
}

copy_runc() {
  install "$(command -v runc)" "$1/bin/runc"
  copy_libraries "$1" "$(command -v runc)"
}

make_image() {
  local root=$SCRATCH/root node
  node=$(node -p process.execPath)
  mkdir -p "$root"/{bin,dev,etc,home/viewer,proc,r,results,root,sys,t,tmp}
  install "$HERE/init" "$root/init"
  install "$(command -v busybox)" "$root/bin/busybox"
  install "$node" "$root/bin/node"
  copy_libraries "$root" "$node"
  [ ! -r /etc/ld.so.cache ] || cp /etc/ld.so.cache "$root/etc/"
  printf '%s\n' root:x:0:0:root:/root:/bin/sh viewer:x:1000:1000:viewer:/home/viewer:/bin/sh >"$root/etc/passwd"
  printf '%s\n' root:x:0: viewer:x:1000: >"$root/etc/group"

  cp "$HERE/check.mjs" "$HERE/judge-network.mjs" "$HERE/boxes.sh" "$root/t/"
  cp "$HERE/$GUEST_TEST" "$root/t/guest.sh"
  gcc -static -O1 -Wall -Werror -o "$root/t/bpf-left" "$HERE/bpf-left.c" ||
    fail "test/kernels/bpf-left.c does not compile." "Needed: gcc, libc6-dev and linux-libc-dev."
  [ "$GUEST_TEST" = guest-boot-only.sh ] || { copy_product "$root" && copy_runc "$root"; }

  # Everything belongs to root in the guest, whoever runs this: the helper has to be root's.
  (cd "$root" && find . | cpio --quiet --create --format=newc --owner=0:0) >"$SCRATCH/image.cpio"
}
