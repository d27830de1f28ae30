// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs';

/** Whether the kernel filters the system calls of that process: asked of the kernel, not of our own switches. */
export function isSandboxed(pid: number): boolean {
  try {
    return /^Seccomp:\s*2$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
