// SPDX-License-Identifier: Apache-2.0
// The desktop's trash, by the freedesktop.org specification: a folder goes there whole, and comes back from there.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../shared/failure';

/** Folders that this run put there and can still bring back. */
const REMEMBERED_MOST = 100;
const NAMES_MOST = 1000;

const two = (value: number) => String(value).padStart(2, '0');
const dateText = (at: Date) =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

export class Trash {
  private readonly moved = new Map<string, string>();

  /** `root`: `$XDG_DATA_HOME/Trash`. */
  constructor(private readonly root: string) {}

  /** Claims a name that nothing has, by its description. */
  private claim(dir: string): string {
    for (const part of ['files', 'info']) mkdirSync(join(this.root, part), { recursive: true, mode: 0o700 });
    const text = `[Trash Info]\nPath=${dir.split('/').map(encodeURIComponent).join('/')}\nDeletionDate=${dateText(new Date())}\n`;
    for (let number = 1; number <= NAMES_MOST; number++) {
      const name = number === 1 ? basename(dir) : `${basename(dir)}.${number}`;
      if (existsSync(join(this.root, 'files', name))) continue;
      try {
        writeFileSync(this.infoOf(name), text, { flag: 'wx', mode: 0o600 });
        return name;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    throw new Error(`${NAMES_MOST} folders of that name are there`);
  }

  private infoOf(name: string): string {
    return join(this.root, 'info', `${name}.trashinfo`);
  }

  /** @throws {Failure} */
  put(dir: string): void {
    let name: string | undefined;
    try {
      name = this.claim(dir);
      renameSync(dir, join(this.root, 'files', name));
    } catch (error) {
      if (name !== undefined) rmSync(this.infoOf(name), { force: true });
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Failure(
        'It could not be moved to the trash.',
        code === 'EXDEV' ? 'It is on another file system than the trash.' : `${message}.`,
        'Show it in its folder, and delete it there.',
      );
    }
    this.moved.set(dir, name);
    const [oldest] = this.moved.keys();
    if (this.moved.size > REMEMBERED_MOST && oldest !== undefined) this.moved.delete(oldest);
  }

  /** Back to where it was. @throws {Failure} */
  restore(dir: string): void {
    const name = this.moved.get(dir);
    try {
      if (name === undefined) throw new Error('It was not put there by this window');
      if (existsSync(dir)) throw new Error('Another has its place');
      renameSync(join(this.root, 'files', name), dir);
    } catch (error) {
      throw new Failure(
        'It could not be brought back.',
        `${(error as Error).message}.`,
        'Look for it in the trash of your desktop.',
      );
    }
    rmSync(this.infoOf(name), { force: true });
    this.moved.delete(dir);
  }
}
