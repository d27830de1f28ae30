// SPDX-License-Identifier: Apache-2.0
// Where the person was: back and forward between places and lessons, each with the question that was asked there.

import type { View, ViewStore } from './view-store';

/** What comes back with a place. Data, pause and open rows stay as they are. */
type Stop = Pick<View, 'place' | 'lesson' | 'terms' | 'typed' | 'groupBy' | 'tab' | 'selected'>;

const STOPS_MOST = 50;

const stopOf = ({ place, lesson, terms, typed, groupBy, tab, selected }: View): Stop => ({
  ...{ place, lesson, terms, typed, groupBy, tab, selected },
});

export class Trail {
  readonly #view: ViewStore;
  #stops: Stop[];
  #at = 0;
  #walking = false;

  constructor(view: ViewStore) {
    this.#view = view;
    this.#stops = [stopOf(view.getState())];
    view.subscribe((now, before) => {
      if (this.#walking || (now.place === before.place && now.lesson === before.lesson)) return;
      this.#stops[this.#at] = stopOf(before);
      this.#stops = [...this.#stops.slice(0, this.#at + 1), stopOf(now)].slice(-STOPS_MOST);
      this.#at = this.#stops.length - 1;
    });
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#stops.length - 1;
  }

  /** -1 is back, 1 is forward; nothing happens at the ends. */
  go(by: -1 | 1): void {
    const to = this.#stops[this.#at + by];
    if (to === undefined) return;
    this.#stops[this.#at] = stopOf(this.#view.getState());
    this.#at += by;
    this.#walking = true;
    this.#view.setState(to);
    this.#walking = false;
  }
}
