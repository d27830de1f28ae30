// SPDX-License-Identifier: Apache-2.0
// What the page of a tracer shows over time, made from the history and kept until data or question change.

import type { SecondMessage } from '../../../src-main/shared/contract';
import { kept } from '../../select/kept';
import { BY_GROUP, highestPoint, type LanePoints, lanePoints, SeriesCache } from '../../select/lane-points';
import type { SecondDigest } from '../../select/second-digest';
import { Sliding } from '../../select/sliding';
import { digestTally, durationsOf } from '../../select/tally-digest';
import type { Stretch } from '../../select/time-window';
import { ColourSlots, GroupSums, largestGroups } from '../../select/top-series';
import { YTop } from '../../select/y-top';
import { machine, view } from '../../stores/app';
import { isStill, isWhole, lastShown, shownQuestion, shownWindow } from '../time/shown-time';

export interface CountLaneData extends LanePoints {
  readonly shown: readonly number[];
  /** Colour slots, in the order of `shown`. */
  readonly slots: readonly number[];
  readonly top: number;
}

const NONE: ReadonlySet<number> = new Set();

class TracerModel {
  readonly #tracer: string;
  readonly #slots = new ColourSlots();
  readonly #digests = new WeakMap<SecondMessage, SecondDigest | null>();
  readonly #sums = new GroupSums();
  readonly #groups = new Sliding<SecondDigest>(
    (one, sign) => this.#sums.add(one.groups, one.counts, sign),
    () => this.#sums.clear(),
  );
  readonly #rows = new SeriesCache();
  readonly #top = new YTop();
  #shown: ReadonlySet<number> = new Set();

  constructor(tracer: string) {
    this.#tracer = tracer;
  }

  #digest(message: SecondMessage): SecondDigest | null {
    let digest = this.#digests.get(message);
    if (digest === undefined) {
      digest = digestTally(message, this.#tracer);
      this.#digests.set(message, digest);
    }
    return digest;
  }

  digests({ from, to }: Stretch): SecondDigest[] {
    return machine.history
      .between(from, to)
      .map((message) => this.#digest(message))
      .filter((digest) => digest !== null);
  }

  /** One second, the last one shown without a number; null where nothing was seen. */
  at(second: number | null): SecondDigest | null {
    const message = machine.history.covering(second ?? lastShown());
    return message === undefined ? null : this.#digest(message);
  }

  /** Of all that is told, whatever stretch is shown: what colours go by in a capture. */
  readonly #wholeSums = kept(
    () => String(machine.history.taken),
    (): GroupSums => {
      const sums = new GroupSums();
      for (const message of machine.history.messages) {
        const digest = this.#digest(message);
        if (digest !== null) sums.add(digest.groups, digest.counts, 1);
      }
      return sums;
    },
  );

  readonly counts = kept(shownQuestion, (): CountLaneData => {
    const window = shownWindow();
    const digests = this.digests(window);
    this.#groups.move(digests);
    const still = isStill();
    const shown = largestGroups(this.#sums, still ? NONE : this.#shown);
    this.#shown = new Set(shown);
    const points = lanePoints(digests, window, {
      ...{ rows: this.#rows.rows(shown, BY_GROUP), shown: shown.length, groups: this.#sums.size },
    });
    if (isWhole()) this.#slots.begin(largestGroups(this.#wholeSums(), NONE));
    const slots = this.#slots.give(shown);
    if (still) this.#top.reset();
    return { ...points, shown, slots, top: this.#top.update(highestPoint(points), performance.now()) };
  });

  /** Of the marked stretch, else of all that the charts show; null for a tracer that measures no time. */
  durations(): Float64Array | null {
    return durationsOf(this.digests(view.getState().marked ?? shownWindow()));
  }

  /** Whole counts of a stretch. */
  counted(stretch: Stretch): number {
    return this.digests(stretch).reduce((sum, { total }) => sum + total, 0);
  }
}

const models = new Map<string, TracerModel>();

export function modelOf(tracer: string): TracerModel {
  const known = models.get(tracer) ?? new TracerModel(tracer);
  models.set(tracer, known);
  return known;
}
