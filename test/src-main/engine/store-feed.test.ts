// SPDX-License-Identifier: Apache-2.0
// A disk that hangs: the draft of the manifest is a FIFO that nobody reads, so the store's thread waits where it opens
// it. What was counted meanwhile is in the capture afterwards, and no more seconds are on their way than the bound.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { KeptSecond } from '../../../src-main/engine/second-figures';
import type { Session } from '../../../src-main/engine/session';
import { StoreFeed } from '../../../src-main/engine/store-feed';
import { loadTracers } from '../../../src-main/engine/tracers';
import { TALLIES } from '../../../src-main/shared/events.gen';
import { SECONDS_ON_THEIR_WAY_MOST, StoreClient } from '../../../src-main/store/client';
import { tableNames } from '../../../src-main/store/columns';
import { emptyManifest } from '../../../src-main/store/manifest';
import { manifestOf, number, partsOf } from '../../support/plain-duck';
import { waitFor } from '../../support/processes';

const folder = mkdtempSync(join(tmpdir(), 'ringside-feed-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** As much of a session as a second needs. */
const notes: string[] = [];
const session = {
  learn: () => undefined,
  gauges: { take: () => [] },
  processes: { get: () => undefined },
  books: { totalMisses: () => 0, total: () => 0 },
  cost: { bpfNs: 0, othersNs: 0, appNs: 0 },
  note: (text: string) => void notes.push(text),
} as unknown as Session;

const CALLS = 1000;
/** What one look finds: so many calls of one kind by one process. */
function look() {
  const fields = TALLIES.syscalls?.value.fields ?? [];
  const columns = fields.map(({ name, bytes, length }) =>
    bytes === 8 ? Float64Array.of(name === 'returned' ? CALLS : 0) : new Uint32Array(length),
  );
  return new Map([['syscalls', { rows: 1, occupied: 1, entries: 1, keys: Uint32Array.of(1, 39), columns }]]);
}

const figures = (second: number): KeptSecond => ({
  ...{ second, seconds: 1, span: 1, events: CALLS, lostTotal: 0, costKernel: 0, costApp: 0 },
  losses: [{ cause: 'busy', cpu: 0, count: 1 }],
});

describe('a disk that hangs', () => {
  it('takes thirty seconds into the queue, the others as one when it is back; nothing is lost, and it is said', async () => {
    const tracers = loadTracers().filter(({ name }) => name === 'syscalls');
    let told = 0;
    const store = new StoreClient(
      { tracers: tracers.map(tableNames) },
      {
        told: () => void told++,
        broken: ({ why }) => assert.fail(why),
      },
    );
    const feed = new StoreFeed(tracers, store);
    const dir = join(folder, 'capture');
    const id = await store.record({
      ...{ dir, limits: { freeBytes: 0 }, streams: false, at: 1n },
      base: { ...emptyManifest(), unixMinusBootNs: 0n },
    });
    let second = 0;
    const next = (last = false) => {
      feed.looked(look());
      feed.second(session, figures(++second), last);
    };
    next();
    await waitFor('the first second', () => told || undefined, 20_000);
    const trap = join(dir, '.manifest.json.new');
    assert.equal(spawnSync('mkfifo', [trap]).status, 0);
    const seconds = SECONDS_ON_THEIR_WAY_MOST + 20;
    for (let times = 0; times < seconds; times++) next();
    assert.equal(store.isBehind, true);
    assert.equal(told, 1, 'it hangs');
    assert.deepEqual(notes, ['The disk takes nothing: seconds wait, and will be written as one.']);

    const reader = openSync(trap, constants.O_RDONLY | constants.O_NONBLOCK);
    next(true);
    const progress = await store.end(id, 'asked');
    await store.close('asked');
    closeSync(reader);
    assert.equal(progress?.ended, 'asked');
    assert.equal(await number(dir, 'syscalls', 'sum(returned)'), (seconds + 2) * CALLS);
    assert.equal(await number(dir, 'ticks', 'sum(events)'), (seconds + 2) * CALLS);
    assert.equal(await number(dir, 'losses', 'sum("count")'), seconds + 2);
    assert.equal(await number(dir, 'ticks', 'max(span_ns)'), 21e9);
    assert.ok(partsOf(dir, 'ticks').length > 0);
    assert.deepEqual(manifestOf(dir).losses.not_written, {});
    assert.match(notes.at(-1) ?? '', /21 seconds were written as one/);
  });
});
