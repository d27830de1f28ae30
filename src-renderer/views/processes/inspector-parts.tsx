// SPDX-License-Identifier: Apache-2.0
// What the parts of the inspector share.
import type { ReactNode } from 'react';
import type { RowsWhole } from '../../stores/rows-whole';

export function Part({ title, link, children }: { title: string; link?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="part-head">
        <h3>{title}</h3>
        {link}
      </div>
      {children}
    </section>
  );
}

export const Link = ({ words, run }: { words: string; run(): void }) => (
  <button type="button" className="link fine" onClick={run}>
    {words}
  </button>
);

export const valuesOf = ({ rows, columns }: Pick<RowsWhole, 'rows' | 'columns'>) =>
  rows.map((row) => (name: string) => row[columns.findIndex((column) => column.name === name)] ?? null);
