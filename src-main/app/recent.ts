// SPDX-License-Identifier: Apache-2.0
// The captures that were shown last: where they lie and what they are called. What is gone stays listed, since a disk
// may come back; only a person takes it off.

import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { NAME_MOST } from '../shared/capture-contract';
import { RECENT_MOST, type RecentCapture } from '../shared/capture-files';
import { readJson, writeJson } from './json-file';

const PATH_MOST = 4096;

type Remembered = Omit<RecentCapture, 'gone'>;

const isRemembered = (value: unknown): value is Remembered => {
  const { path, name, shownMs } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof path === 'string' &&
    isAbsolute(path) &&
    path.length <= PATH_MOST &&
    typeof name === 'string' &&
    name.length <= NAME_MOST &&
    Number.isFinite(shownMs)
  );
};

export class Recent {
  constructor(private readonly file: string) {}

  /** As the file has them, the latest first; what is not sound in it is left out. */
  private load(): Remembered[] {
    const value = readJson(this.file);
    return (Array.isArray(value) ? value : [])
      .filter(isRemembered)
      .map(({ path, name, shownMs }) => ({ path, name, shownMs }))
      .slice(0, RECENT_MOST);
  }

  /** @throws when the disk refuses */
  add(path: string, name: string, nowMs: number): void {
    const others = this.load().filter((one) => one.path !== path);
    const first = { path, name: name.slice(0, NAME_MOST), shownMs: nowMs };
    writeJson(this.file, [first, ...others].slice(0, RECENT_MOST));
  }

  /** Of all of them, without a path. @throws when the disk refuses */
  forget(path: string | null): void {
    writeJson(this.file, path === null ? [] : this.load().filter((one) => one.path !== path));
  }

  list(): Promise<RecentCapture[]> {
    return Promise.all(
      this.load().map(async (one) => ({ ...one, gone: await stat(one.path).then(no, yes) })),
    );
  }
}

const no = () => false;
const yes = () => true;
