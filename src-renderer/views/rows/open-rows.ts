// SPDX-License-Identifier: Apache-2.0
import type { RowTerm } from '../../../src-main/shared/rows-contract';
import { machine, view } from '../../stores/app';
import { chooseTab } from '../generic/tabs';
import { change } from './rows-view';

const tracerOf = (table: string) =>
  machine.hello?.tracers.find(({ streams }) => streams.some(({ name }) => name === table));

/** Shows the rows of a stream that hold these terms, at its tracer's place. */
export function openRows(table: string, terms: readonly RowTerm[]): void {
  const tracer = tracerOf(table);
  if (tracer === undefined) return;
  change(table, { terms, text: '', group: null, order: null });
  chooseTab(tracer.name, table);
  view.setState({ place: tracer.name });
}

/** Whether its tracer watches. */
export const isWatched = (table: string): boolean => tracerOf(table)?.watched ?? false;
export const tracerNameOf = (table: string): string | null => tracerOf(table)?.name ?? null;
