// SPDX-License-Identifier: Apache-2.0
// The last ten minutes, second by second, bounded in length and in bytes; the store takes this over.

import {
  HISTORY_BYTES_MOST,
  HISTORY_SECONDS,
  type ProcessInfo,
  type SecondMessage,
} from '../shared/contract';

/** Bytes that a message holds in typed arrays, and a guess for what else is in it. */
export function messageBytes(message: SecondMessage): number {
  let bytes = 512 + 128 * message.processes.length;
  for (const column of [...Object.values(message.calls), ...Object.values(message.errors)])
    bytes += (column as Float64Array).byteLength;
  for (const { process, count } of message.tallies) bytes += process.byteLength + count.byteLength + 256;
  for (const table of message.tables) bytes += 256 * table.rows.length;
  return bytes;
}

export class History {
  bytes = 0;
  private readonly messages: { readonly message: SecondMessage; readonly bytes: number }[] = [];
  private readonly known = new Map<number, ProcessInfo>();
  /** Number of the first message that is kept; each message has the next number. */
  private first = 0;

  get next(): number {
    return this.first + this.messages.length;
  }

  get latest(): SecondMessage | undefined {
    return this.messages.at(-1)?.message;
  }

  get seconds(): number {
    const oldest = this.messages[0]?.message;
    const newest = this.messages.at(-1)?.message;
    return oldest && newest ? newest.second - oldest.second + 1 : 0;
  }

  add(message: SecondMessage): void {
    const bytes = messageBytes(message);
    this.messages.push({ message, bytes });
    this.bytes += bytes;
    for (const process of message.processes) this.known.set(process.id, process);
    while (
      this.messages.length > 1 &&
      (this.messages.length > HISTORY_SECONDS || this.bytes > HISTORY_BYTES_MOST)
    ) {
      this.bytes -= this.messages.shift()?.bytes ?? 0;
      this.first++;
    }
    if (this.known.size > 4 * 65_536) this.forgetNames();
  }

  /** Names that no kept second uses. */
  private forgetNames(): void {
    const used = new Set<number>();
    for (const { message } of this.messages)
      for (const { process } of [message.calls, ...message.tallies]) for (const id of process) used.add(id);
    for (const id of this.known.keys()) if (!used.has(id)) this.known.delete(id);
  }

  /** The message of that number, or the oldest that is kept when it is gone; undefined when it is not there yet. */
  from(number: number): { number: number; message: SecondMessage } | undefined {
    const place = Math.max(number, this.first);
    const found = this.messages[place - this.first];
    return found && { number: place, message: found.message };
  }

  /** Every name that kept seconds may use: for a window that begins with them. */
  names(): ProcessInfo[] {
    return [...this.known.values()];
  }
}
