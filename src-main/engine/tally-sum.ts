// SPDX-License-Identifier: Apache-2.0
// Differences of a tally, added up by key: since the session began, or within one second.

import type { NativeScan } from '../helper/native';
import type { Field, Tally } from '../shared/layout';
import { nameField } from './name-table';

/** One key's figures. `values` holds numbers; a sum past 2^53 goes on as bigint. */
export interface TallyRow {
  readonly key: Readonly<Record<string, number>>;
  readonly values: Record<string, number | bigint>;
  /** 4-byte fields of several elements: histograms. */
  readonly arrays: Record<string, Float64Array | Uint32Array>;
}

export const isLargest = (field: Field) => /_max(_ns)?$/.test(field.unit);

/** Figures by key, added up. */
export class TallySum {
  /** Rows by the key's first word, the process, then by its second. */
  private readonly byKey = new Map<number, Map<number, TallyRow>>();
  /** How many rows there are. */
  size = 0;

  constructor(readonly tally: Tally) {}

  /** Adds what one look found. */
  take(scan: NativeScan): void {
    for (let row = 0; row < scan.rows; row++) {
      const low = scan.keys[2 * row] ?? 0;
      const high = scan.keys[2 * row + 1] ?? 0;
      this.add(this.rowOf(low, high), scan.columns, row);
    }
  }

  private rowOf(low: number, high: number): TallyRow {
    let ofProcess = this.byKey.get(low);
    if (!ofProcess) {
      ofProcess = new Map();
      this.byKey.set(low, ofProcess);
    }
    let row = ofProcess.get(high);
    if (!row) {
      row = { key: this.readKey(low, high), values: {}, arrays: {} };
      ofProcess.set(high, row);
      this.size++;
    }
    return row;
  }

  /**
   * Moves the rows of some processes to others, adding up: `foldOf` says where a process's go, or undefined to
   * leave them. Nothing is lost but the pid.
   */
  fold(foldOf: (process: number) => number | undefined): void {
    for (const [process, rows] of [...this.byKey]) {
      const fold = foldOf(process);
      if (fold === undefined) continue;
      this.byKey.delete(process);
      this.size -= rows.size;
      let into = this.byKey.get(fold);
      if (!into) {
        into = new Map();
        this.byKey.set(fold, into);
      }
      for (const [rest, row] of rows) {
        const held = into.get(rest);
        if (held) {
          merge(held, row, this.tally.value.fields);
          continue;
        }
        into.set(rest, { ...row, key: { ...row.key, process: fold } });
        this.size++;
      }
    }
  }

  /** Of keys that are about names: moves those that are gone to the others, without a row, adding up. */
  foldNames(isGone: (name: number) => boolean): void {
    const field = nameField(this.tally);
    if (field === undefined) return;
    for (const rows of this.byKey.values())
      for (const [name, row] of [...rows]) {
        if (!name || !isGone(name)) continue;
        rows.delete(name);
        const held = rows.get(0);
        if (held) merge(held, row, this.tally.value.fields);
        else rows.set(0, { ...row, key: { ...row.key, [field]: 0 } });
        if (held) this.size--;
      }
  }

  forget(): void {
    this.byKey.clear();
    this.size = 0;
  }

  rows(): TallyRow[] {
    const list: TallyRow[] = [];
    for (const ofProcess of this.byKey.values()) for (const row of ofProcess.values()) list.push(row);
    return list;
  }

  private readKey(low: number, high: number): Record<string, number> {
    const key: Record<string, number> = {};
    for (const { name, offset, bytes } of this.tally.key.fields) {
      const word = offset < 4 ? low : high;
      key[name] = bytes === 4 ? word : (word >>> (8 * (offset % 4))) & 0xffff;
    }
    return key;
  }

  private add(held: TallyRow, columns: readonly (Float64Array | Uint32Array)[], row: number): void {
    this.tally.value.fields.forEach((field, f) => {
      const column = columns[f];
      if (!column) return;
      if (field.bytes === 8) {
        const value = column[row] ?? 0;
        held.values[field.name] = isLargest(field)
          ? Math.max(Number(held.values[field.name] ?? 0), value)
          : sum(held.values[field.name] ?? 0, value);
        return;
      }
      const counts = (column as Uint32Array).subarray(row * field.length, (row + 1) * field.length);
      const array = held.arrays[field.name];
      // Most rows of a short-lived process are seen once: the scan's own memory will do.
      held.arrays[field.name] = array ? added(array, counts) : counts;
    });
  }
}
function added(held: Float64Array | Uint32Array, more: Float64Array | Uint32Array): Float64Array {
  const sums = held instanceof Float64Array ? held : new Float64Array(held);
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (more[i] ?? 0);
  return sums;
}

function merge(into: TallyRow, from: TallyRow, fields: readonly Field[]): void {
  for (const field of fields) {
    const array = from.arrays[field.name];
    const held = into.arrays[field.name];
    if (array && held) into.arrays[field.name] = added(held, array);
    else if (array) into.arrays[field.name] = array;
    const value = from.values[field.name];
    if (value === undefined) continue;
    into.values[field.name] = isLargest(field)
      ? Math.max(Number(into.values[field.name] ?? 0), Number(value))
      : sum(into.values[field.name] ?? 0, value);
  }
}

/** Exact beyond 2^53: goes on as bigint. */
function sum(held: number | bigint, value: number | bigint): number | bigint {
  if (typeof held === 'number' && typeof value === 'number') {
    const next = held + value;
    if (Number.isSafeInteger(next)) return next;
  }
  return BigInt(held) + BigInt(value);
}
