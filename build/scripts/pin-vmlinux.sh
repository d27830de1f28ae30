#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pins the kernel types that the BPF programs are compiled against to those of the running kernel.
# CO-RE relocates field offsets at load time, so any recent kernel will do; run this only to reach new types.
set -eu
arch=$(uname -m | sed 's/x86_64/x86/; s/aarch64/arm64/')
out=$(dirname "$0")/../../bpf/vmlinux/$arch/vmlinux.h
{
	echo "/* SPDX-License-Identifier: GPL-2.0-only */"
	echo "/* Kernel types for CO-RE, pinned: Linux $(uname -r | cut -d- -f1) $(uname -m), written by build/scripts/pin-vmlinux.sh (bpftool $(bpftool version | awk 'NR==1{print $2}')). */"
	bpftool btf dump file /sys/kernel/btf/vmlinux format c
} > "$out.new"
mv "$out.new" "$out"
