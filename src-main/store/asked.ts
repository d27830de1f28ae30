// SPDX-License-Identifier: Apache-2.0
// A question whose answer comes in pieces, at both of its ends.

/** Pieces of one answer that may be under way. */
export const CREDITS = 8;

/** Where it is answered: a piece goes out for each credit. */
export class Asked {
  readonly stop = new AbortController();
  private credits = CREDITS;
  private wake: (() => void) | undefined;

  give(): void {
    this.credits++;
    this.wake?.();
  }

  cancel(): void {
    this.stop.abort();
    this.wake?.();
  }

  /** Until there is room for one more piece. @throws when the question was cancelled */
  async room(): Promise<void> {
    while (!this.credits && !this.stop.signal.aborted)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    this.stop.signal.throwIfAborted();
    this.credits--;
  }
}

/** Where it was asked: the pieces in order, as they come. */
export class Answers<Piece> {
  private readonly waiting: ({ readonly piece: Piece } | { readonly failure: Error })[] = [];
  private wake: (() => void) | undefined;

  /** @throws when there are more than credits were given for */
  put(piece: Piece): void {
    if (this.waiting.length > CREDITS) throw new Error('more than it was allowed to send');
    this.waiting.push({ piece });
    this.wake?.();
  }

  /** After what came before it. */
  putFailure(failure: Error): void {
    if (this.waiting.length > CREDITS) throw new Error('more than it was allowed to send');
    this.waiting.push({ failure });
    this.wake?.();
  }

  /** Whatever is still waiting. */
  fail(failure: Error): void {
    this.waiting.length = 0;
    this.putFailure(failure);
  }

  async next(): Promise<Piece> {
    while (!this.waiting.length)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    const answer = this.waiting.shift() as (typeof this.waiting)[number];
    if ('failure' in answer) throw answer.failure;
    return answer.piece;
  }
}
