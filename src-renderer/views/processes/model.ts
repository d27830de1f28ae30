// SPDX-License-Identifier: Apache-2.0
// Lives that the page shows: asked for once a second while something can change, and kept until they or the question do.

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { RowsQuestion } from '../../../src-main/shared/rows-contract';
import { kept } from '../../select/kept';
import { type LifeTree, lifeTree } from '../../select/life-tree';
import { endOf, endText, type Life, lifeBelongs, lifeMatcher, livesOf } from '../../select/lives';
import { ColourSlots, GroupSums, largestGroups } from '../../select/top-series';
import { machine, view } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import { RowsWhole } from '../../stores/rows-whole';
import { scope } from '../../stores/scope';
import { lookAt } from '../../stores/watch';
import { OTHERS_COLOUR, seriesColour } from '../../theme/colours';
import { isWhole, lastShown, shownWindow, wholeStretch } from '../time/shown-time';
import { livesView } from './lives-view';

const send = (request: Parameters<typeof machine.send>[0]) => machine.send(request);

function asker(name: string, most?: number): RowsWhole {
  const whole = new RowsWhole(name, send, most);
  machine.addAsker(name, whole);
  return whole;
}

const SIGNALS_MOST = 4096;
/** Of one process: the first ones. */
const MOMENTS_MOST = 2048;
export const asked = {
  lives: asker('lives'),
  signals: asker('signals', SIGNALS_MOST),
  moments: asker('moments', MOMENTS_MOST),
  programs: asker('programs', 50),
  files: asker('files', 200),
};

const PLAIN = { terms: [], text: '', stretch: null, group: null, order: null } as const;

/** Those that had not ended before the stretch; where that is not known yet, all. */
function livesQuestion(): RowsQuestion {
  const { bootUnixMs } = asked.lives;
  const from = BigInt(Math.floor(wholeStretch().from * 1000 - bootUnixMs)) * 1_000_000n;
  return {
    ...PLAIN,
    table: 'process_lives',
    terms: bootUnixMs > 0 && from > 0n ? [{ column: 'until_ns', op: 'least', value: from }] : [],
    order: { column: 'until_ns', descending: true },
  };
}

const signalsQuestion = (): RowsQuestion => ({
  ...PLAIN,
  table: 'process_moments',
  terms: [{ column: 'kind', op: 'is', value: 'signal' }],
  stretch: { from: Math.max(0, wholeStretch().from), to: Math.max(1, wholeStretch().to) },
  order: { column: 'at_ns', descending: true },
});

/** All lives are asked for at once, which costs more than what a second adds. */
const APART_MS = 1900;

/** Asks every other second; while paused, and of a capture, once. */
export function useAskedLives(): void {
  const told = useChannel('rest');
  const paused = useView((state) => state.pausedAt !== null);
  const once = useRef<unknown>(null);
  const askedMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const { capture } = machine;
    const still = capture ?? (paused ? 'paused' : null);
    if (told === 0 && machine.hello === null) return;
    if (still !== null && once.current === still && asked.lives.total !== null) return;
    if (still === null && performance.now() - askedMs.current < APART_MS) return;
    once.current = still;
    askedMs.current = performance.now();
    asked.lives.ask(livesQuestion());
    if (capture === null || capture.events) asked.signals.ask(signalsQuestion());
  }, [told, paused]);
}

/** Single events of these tables are made while somebody looks. */
export function useLookedAt(tables: readonly string[]): void {
  const names = tables.join();
  useEffect(() => {
    if (machine.capture !== null) return;
    lookAt(names === '' ? [] : names.split(','));
    return () => lookAt([]);
  }, [names]);
}

/** All that is known, up to what is played of a capture: who begins or ends later does so later. */
export const allLives = kept(
  () => `${asked.lives.version}§${machine.capture === null || isWhole() ? '' : lastShown()}`,
  (): readonly Life[] => {
    const lives = livesOf(asked.lives);
    if (machine.capture === null || isWhole()) return lives;
    const now = lastShown() + 1;
    return lives
      .filter(({ started }) => started <= now)
      .map((life) =>
        life.ended === null || life.ended <= now
          ? life
          : { ...life, ended: null, lived: null, status: null, signal: null, cpuNs: null, peakBytes: null },
      );
  },
);

/** Those left out because there are too many. */
export const leftOut = (): number => Math.max(0, (asked.lives.total ?? 0) - asked.lives.rows.length);

export function followedLife(): Life | null {
  const { followed } = scope.getState();
  if (followed === null) return null;
  const had = allLives().filter(
    ({ pid, started }) => pid === followed.pid && (followed.at === null || started <= followed.at + 0.001),
  );
  return had.reduce<Life | null>(
    (last, one) => (last === null || one.started > last.started ? one : last),
    null,
  );
}

export function sortValue(column: string): ((life: Life) => number | string) | null {
  switch (column) {
    case 'name':
      return ({ comm }) => comm.toLowerCase();
    case 'pid':
      return ({ pid }) => pid;
    case 'belongs':
      return (life) => lifeBelongs(life).toLowerCase();
    case 'lived':
      return ({ lived, started }) => lived ?? (lastShown() - started) * 1e9;
    case 'end':
      return (life) => `${endOf(life)} ${endText(life).padStart(4)}`;
    case 'cpu':
      return ({ cpuNs }) => cpuNs ?? -1;
    case 'peak':
      return ({ peakBytes }) => peakBytes ?? -1;
    default:
      return null;
  }
}

const question = () => {
  const { terms, text, turned, sort } = livesView.getState();
  const { marked } = view.getState();
  const { from, to } = marked ?? shownWindow();
  return [
    asked.lives.version,
    ...[from, to, text, sort.column, sort.descending, lastShown(), turned.size, [...turned].join()],
    JSON.stringify(terms, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    JSON.stringify(scope.getState().followed),
  ].join('§');
};

export const tree = kept(question, (): LifeTree => {
  const { terms, text, turned, sort } = livesView.getState();
  const { from, to } = view.getState().marked ?? shownWindow();
  const { followed } = scope.getState();
  return lifeTree(allLives(), {
    fits: lifeMatcher(terms, text),
    ...{ from, to, turned, descending: sort.descending },
    scope: followed === null ? null : (followedLife()?.key ?? ''),
    value: sortValue(sort.column),
  });
});

export interface Signal {
  readonly at: number;
  readonly name: string;
}

/** Signals that each PID got. */
export const signals = kept(
  () => String(asked.signals.version),
  (): ReadonlyMap<number, readonly Signal[]> => {
    const { rows, columns, bootUnixMs } = asked.signals;
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    const [when, pid, name] = [at('at_ns'), at('pid'), at('text')];
    const found = new Map<number, Signal[]>();
    for (const row of rows) {
      const one = { at: (bootUnixMs + Number(row[when]) / 1e6) / 1000, name: String(row[name] ?? '') };
      const same = found.get(Number(row[pid]));
      if (same) same.push(one);
      else found.set(Number(row[pid]), [one]);
    }
    return found;
  },
);

/** Programs by number, so that they can have a colour as series do. */
const numbers = new Map<string, number>();
const numberOf = (comm: string): number => {
  const known = numbers.get(comm) ?? numbers.size;
  numbers.set(comm, known);
  return known;
};
const slots = new ColourSlots();
const NONE: ReadonlySet<number> = new Set();

const colours = kept(
  () => String(asked.lives.version),
  (): ReadonlyMap<string, string> => {
    const sums = new GroupSums();
    for (const { programs } of allLives())
      for (const { comm } of programs) sums.add([numberOf(comm)], [1], 1);
    const shown = largestGroups(sums, NONE);
    if (machine.capture !== null) slots.begin(shown);
    const given = slots.give(shown);
    const slotOf = new Map(shown.map((number, at) => [number, given[at] ?? 0]));
    return new Map(
      [...numbers].map(([comm, number]) => {
        const slot = slotOf.get(number);
        return [comm, slot === undefined ? OTHERS_COLOUR : seriesColour(slot)];
      }),
    );
  },
);

export const colourOf = (comm: string): string => colours().get(comm) ?? OTHERS_COLOUR;

/** Draws again when lives, their time or what is asked of them is another. */
export function useTree(): LifeTree {
  useChannel('rest');
  useChannel('rows');
  useStore(livesView);
  useStore(scope);
  useView((state) => state.marked);
  useView((state) => state.span);
  useView((state) => state.fixed);
  useView((state) => state.pausedAt);
  return tree();
}
