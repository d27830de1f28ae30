// SPDX-License-Identifier: Apache-2.0
// Names of users, as /etc/passwd has them. Names of a directory service are asked for where a person gives one.

import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';

const PASSWD = '/etc/passwd';
const BYTES_MOST = 4 * 1024 * 1024;
const NAME_MOST = 256;
/** An account that is made while we watch is seen this much later. */
const LOOK_AGAIN_MS = 10_000;
const ASK_MS = 2000;

/** name:x:uid:...; the first line of a uid or a name holds. */
export function accountsFrom(passwd: string): { byUid: Map<number, string>; byName: Map<string, number> } {
  const byUid = new Map<number, string>();
  const byName = new Map<string, number>();
  for (const line of passwd.split('\n')) {
    const [name, , digits] = line.split(':');
    if (!name || name.length > NAME_MOST || !/^\d{1,10}$/.test(digits ?? '')) continue;
    const uid = Number(digits);
    if (!byUid.has(uid)) byUid.set(uid, name);
    if (!byName.has(name)) byName.set(name, uid);
  }
  return { byUid, byName };
}

export class UserNames {
  private accounts = accountsFrom('');
  private changed = -1;
  private looked = Number.NEGATIVE_INFINITY;

  constructor(private readonly path = PASSWD) {}

  private look(): void {
    const now = performance.now();
    if (now - this.looked < LOOK_AGAIN_MS) return;
    this.looked = now;
    try {
      const { mtimeMs, size } = statSync(this.path);
      if (mtimeMs === this.changed || size > BYTES_MOST) return;
      this.changed = mtimeMs;
      this.accounts = accountsFrom(readFileSync(this.path, 'utf8'));
    } catch {
      // Without the file there are numbers.
    }
  }

  of(uid: number): string | undefined {
    if (!this.accounts.byUid.has(uid)) this.look();
    return this.accounts.byUid.get(uid);
  }

  /** @returns undefined when nobody is called so */
  async uidOf(name: string): Promise<number | undefined> {
    this.look();
    return this.accounts.byName.get(name) ?? uidFromDirectory(name);
  }

  /** Those that are in the file. */
  names(): string[] {
    this.look();
    return [...this.accounts.byName.keys()];
  }
}

async function uidFromDirectory(name: string): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)('getent', ['passwd', '--', name], {
      timeout: ASK_MS,
      maxBuffer: 65_536,
    });
    return accountsFrom(stdout).byName.get(name);
  } catch {
    return undefined;
  }
}
