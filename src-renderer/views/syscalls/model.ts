// SPDX-License-Identifier: Apache-2.0
// What the page shows, made from the history when it is asked for and kept until the data or the question changes.
// Lanes and table ask in frames of their own, so each part is made apart.

import { DURATION_BUCKETS, type SecondMessage } from '../../../src-main/shared/contract';
import { isRetry } from '../../select/answers';
import { secondsSeen } from '../../select/bands';
import { CellSums } from '../../select/cell-sums';
import { bucketQuantile, durationPlace } from '../../select/durations';
import { type Matcher, matcherOf } from '../../select/filter-match';
import { readTerm } from '../../../src-main/shared/filter-terms';
import { kept } from '../../select/kept';
import {
  BY_ANSWER,
  BY_GROUP,
  highestPoint,
  type LanePoints,
  lanePoints,
  SeriesCache,
} from '../../select/lane-points';
import { digestSecond, type SecondDigest } from '../../select/second-digest';
import { Sliding } from '../../select/sliding';
import { type TableModel, tableModel } from '../../select/table-rows';
import type { Stretch, TimeWindow } from '../../select/time-window';
import { ColourSlots, GroupSums, largestGroups } from '../../select/top-series';
import { YTop } from '../../select/y-top';
import { machine, view } from '../../stores/app';
import type { View } from '../../stores/view-store';
import {
  isStill,
  isWhole,
  lastShown,
  shownBands,
  shownNow,
  shownQuestion,
  shownWindow,
} from '../time/shown-time';
import { isErrno } from '../../../src-main/shared/errno-names';

export interface Lane extends LanePoints {
  readonly shown: readonly number[];
  /** Colour slots, in the order of `shown`. */
  readonly slots: readonly number[];
  readonly top: number;
}

export interface Durations {
  readonly cells: Float64Array | null;
  readonly most: number;
  /** Places 0 to 1, and ns. */
  readonly half: Float64Array;
  readonly slowest: Float64Array;
  readonly halfNs: Float64Array;
  readonly slowestNs: Float64Array;
}

const NONE: ReadonlySet<number> = new Set();

const asked = (state: View): string =>
  [state.terms.map((term) => `${term.field}${term.not}${term.value}`).join('|'), state.typed].join('§');

class Model {
  readonly slots = { process: new ColourSlots(), call: new ColourSlots() };
  #filter = '';
  #matcher: Matcher = matcherOf([], machine.nameProcess);
  #digests = new WeakMap<SecondMessage, SecondDigest>();
  #digestsAsked = '';
  readonly #groupSums = new GroupSums();
  readonly #answerSums = new GroupSums();
  readonly #groups = new Sliding<SecondDigest>(
    (one, sign) => this.#groupSums.add(one.groups, one.counts, sign),
    () => this.#groupSums.clear(),
  );
  readonly #answers = new Sliding<SecondDigest>(
    (one, sign) => this.#answerSums.add(one.errors, one.errorCounts, sign),
    () => this.#answerSums.clear(),
  );
  readonly #cells = new CellSums();
  readonly #cellSeconds = new Sliding<SecondMessage>(
    (one, sign) => this.#cells.put(one, sign),
    () => this.#cells.clear(),
  );
  #shown: ReadonlySet<number> = new Set();
  #shownAnswers: ReadonlySet<number> = new Set();
  readonly #groupRows = new SeriesCache();
  readonly #answerRows = new SeriesCache();
  readonly #callsTop = new YTop();
  readonly #failedTop = new YTop();
  #topAsked = '';

  get latest(): number {
    return shownNow();
  }

  window(): TimeWindow {
    return shownWindow();
  }

  /** What table and panel speak of: the marked stretch, else all that the charts show. */
  stretch(): Stretch {
    return view.getState().marked ?? this.window();
  }

  matcher(): Matcher {
    const state = view.getState();
    const now = asked(state);
    if (now !== this.#filter) {
      this.#filter = now;
      const reading = readTerm(state.typed, isErrno);
      const live = reading.state === 'complete' && reading.term.field === 'text' ? [reading.term] : [];
      this.#matcher = matcherOf([...state.terms, ...live], machine.nameProcess);
    }
    return this.#matcher;
  }

  digest(message: SecondMessage): SecondDigest {
    let digest = this.#digests.get(message);
    if (digest === undefined) {
      digest = digestSecond(message, this.matcher(), view.getState().groupBy, machine.folds.groupOf);
      this.#digests.set(message, digest);
    }
    return digest;
  }

  digests({ from, to }: Stretch): SecondDigest[] {
    this.#freshDigests();
    return machine.history.between(from, to).map((message) => this.digest(message));
  }

  /** One second, the last one shown without a number; null where nothing was seen. */
  at(second: number | null): SecondDigest | null {
    this.#freshDigests();
    const message = machine.history.covering(second ?? lastShown());
    return message === undefined ? null : this.digest(message);
  }

  readonly calls = kept(
    () => this.#question(),
    (): Lane => {
      const window = this.window();
      const digests = this.digests(window);
      this.#groups.move(digests);
      const shown = largestGroups(this.#groupSums, this.#before(this.#shown));
      this.#shown = new Set(shown);
      const rows = this.#groupRows.rows(shown, BY_GROUP);
      const points = lanePoints(digests, window, {
        ...{ rows, shown: shown.length, groups: this.#groupSums.size },
      });
      const { groupBy } = view.getState();
      if (isWhole()) this.slots[groupBy].begin(largestGroups(this.#wholeSums(), NONE));
      const slots = this.slots[groupBy].give(shown);
      this.#freshTops();
      return { ...points, shown, slots, top: this.#callsTop.update(highestPoint(points), performance.now()) };
    },
  );

  /** By answer: failures first, then those that only say "not yet", then the rest. */
  readonly failed = kept(
    () => `${this.#question()}`,
    (): Lane => {
      const window = this.window();
      const digests = this.digests(window);
      this.#answers.move(digests);
      const failures = largestGroups(this.#answerSums, this.#before(this.#shownAnswers), 4).filter(
        (error) => !isRetry(error),
      );
      const retries = [...this.#answerSums.entries()]
        .map(([error]) => error)
        .filter(isRetry)
        .sort((a, b) => a - b);
      const shown = [...failures.slice(0, 2), ...retries];
      this.#shownAnswers = new Set(shown);
      const rows = this.#answerRows.rows(shown, BY_ANSWER);
      const points = lanePoints(digests, window, {
        ...{ rows, shown: shown.length, groups: this.#answerSums.size },
      });
      this.#freshTops();
      return {
        ...points,
        shown,
        slots: [],
        top: this.#failedTop.update(highestPoint(points), performance.now()),
      };
    },
  );

  readonly durations = kept(
    () => this.#question(),
    (): Durations => {
      const { durations, total } = this.calls();
      const count = total.length;
      const line = () => new Float64Array(count).fill(Number.NaN);
      const result = { half: line(), slowest: line(), halfNs: line(), slowestNs: line() };
      if (durations === null) return { ...result, cells: null, most: 0 };
      for (let point = 0; point < count; point++) {
        const from = point * DURATION_BUCKETS;
        const [half, slowest] = [
          bucketQuantile(durations, 0.5, { from }),
          bucketQuantile(durations, 0.99, { from }),
        ];
        if (half === null || slowest === null) continue;
        [result.halfNs[point], result.slowestNs[point]] = [half, slowest];
        [result.half[point], result.slowest[point]] = [durationPlace(half), durationPlace(slowest)];
      }
      return { ...result, cells: durations, most: durations.reduce((a, b) => Math.max(a, b), 0) };
    },
  );

  readonly bands = shownBands;

  readonly table = kept(
    () => {
      const { from, to } = this.stretch();
      return `${this.#question()}§${from}§${to}`;
    },
    (): TableModel => {
      const stretch = this.stretch();
      const messages = machine.history.between(stretch.from, stretch.to);
      this.#cellSeconds.move(messages);
      return tableModel(
        this.#cells,
        this.matcher(),
        view.getState().groupBy,
        Math.max(1, secondsSeen(messages, stretch)),
        machine.folds.groupOf,
      );
    },
  );

  /** Nothing is owed to what was shown before where nothing moves. */
  #before(shown: ReadonlySet<number>): ReadonlySet<number> {
    return isStill() ? NONE : shown;
  }

  /** Calls of all that is told, whatever stretch and filter show: what colours go by in a capture. */
  readonly #wholeSums = kept(
    () => [view.getState().groupBy, machine.folds.version, machine.history.taken].join('§'),
    (): GroupSums => {
      const sums = new GroupSums();
      for (const { calls } of machine.history.messages) {
        const groups =
          view.getState().groupBy === 'call' ? calls.call : Array.from(calls.process, machine.folds.groupOf);
        sums.add(groups, calls.count, 1);
      }
      return sums;
    },
  );

  #question(): string {
    const { groupBy } = view.getState();
    return [shownQuestion(), groupBy, machine.folds.version, asked(view.getState())].join('§');
  }

  #freshDigests(): void {
    const now = [view.getState().groupBy, machine.folds.version, asked(view.getState())].join('§');
    if (now === this.#digestsAsked) return;
    this.#digestsAsked = now;
    this.#digests = new WeakMap();
    this.#groups.reset();
    this.#answers.reset();
    this.#shown = new Set();
    this.#shownAnswers = new Set();
  }

  /** Another question owes the last one's axis nothing. */
  #freshTops(): void {
    const { span, fixed } = view.getState();
    const now = `${this.#digestsAsked}§${span}§${fixed?.from}§${fixed?.to}`;
    if (now === this.#topAsked && !isStill()) return;
    this.#topAsked = now;
    this.#callsTop.reset();
    this.#failedTop.reset();
  }
}

export const model = new Model();
