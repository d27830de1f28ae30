// SPDX-License-Identifier: Apache-2.0

const PROBLEMS_MOST = 100;
const LENGTH_MOST = 500;

/** What could not be read of a capture, and why: sentences, bounded in number and length. */
export class Problems {
  private readonly kept: string[] = [];
  private more = 0;

  add(sentence: string): void {
    if (this.kept.length === PROBLEMS_MOST) this.more++;
    else this.kept.push(`${sentence.slice(0, LENGTH_MOST)}.`);
  }

  get sentences(): string[] {
    return this.more ? [...this.kept, `And ${this.more} more.`] : [...this.kept];
  }
}
