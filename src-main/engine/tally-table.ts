// SPDX-License-Identifier: Apache-2.0
// A tally since the session began: differences from the kernel, added up by key.

import type { Field, Layout, Tally } from '../shared/layout';
import type { NativeHelper, NativeLayout } from '../helper/native';

/** One key's figures. `values` holds numbers; a sum past 2^53 goes on as bigint. */
export interface TallyRow {
  readonly key: Readonly<Record<string, number>>;
  readonly values: Record<string, number | bigint>;
  /** 4-byte fields of several elements: histograms. */
  readonly arrays: Record<string, Float64Array>;
}

const isLargest = (field: Field) => field.unit.endsWith('_max_ns');

function nativeLayout(layout: Layout): NativeLayout {
  return {
    bytes: layout.bytes,
    fields: layout.fields.map((field) => ({
      offset: field.offset,
      bytes: field.bytes,
      length: field.length,
      largest: isLargest(field),
    })),
  };
}

export class TallyTable {
  readonly rows = new Map<string, TallyRow>();
  /** Cells in use and there, all CPUs together, at the last scan. */
  occupied = 0;
  entries = 0;
  private readonly layout: NativeLayout;

  constructor(
    readonly tally: Tally,
    private readonly native: NativeHelper,
    /** Filled anew by each survey: an update forgets the one before. */
    private readonly snapshot = false,
  ) {
    this.layout = nativeLayout(tally.value);
  }

  /** Forgets what the kernel has counted so far. */
  baseline(): void {
    this.native.scan(this.tally.name, this.layout);
    this.rows.clear();
  }

  /** Reads what has changed and adds it; returns the keys that changed. */
  update(): Map<string, TallyRow> {
    const scan = this.native.scan(this.tally.name, this.layout);
    const changed = new Map<string, TallyRow>();
    if (this.snapshot) this.rows.clear();
    this.occupied = scan.occupied;
    this.entries = scan.entries;
    for (let row = 0; row < scan.rows; row++) {
      const low = scan.keys[2 * row] ?? 0;
      const high = scan.keys[2 * row + 1] ?? 0;
      const id = `${low}:${high}`;
      let held = this.rows.get(id);
      if (!held) {
        held = { key: this.readKey(low, high), values: {}, arrays: {} };
        this.rows.set(id, held);
      }
      this.add(held, scan.columns, row);
      changed.set(id, held);
    }
    return changed;
  }

  private readKey(low: number, high: number): Record<string, number> {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(0, low, true);
    view.setUint32(4, high, true);
    const key: Record<string, number> = {};
    for (const field of this.tally.key.fields)
      key[field.name] =
        field.bytes === 4 ? view.getUint32(field.offset, true) : view.getUint16(field.offset, true);
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
      let array = held.arrays[field.name];
      if (!array) {
        array = new Float64Array(field.length);
        held.arrays[field.name] = array;
      }
      for (let i = 0; i < field.length; i++)
        array[i] = (array[i] ?? 0) + (column[row * field.length + i] ?? 0);
    });
  }
}

/** Exact beyond 2^53: goes on as bigint. */
function sum(held: number | bigint, value: number): number | bigint {
  if (typeof held === 'bigint') return held + BigInt(value);
  const next = held + value;
  return Number.isSafeInteger(next) ? next : BigInt(held) + BigInt(value);
}
