// SPDX-License-Identifier: Apache-2.0
// Sums of each process and call over a stretch of time, in columns. A cell is (process, call).

import { DURATION_BUCKETS, type SecondMessage } from '../../src-main/shared/contract';
import { addDurations } from '../../src-main/shared/row-durations';
import { longestPossible } from './durations';

const CALL_BITS = 65536;

export const cellKey = (process: number, call: number): number => process * CALL_BITS + call;
export const processOf = (key: number): number => Math.floor(key / CALL_BITS);
export const callOf = (key: number): number => key % CALL_BITS;

/** Cells begin with room for this many and grow by doubling; what leaves the stretch frees its cell. */
const FIRST_ROOM = 1024;

export class CellSums {
  readonly #cells = new Map<number, number>();
  #free: number[] = [];
  #used = 0;
  key = new Float64Array(FIRST_ROOM);
  count = new Float64Array(FIRST_ROOM);
  failed = new Float64Array(FIRST_ROOM);
  retry = new Float64Array(FIRST_ROOM);
  /** The longest since the row began, as last told. */
  #longest = new Float64Array(FIRST_ROOM);
  /** Seconds that hold the cell. */
  #held = new Uint32Array(FIRST_ROOM);
  /** Sums of count x log(quantile): the engine's own estimates, finer than the buckets. */
  #half = new Float64Array(FIRST_ROOM);
  #most = new Float64Array(FIRST_ROOM);
  #weight = new Float64Array(FIRST_ROOM);
  durations = new Float64Array(FIRST_ROOM * DURATION_BUCKETS);
  readonly #errors = new Map<number, Map<number, number>>();

  /** Takes a second in (1) or away (-1). */
  put(message: SecondMessage, sign: 1 | -1): void {
    const { calls, errors } = message;
    const cells = new Uint32Array(calls.count.length);
    for (let row = 0; row < cells.length; row++) {
      const key = cellKey(calls.process[row] ?? 0, calls.call[row] ?? 0);
      const cell = this.#cells.get(key) ?? this.#take(key);
      cells[row] = cell;
      this.#add(cell, message, row, sign);
    }
    for (let i = 0; i < errors.row.length; i++) {
      const cell = cells[errors.row[i] ?? 0] ?? 0;
      let answers = this.#errors.get(cell);
      if (answers === undefined) {
        answers = new Map();
        this.#errors.set(cell, answers);
      }
      const error = errors.error[i] ?? 0;
      const sum = (answers.get(error) ?? 0) + sign * (errors.count[i] ?? 0);
      if (sum > 0) answers.set(error, sum);
      else answers.delete(error);
    }
    if (sign < 0) for (const cell of cells) if (this.#held[cell] === 0) this.#release(cell);
  }

  clear(): void {
    this.#cells.clear();
    this.#errors.clear();
    this.#free = [];
    this.#used = 0;
    for (const column of [this.count, this.failed, this.retry, this.#longest, this.#half]) column.fill(0);
    for (const column of [this.#most, this.#weight, this.durations]) column.fill(0);
    this.#held.fill(0);
  }

  get size(): number {
    return this.#cells.size;
  }

  cells(): IterableIterator<number> {
    return this.#cells.values();
  }

  cellOf(process: number, call: number): number | undefined {
    return this.#cells.get(cellKey(process, call));
  }

  /** Answers of a cell: errno to count. */
  answers(cell: number): ReadonlyMap<number, number> | undefined {
    return this.#errors.get(cell);
  }

  /** ns; not above what the buckets of the stretch allow, because the row may have begun long before it. */
  longest(cell: number): number {
    return Math.min(this.#longest[cell] ?? 0, longestPossible(this.durations, cell * DURATION_BUCKETS));
  }

  /** Mean of the engine's estimates, ns; 0 when there are none. */
  hint(cell: number, quantile: 0.5 | 0.99): number {
    const weight = this.#weight[cell] ?? 0;
    if (!(weight > 0)) return 0;
    return Math.exp(((quantile === 0.5 ? this.#half : this.#most)[cell] ?? 0) / weight);
  }

  #add(cell: number, { calls }: SecondMessage, row: number, sign: 1 | -1): void {
    const plus = (column: Float64Array, value: number) => {
      column[cell] = (column[cell] ?? 0) + sign * value;
    };
    const count = calls.count[row] ?? 0;
    plus(this.count, count);
    plus(this.failed, calls.failed[row] ?? 0);
    plus(this.retry, calls.retry[row] ?? 0);
    this.#held[cell] = (this.#held[cell] ?? 0) + sign;
    if (sign > 0) this.#longest[cell] = calls.longest[row] ?? 0;
    const [half, most] = [calls.p50[row] ?? 0, calls.p99[row] ?? 0];
    if (half > 0 && most > 0) {
      plus(this.#half, count * Math.log(half));
      plus(this.#most, count * Math.log(most));
      plus(this.#weight, count);
    }
    addDurations(calls, row, this.durations, cell * DURATION_BUCKETS, sign);
  }

  #take(key: number): number {
    const cell = this.#free.pop() ?? this.#used++;
    if (cell >= this.key.length) this.#grow();
    this.#cells.set(key, cell);
    this.key[cell] = key;
    return cell;
  }

  #release(cell: number): void {
    const key = this.key[cell] ?? 0;
    if (this.#cells.get(key) !== cell) return;
    this.#cells.delete(key);
    this.#errors.delete(cell);
    for (const column of [this.count, this.failed, this.retry, this.#longest]) column[cell] = 0;
    for (const column of [this.#half, this.#most, this.#weight]) column[cell] = 0;
    this.durations.fill(0, cell * DURATION_BUCKETS, (cell + 1) * DURATION_BUCKETS);
    this.#free.push(cell);
  }

  #grow(): void {
    const wider = (column: Float64Array) => {
      const grown = new Float64Array(column.length * 2);
      grown.set(column);
      return grown;
    };
    [this.key, this.count, this.failed] = [wider(this.key), wider(this.count), wider(this.failed)];
    [this.retry, this.durations] = [wider(this.retry), wider(this.durations)];
    [this.#longest, this.#half, this.#most] = [wider(this.#longest), wider(this.#half), wider(this.#most)];
    this.#weight = wider(this.#weight);
    const held = new Uint32Array(this.#held.length * 2);
    held.set(this.#held);
    this.#held = held;
  }
}
