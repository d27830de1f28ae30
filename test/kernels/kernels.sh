# SPDX-License-Identifier: Apache-2.0
# Which kernels there are, and how to get one: a Debian package, unpacked into the cache, its image kept.
# Sourced by run.sh, which provides fail() and $KERNELS (the cache folder).

KERNEL_PACKAGE=linux-image-cloud-amd64 # small: no graphics, no sound, the drivers of virtual machines only
declare -A KERNEL_SUITE=([5.10]=bullseye [6.1]=bookworm [6.12]=trixie [7.x]=sid)
# shellcheck disable=SC2034 # run.sh reads it
DEFAULT_KERNELS=(6.1 6.12 7.x)
DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

kernel_is_known() { [ -n "${KERNEL_SUITE[$1]:-}" ]; }

# Whole or absent: a folder appears by rename only, and the checksum notices what was damaged since.
kernel_is_cached() {
  local folder=$KERNELS/images/$1
  [ -s "$folder/release" ] && (cd "$folder" && sha256sum --check --status vmlinuz.sha256 2>/dev/null)
}

# The address comes from this machine's apt, so a mirror or a proxy that its owner set up is used here too.
# $1 is the label that Debian gives an archive: Debian, or Debian-Security.
# shellcheck disable=SC2016 # apt fills these names in, not the shell
archive_address() {
  apt-get indextargets --format '$(LABEL) $(SITE)' 'Identifier: Packages' 2>/dev/null |
    awk -v label="$1" '$1 == label && !found { print $2; found = 1 }' || true
}

# private_apt ROOT COMMAND ...: an apt command that knows nothing of this machine's packages and changes none.
private_apt() {
  local root=$1
  shift
  "$@" -o Dir::State="$root" -o Dir::State::lists="$root/lists" -o Dir::State::status="$root/status" \
    -o Dir::Cache="$root/cache" -o Dir::Etc::sourcelist="$root/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o APT::Architecture=amd64 -o APT::Sandbox::User="$(id -un)" \
    -o APT::Update::Error-Mode=any # without this a failed download is only a warning
}

write_apt_root() {
  local root=$1 suite=$2 main security
  main=$(archive_address Debian)
  security=$(archive_address Debian-Security)
  [ -n "$main" ] || fail "No Debian archive is known to this machine's apt, and the kernels come from there." \
    "Run this on a Debian machine whose lists are up to date: apt-get update."
  [ -r "$DEBIAN_KEYRING" ] || fail "The keys that sign Debian's packages are missing: $DEBIAN_KEYRING." \
    "Install them: apt-get install debian-archive-keyring."
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial"
  touch "$root/status"
  {
    echo "deb [signed-by=$DEBIAN_KEYRING] $main $suite main"
    # sid has no security archive; fixes arrive in sid itself.
    [ "$suite" = sid ] || [ -z "$security" ] || echo "deb [signed-by=$DEBIAN_KEYRING] $security $suite-security main"
  } >"$root/sources.list"
}

# The meta package leads to linux-image-VERSION; where that holds no image itself, it leads on to linux-binary-VERSION.
kernel_packages() {
  private_apt "$1" apt-cache depends --important --recurse "$KERNEL_PACKAGE" |
    grep -E '^linux-(image|binary)-[0-9]' | sort -u
}

fetch_kernel() {
  local name=$1 suite=${KERNEL_SUITE[$1]} work image packages=()
  echo "fetching kernel $name from Debian $suite"
  work=$SCRATCH/fetch-$name # removed with $SCRATCH: no list and no address outlives the run
  write_apt_root "$work/apt" "$suite"
  private_apt "$work/apt" apt-get -qq update ||
    fail "The package lists of Debian $suite could not be fetched, so kernel $name is not to be had." \
      "Check the network, and that apt-get update works on this machine."
  mapfile -t packages < <(kernel_packages "$work/apt")
  [ ${#packages[@]} -gt 0 ] || fail "Debian $suite has no kernel package behind $KERNEL_PACKAGE." \
    "Look at test/kernels/kernels.sh: the suite or the package may have been renamed."
  mkdir -p "$work/debs" "$work/files" "$work/image"
  (cd "$work/debs" && private_apt "$work/apt" apt-get -qq download "${packages[@]}") ||
    fail "The packages of kernel $name could not be downloaded:" "${packages[@]}" "Check the network and the free space."
  for deb in "$work"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/files" --wildcards './boot/vmlinuz*' './usr/lib/modules/*/vmlinuz' 2>/dev/null || true
  done
  image=$(find "$work/files" -name 'vmlinuz*' -type f -size +1M | head -n 1)
  [ -n "$image" ] || fail "None of these packages holds a kernel image:" "${packages[@]}" "Look at test/kernels/kernels.sh."
  keep_kernel "$name" "$image" "$work/image"
}

keep_kernel() {
  local name=$1 image=$2 folder=$3 version
  cp "$image" "$folder/vmlinuz"
  version=$(file_kernel_version "$image")
  case $version in
    "${name%x}"*) ;;
    *) fail "Debian ${KERNEL_SUITE[$name]} now carries kernel $version, which is not a $name." \
      "Change the table at the top of test/kernels/kernels.sh." ;;
  esac
  echo "$version" >"$folder/release"
  (cd "$folder" && sha256sum vmlinuz >vmlinuz.sha256)
  mkdir -p "$KERNELS/images"
  rm -rf "${KERNELS:?}/images/$name"
  mv "$folder" "$KERNELS/images/$name"
}

# An x86 image says where its version text lies: a 16-bit offset at 0x20e, counted from 0x200 (boot protocol 2.00).
file_kernel_version() {
  local offset
  offset=$(od -An -j 526 -N 2 -t u2 "$1" | tr -d ' ')
  dd if="$1" bs=1 skip=$((offset + 512)) count=80 status=none | tr '\0' '\n' | head -n 1 | cut -d ' ' -f 1
}
