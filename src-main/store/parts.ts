// SPDX-License-Identifier: Apache-2.0
// What lies in a capture's folder, looked at with doubt: names and kinds only, nothing is opened. No link is
// followed, and what is neither a folder nor a regular file is left alone.

import { type Dirent, lstatSync, opendirSync } from 'node:fs';
import { visibleText } from '../shared/amount';
import { MANIFEST_FILE, PLAIN_NAME, TABLES_MOST } from './manifest';
import type { Problems } from './problems';

const PART = /^part-\d{6,12}\.parquet$/;
/** Of all tables together; an hour of ten streams has under 1,000. */
export const PARTS_MOST = 20_000;
/** Names that are looked at in one folder. */
const ENTRIES_MOST = 50_000;

export interface PartFile {
  /** Below the capture's folder: "syscall/part-000001.parquet". */
  readonly name: string;
  readonly bytes: number;
}

function entries(folder: string, where: string, problems: Problems): Dirent[] {
  const found: Dirent[] = [];
  const open = opendirSync(folder);
  try {
    for (let entry = open.readSync(); entry; entry = open.readSync()) {
      if (found.length === ENTRIES_MOST) {
        problems.add(`${where} has more than ${ENTRIES_MOST} entries; the others were not looked at`);
        break;
      }
      found.push(entry);
    }
  } finally {
    open.closeSync();
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const shown = (name: string) => `"${visibleText(name.slice(0, 80))}"`;

const reason = (error: unknown) => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

function tableParts(root: string, table: string, room: number, problems: Problems): PartFile[] {
  const parts: PartFile[] = [];
  for (const entry of entries(`${root}/${table}`, `The folder "${table}"`, problems)) {
    if (!PART.test(entry.name)) continue;
    const name = `${table}/${entry.name}`;
    if (!entry.isFile()) problems.add(`${name} is not a regular file`);
    else if (parts.length === room) {
      problems.add(`The capture has more than ${PARTS_MOST} parts; those from ${name} on were left out`);
      break;
    } else {
      try {
        parts.push({ name, bytes: lstatSync(`${root}/${name}`).size });
      } catch (error) {
        // Merged away since the folder was read is no problem: its rows are in the first of those it was merged with.
        if (reason(error) !== 'ENOENT') problems.add(`${name} cannot be looked at: ${reason(error)}`);
      }
    }
  }
  return parts;
}

/**
 * The parts of each table, by its name; tables without a part too.
 * @param root the capture's folder, with no character in it that DuckDB reads as a pattern
 * @throws when the folder itself cannot be read
 */
export function findParts(root: string, problems: Problems): Map<string, PartFile[]> {
  const tables = new Map<string, PartFile[]>();
  let room = PARTS_MOST;
  for (const entry of entries(root, 'The capture', problems)) {
    if (entry.name.startsWith('.') || entry.name === MANIFEST_FILE) continue;
    if (!entry.isDirectory()) {
      if (!entry.isFile())
        problems.add(`${shown(entry.name)} is neither a folder nor a file, and was left out`);
      else if (entry.name.endsWith('.parquet'))
        problems.add(`${shown(entry.name)} lies beside the tables' folders, not in one, and was left out`);
    } else if (!PLAIN_NAME.test(entry.name))
      problems.add(`${shown(entry.name)} cannot be the name of a table`);
    else if (tables.size === TABLES_MOST) {
      problems.add(
        `The capture has more than ${TABLES_MOST} tables; those from "${entry.name}" on were left out`,
      );
      break;
    } else {
      try {
        const parts = tableParts(root, entry.name, room, problems);
        room -= parts.length;
        tables.set(entry.name, parts);
      } catch (error) {
        problems.add(`The folder "${entry.name}" cannot be read: ${reason(error)}`);
      }
    }
  }
  return tables;
}
