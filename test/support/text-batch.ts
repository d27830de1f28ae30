// SPDX-License-Identifier: Apache-2.0
// Texts as the ring would have told them.

import type { Batch } from '../../src-main/engine/records';

export function batchOfTexts(...texts: readonly (readonly [ref: bigint, text: string, at: bigint])[]): Batch {
  const bytes = texts.map(([, text]) => Buffer.from(text));
  let end = 0;
  return {
    rows: texts.length,
    columns: {
      text: [BigUint64Array.from(texts, ([ref]) => ref)],
      at: [BigUint64Array.from(texts, ([, , at]) => at)],
    },
    tail: {
      ends: Uint32Array.from(bytes, ({ length }) => {
        end += length;
        return end;
      }),
      bytes: new Uint8Array(Buffer.concat(bytes)),
    },
  };
}
