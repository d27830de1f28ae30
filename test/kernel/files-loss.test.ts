// SPDX-License-Identifier: Apache-2.0
// With the smallest rings and an engine that is stopped again and again, texts find no room: then a path is unknown and
// that is counted, and none is another file's. The program says by the mode of each open which file it asked for.

import assert from 'node:assert/strict';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FilesDocument } from '../support/files';
import { parseDocument, startRingside, workload } from '../support/watch';

const OPENS = 200_000;
const FILES = 4000;
const STOPS = 8;

/** Whether the program is at it: until then its process is ours, and waits. */
function begun(engine: number): boolean {
  try {
    const children = readFileSync(`/proc/${engine}/task/${engine}/children`, 'utf8').trim().split(' ');
    return children.some((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'ringside-opens\n');
  } catch {
    return false;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a path that found no room in the ring is unknown, never another one', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-files-loss-'));
  chownSync(folder, 1000, 1000);
  try {
    const program = [workload('opens'), OPENS, 1, folder, FILES, 0, 'mark'].map(String);
    const running = startRingside(
      ['watch', 'files', '--json', '--events', '--limit', '1000000', '--budget', '0', '--', ...program],
      { size: 'small' },
    );
    let over = false;
    void running.ended.finally(() => {
      over = true;
    });
    while (!over && !begun(running.pid)) await pause(5);
    for (let stop = 0; stop < STOPS && !over; stop++) {
      process.kill(running.pid, 'SIGSTOP');
      await pause(60);
      process.kill(running.pid, 'SIGCONT');
      await pause(20);
    }
    const document = parseDocument(await running.ended) as unknown as FilesDocument;
    const { lost, streams, tallies } = document;
    const opens = (streams.files?.rows ?? []).filter(
      ({ comm, flags }) => comm === 'ringside-opens' && /O_RDONLY.*O_CREAT/.test(flags),
    );
    const unknown = opens.filter(({ path }) => path === null);
    const wrong = opens.filter(({ path, mode }) => path !== null && path !== `${folder}/${mode}`);
    assert.deepEqual(wrong.slice(0, 3), []);
    assert.ok(lost.ring_full + lost.busy > 0, 'events were lost as well');
    assert.ok(lost.texts_lost > 0, 'texts were lost');
    assert.ok(lost.total >= lost.texts_lost + lost.ring_full + lost.busy);
    assert.ok(lost.when.some(({ cause }) => cause === 'texts_lost'));
    // Each text that found no room left at most one event without its path: the next one tells it again.
    assert.ok(unknown.length <= lost.texts_lost, `${unknown.length} of ${lost.texts_lost}`);
    assert.ok(unknown.every(({ path_kind }) => path_kind === 'object'));
    // The tally has every one of them, whatever became of the stream.
    const counted = tallies.files.filter(({ comm }) => comm === 'ringside-opens');
    assert.ok(counted.reduce((sum, { count }) => sum + count, 0) >= OPENS + FILES);
    t.diagnostic(
      `${opens.length} of ${OPENS} opens told, ${lost.texts_lost} texts lost, ${unknown.length} without a path, 0 wrong`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
