// SPDX-License-Identifier: Apache-2.0
// Parameters of one statement, numbered as they are added, so that its pieces can be written apart.

export type Param = string | number | bigint | boolean | null;

export class Params {
  readonly values: Param[] = [];

  /** The place of a value in the statement: `$3`. */
  add(value: Param): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A name of a column or table as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
