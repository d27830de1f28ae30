// SPDX-License-Identifier: Apache-2.0
// Texts that rows of streams name by reference, numbered as they come, so that a row finds its words by a small number
// and each row finds some: number 0 is the text that nobody knows.

import { textsOf } from '../engine/text-table';
import type { Batch } from '../engine/records';
import { textOfBytes } from '../shared/text-bytes';
import type { Duck } from './duck';

const TEXTS_MOST = 262_144;
const BYTES_MOST = 32 * 1024 * 1024;

const COLUMNS = [
  { name: 'number', type: 'UINTEGER', field: 'number', element: 0 },
  { name: 'text', type: 'VARCHAR', field: 'text', element: 0 },
] as const;

export class TextWords {
  private readonly numbers = new Map<bigint, number>();
  /** Of each number, in their order. */
  private readonly lengths = new Map<number, number>();
  private next = 1;
  private bytes = 0;

  private constructor(
    private readonly duck: Duck,
    private readonly most: number,
  ) {}

  static async create(duck: Duck, most = TEXTS_MOST): Promise<TextWords> {
    await duck.run('CREATE TABLE texts ("number" UINTEGER, text VARCHAR)');
    await duck.run('INSERT INTO texts VALUES (0, NULL)');
    return new TextWords(duck, most);
  }

  /** Texts as the ring told them; one that is told again has its number already. */
  async take(batch: Batch): Promise<void> {
    const numbers: number[] = [];
    const texts: string[] = [];
    for (const { ref, bytes } of textsOf(batch)) {
      const known = this.numbers.get(ref);
      // The older half goes first: what is still told must not be in it.
      if (known !== undefined && known > this.next - this.most / 4) continue;
      const text = textOfBytes(bytes);
      this.numbers.set(ref, this.next);
      this.lengths.set(this.next, text.length);
      this.bytes += text.length;
      numbers.push(this.next++);
      texts.push(text);
    }
    const data = [Uint32Array.from(numbers), texts];
    await this.duck.append('texts', COLUMNS, numbers.length ? [{ rows: numbers.length, data }] : []);
    await this.forget();
  }

  /** The older half goes when there are too many: rows that still wait and name them have no text. */
  private async forget(): Promise<void> {
    if (this.lengths.size <= this.most && this.bytes <= BYTES_MOST) return;
    const old = [...this.lengths.keys()].slice(0, this.lengths.size / 2);
    for (const number of old) {
      this.bytes -= this.lengths.get(number) ?? 0;
      this.lengths.delete(number);
    }
    const last = old.at(-1) ?? 0;
    for (const [ref, number] of this.numbers) if (number <= last) this.numbers.delete(ref);
    await this.duck.run(`DELETE FROM texts WHERE "number" BETWEEN 1 AND ${last}`);
  }

  /** A column of references as numbers of texts. */
  of(refs: ArrayLike<bigint | number>): Uint32Array {
    return Uint32Array.from(refs, (ref) => this.numbers.get(ref as bigint) ?? 0);
  }
}
