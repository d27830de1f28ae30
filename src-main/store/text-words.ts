// SPDX-License-Identifier: Apache-2.0
// Texts that rows of streams name by reference, numbered as they come, so that a row finds its words by a small number:
// number 0 is the text that nobody knows.

import type { Batch } from '../engine/records';
import { textsOf } from '../engine/text-table';
import { textOfBytes } from '../shared/text-bytes';

const TEXTS_MOST = 262_144;
const BYTES_MOST = 32 * 1024 * 1024;

export class TextWords {
  private readonly numbers = new Map<bigint, number>();
  /** By number, in their order. */
  private readonly texts = new Map<number, string>();
  private next = 1;
  private bytes = 0;

  constructor(private readonly most = TEXTS_MOST) {}

  /** Texts as the ring told them; one that is told again has its number already. */
  take(batch: Batch): void {
    for (const { ref, bytes } of textsOf(batch)) {
      const known = this.numbers.get(ref);
      // The older half goes first: what is still told must not be in it.
      if (known !== undefined && known > this.next - this.most / 4) continue;
      const text = textOfBytes(bytes);
      this.numbers.set(ref, this.next);
      this.texts.set(this.next++, text);
      this.bytes += text.length;
    }
    this.forget();
  }

  /** The older half goes when there are too many: rows that still wait and name them have no text. */
  private forget(): void {
    if (this.texts.size <= this.most && this.bytes <= BYTES_MOST) return;
    const old = [...this.texts.keys()].slice(0, this.texts.size / 2);
    for (const number of old) {
      this.bytes -= this.texts.get(number)?.length ?? 0;
      this.texts.delete(number);
    }
    const last = old.at(-1) ?? 0;
    for (const [ref, number] of this.numbers) if (number <= last) this.numbers.delete(ref);
  }

  /** A column of references as numbers of texts. */
  of(refs: ArrayLike<bigint | number>): Uint32Array {
    return Uint32Array.from(refs, (ref) => this.numbers.get(ref as bigint) ?? 0);
  }

  text(number: number): string | undefined {
    return this.texts.get(number);
  }

  get size(): number {
    return this.texts.size;
  }
}
