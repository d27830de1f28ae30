// SPDX-License-Identifier: Apache-2.0
// The order of rows that change each second: sorted anew at most every two seconds, and never under the pointer.

const CALM_MS = 2000;

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

export type SortValue = string | number | null;

/** No data comes last in either direction. */
export function compareValues(a: SortValue, b: SortValue, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
  return descending ? -order : order;
}

export interface ArrangeOptions {
  readonly asked: string;
  readonly descending: boolean;
  readonly held: boolean;
  readonly still: boolean;
  readonly nowMs: number;
}

export class RowOrder {
  #order: string[] = [];
  #asked = '';
  #sortedMs = Number.NEGATIVE_INFINITY;

  /**
   * The rows in their order. `asked` names the question (column, direction, filter, stretch): another question is
   * sorted at once, and so are rows of which none will change by itself (`still`). While `held` rows keep their places;
   * new ones come at the end, gone ones leave.
   */
  arrange<T extends { readonly key: string }>(
    rows: readonly T[],
    value: (row: T) => SortValue,
    { asked, descending, held, still, nowMs }: ArrangeOptions,
  ): T[] {
    const again = asked !== this.#asked;
    if (again || still || (!held && nowMs - this.#sortedMs >= CALM_MS)) {
      this.#asked = asked;
      this.#sortedMs = nowMs;
      const keyed = rows.map((row) => ({ row, by: value(row) }));
      keyed.sort((a, b) => compareValues(a.by, b.by, descending) || (a.row.key < b.row.key ? -1 : 1));
      this.#order = keyed.map(({ row }) => row.key);
      return keyed.map(({ row }) => row);
    }
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const arranged: T[] = [];
    for (const key of this.#order) {
      const row = byKey.get(key);
      if (row === undefined) continue;
      arranged.push(row);
      byKey.delete(key);
    }
    arranged.push(...byKey.values());
    this.#order = arranged.map((row) => row.key);
    return arranged;
  }
}
