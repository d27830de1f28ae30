// SPDX-License-Identifier: Apache-2.0

/** How a field lies in a record. `text` is bytes up to a NUL, of unknown encoding. */
export type FieldKind = 'u8' | 'u16' | 'u32' | 'u64' | 's32' | 's64' | 'text';

export interface Field {
  readonly name: string;
  /** Bytes from the start of the record. */
  readonly offset: number;
  readonly kind: FieldKind;
  /** Bytes of one element. */
  readonly bytes: number;
  /** Elements; 1 for a scalar, bytes for a text. */
  readonly length: number;
  /** The C typedef: `duration_ns`, `call_nr` ... */
  readonly unit: string;
}

/** A C struct without hidden padding. */
export interface Layout {
  readonly struct: string;
  readonly bytes: number;
  readonly fields: readonly Field[];
  /** The name of the bytes that follow, of any number, up to the end of the record. */
  readonly tail?: string;
}

/** Records that come through the rings; the first word of each is `id`. */
export interface Stream extends Layout {
  readonly name: string;
  readonly id: number;
}

/** Counted in the kernel by an eight-byte key whose first word is the process. */
export interface Tally {
  readonly name: string;
  readonly key: Layout;
  readonly value: Layout;
}
