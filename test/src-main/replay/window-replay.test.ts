// SPDX-License-Identifier: Apache-2.0
// What a window of a capture is told, with the real process in the cage behind it.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Port } from '../../../src-main/engine/window-link';
import { Replay } from '../../../src-main/replay/client';
import { WindowReplay } from '../../../src-main/replay/window-replay';
import type { EngineMessage, WindowMessage } from '../../../src-main/shared/contract';
import { Duck } from '../../../src-main/store/duck';
import { PartFolder } from '../../../src-main/store/part-folder';
import { BEGUN, callsTable, manifestDocument, SECOND, ticksTable } from '../../support/make-capture';
import { waitFor } from '../../support/processes';

const folder = mkdtempSync(join(tmpdir(), 'ringside-window-replay-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A window's end: takes everything, and asks. */
class Asking implements Port {
  readonly got: EngineMessage[] = [];
  private receive: (event: { data: unknown }) => void = () => undefined;
  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): this {
    if (event === 'message') this.receive = listener;
    return this;
  }
  start(): void {}
  close(): void {}
  send(message: WindowMessage): void {
    this.receive({ data: message });
  }
  postMessage(message: unknown): void {
    this.got.push(message as EngineMessage);
    setImmediate(() => this.send({ kind: 'credit', count: 1 }));
  }
  last<K extends EngineMessage['kind']>(kind: K): Extract<EngineMessage, { kind: K }> | undefined {
    return this.got.filter((one): one is Extract<EngineMessage, { kind: K }> => one.kind === kind).at(-1);
  }
}

/** So large that opening it does not check it; one bit of its stream is not as it was written. */
async function rottenCapture(): Promise<string> {
  const dir = join(folder, 'rotten');
  mkdirSync(dir);
  const tables = { syscall: callsTable(2, 10), ticks: ticksTable(2) };
  const duck = await Duck.open(256, 1);
  const [calls, ticks] = [new PartFolder(dir, 'syscall'), new PartFolder(dir, 'ticks')];
  for (const part of [1, 2]) {
    const at = `${BEGUN + part * SECOND}::BIGINT AS at_ns`;
    const noise = `SELECT ${at}, (hash(i) >> 1)::BIGINT AS noise FROM range(1500000) t(i)`;
    await calls.write(duck, noise, BigInt(part));
    await ticks.write(duck, `SELECT ${at}, ${SECOND}::BIGINT AS span_ns, 1::BIGINT AS events`, BigInt(part));
  }
  duck.closeAll();
  const file = join(dir, 'syscall/part-000002.parquet');
  const bytes = readFileSync(file);
  assert.ok(bytes.length > 8 * 1024 * 1024, `${statSync(file).size}`);
  bytes[1_000_000] = (bytes[1_000_000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  writeFileSync(
    join(dir, 'manifest.json'),
    JSON.stringify({ ...manifestDocument(tables), part_sums: 'sha1' }),
  );
  return dir;
}

describe('a window of a capture', () => {
  it('is told of a part that the last question found to be broken', async () => {
    const dir = await rottenCapture();
    const replay = new WindowReplay(dir, (onEnd) => Replay.open(dir, { onEnd }));
    try {
      const window = new Asking();
      replay.link(window);
      const schema = await waitFor('what can be asked', () => window.last('schema'), 30_000);
      assert.deepEqual(schema.problems, []);
      window.send({ kind: 'query', id: 1, sql: 'SELECT count(*)::INTEGER FROM syscall' });
      await waitFor('the problem', () => window.last('schema')?.problems.length || undefined, 30_000);
      assert.match(
        window.last('schema')?.problems.join() ?? '',
        /syscall\/part-000002\.parquet was left out/,
      );
      assert.deepEqual(window.last('answer')?.rows, [[1_500_000]]);
      assert.equal(window.last('schema')?.tables.find(({ name }) => name === 'syscall')?.rows, 1_500_000);
    } finally {
      replay.end();
    }
  });
});
