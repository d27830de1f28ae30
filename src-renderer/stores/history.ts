// SPDX-License-Identifier: Apache-2.0

import { HISTORY_BYTES_MOST, HISTORY_SECONDS, type SecondMessage } from '../../src-main/shared/contract';

/** What a second weighs: its columns, and a guess for the objects around them. */
export function bytesOf({ calls, errors, tallies, gauges = [] }: SecondMessage): number {
  let bytes = 512;
  for (const { process, count } of tallies) bytes += process.byteLength + count.byteLength + 256;
  for (const { keys, values } of gauges) bytes += values.byteLength + keys.join().length * 2 + 128;
  for (const column of [...Object.values(calls), ...Object.values(errors)])
    bytes += (column as { byteLength: number }).byteLength;
  return bytes;
}

/** The seconds that the window keeps, in order of time; the oldest leave when time or memory is up. */
export class History {
  #messages: SecondMessage[] = [];
  #bytes = 0;
  #taken = 0;
  readonly #oneBySecond: number;
  #secondsMost: number;
  readonly #bytesMost: number;

  constructor({ seconds = HISTORY_SECONDS, bytes = HISTORY_BYTES_MOST } = {}) {
    this.#oneBySecond = seconds;
    this.#secondsMost = seconds;
    this.#bytesMost = bytes;
  }

  /** Forgets all; each message from now on may cover `together` seconds. */
  begin(together = 1): void {
    this.#messages = [];
    this.#bytes = 0;
    this.#taken++;
    this.#secondsMost = this.#oneBySecond * together;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How often something was taken in. */
  get taken(): number {
    return this.#taken;
  }

  get latest(): SecondMessage | undefined {
    return this.#messages.at(-1);
  }

  /** Time at which the kept history begins; 0 without any. */
  get began(): number {
    const first = this.#messages[0];
    return first === undefined ? 0 : first.second - first.seconds;
  }

  get messages(): readonly SecondMessage[] {
    return this.#messages;
  }

  /** Returns false for a second that is there already, which is not taken twice; but the whole of it for a part. */
  push(message: SecondMessage): boolean {
    const last = this.latest;
    if (last !== undefined && message.second <= last.second) {
      if (message.second < last.second || message.seconds <= last.seconds) return false;
      this.#messages.pop();
      this.#bytes -= bytesOf(last);
    }
    this.#taken++;
    this.#messages.push(message);
    this.#bytes += bytesOf(message);
    let leave = 0;
    while (leave < this.#messages.length - 1) {
      const oldest = this.#messages[leave] as SecondMessage;
      if (oldest.second > message.second - this.#secondsMost && this.#bytes <= this.#bytesMost) break;
      this.#bytes -= bytesOf(oldest);
      leave++;
    }
    if (leave > 0) this.#messages.splice(0, leave);
    return true;
  }

  /** Messages that say something about (from, to]. */
  between(from: number, to: number): SecondMessage[] {
    const all = this.#messages;
    return all.slice(this.#firstAfter(from), this.#firstAfter(to));
  }

  /** The message that says something about a second. */
  covering(second: number): SecondMessage | undefined {
    const message = this.#messages[this.#firstAfter(second - 1)];
    return message !== undefined && message.second - message.seconds < second ? message : undefined;
  }

  #firstAfter(second: number): number {
    let [low, high] = [0, this.#messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#messages[middle] as SecondMessage).second <= second) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
