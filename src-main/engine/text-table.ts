// SPDX-License-Identifier: Apache-2.0
// Texts that events name by reference, as the ring told them. The kernel tells a text again that it has not told for
// ten seconds, so only what comes faster than that can fall out too early, and that is counted.

import { textOfBytes } from '../shared/text-bytes';
import type { Batch } from './records';

export const TEXTS_MOST = 262_144;
export const TEXT_BYTES_MOST = 32 * 1024 * 1024;
/** Three times as long as the kernel holds a text for told (TEXT_REPEAT_NS). */
const NEEDED_NS = 30_000_000_000n;

interface Held {
  readonly text: string;
  readonly at: bigint;
}

/** The rows of a batch of texts: reference, time and bytes of each. */
export function* textsOf(batch: Batch): Generator<{ ref: bigint; at: bigint; bytes: Uint8Array }> {
  const refs = batch.columns.text?.[0] as BigUint64Array | undefined;
  const times = batch.columns.at?.[0] as BigUint64Array | undefined;
  if (!refs || !times || !batch.tail) return;
  const { ends, bytes } = batch.tail;
  for (let i = 0; i < batch.rows; i++)
    yield { ref: refs[i] ?? 0n, at: times[i] ?? 0n, bytes: bytes.subarray(ends[i - 1] ?? 0, ends[i]) };
}

export class TextTable {
  /** Texts that had to make room although the kernel may still name them. */
  forgotten = 0;
  private bytes = 0;
  private readonly held = new Map<bigint, Held>();

  constructor(
    private readonly most = TEXTS_MOST,
    private readonly bytesMost = TEXT_BYTES_MOST,
  ) {}

  take(batch: Batch): void {
    for (const { ref, at, bytes } of textsOf(batch)) {
      const before = this.held.get(ref);
      // What was told lately stays longest.
      if (before) this.drop(ref, before);
      const text = textOfBytes(bytes);
      this.held.set(ref, { text, at });
      this.bytes += text.length;
      this.makeRoom(at);
    }
  }

  private drop(ref: bigint, { text }: Held): void {
    this.held.delete(ref);
    this.bytes -= text.length;
  }

  private makeRoom(now: bigint): void {
    while (this.held.size > this.most || this.bytes > this.bytesMost) {
      const [oldest] = this.held;
      if (!oldest) return;
      this.drop(...oldest);
      if (now - oldest[1].at < NEEDED_NS) this.forgotten++;
    }
  }

  /** Null when it is none, was lost, or was forgotten. */
  get(ref: bigint): string | null {
    return this.held.get(ref)?.text ?? null;
  }
}
