// SPDX-License-Identifier: Apache-2.0
// A control group of a test's own that may have so much memory and no more, in the v1 tree or in v2's.

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const V1 = '/sys/fs/cgroup/memory';
const V2 = '/sys/fs/cgroup';

export class MemoryGroup {
  private readonly v1 = existsSync(join(V1, 'memory.limit_in_bytes'));
  readonly path = join(this.v1 ? V1 : V2, `ringside-memory-${process.pid}`);

  constructor(bytes: number) {
    if (!this.v1) writeFileSync(join(V2, 'cgroup.subtree_control'), '+memory');
    mkdirSync(this.path);
    writeFileSync(join(this.path, this.v1 ? 'memory.limit_in_bytes' : 'memory.max'), String(bytes));
  }

  /** Its path below the root of its tree, without the slash. */
  get name(): string {
    return basename(this.path);
  }

  /** What a process writes its number to, to be in it. */
  get members(): string {
    return join(this.path, 'cgroup.procs');
  }

  /** Bytes that are in it now. */
  get used(): number {
    return Number(
      readFileSync(join(this.path, this.v1 ? 'memory.usage_in_bytes' : 'memory.current'), 'utf8'),
    );
  }

  /** Kills for want of memory in it, as the kernel counts them. */
  get kills(): number {
    const text = readFileSync(join(this.path, this.v1 ? 'memory.oom_control' : 'memory.events'), 'utf8');
    return Number(/^oom_kill (\d+)$/m.exec(text)?.[1]);
  }

  remove(): void {
    rmdirSync(this.path);
  }
}
