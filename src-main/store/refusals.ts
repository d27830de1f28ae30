// SPDX-License-Identifier: Apache-2.0

/** Seconds in a row with refused rows after which single events are given up: at least the counts are whole then. */
const SECONDS_MOST = 3;

export const TOO_MUCH =
  'More events came than compression and disk take: single events are off, counts go on. Narrow the filter to have them.';

/** Watches whether the store keeps up. */
export class Refusals {
  private before = 0;
  private inARow = 0;

  /** `notWritten`: rows refused since the store was opened, asked once a second. True when it is too much. */
  tooMuch(notWritten: number): boolean {
    this.inARow = notWritten > this.before ? this.inARow + 1 : 0;
    this.before = notWritten;
    return this.inARow >= SECONDS_MOST;
  }
}
