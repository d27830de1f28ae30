// SPDX-License-Identifier: Apache-2.0
// What a window is told that comes late, or is slow, against what was told as it happened; with the real store.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveSeconds } from '../../../src-main/engine/live-seconds';
import type { SecondMessage } from '../../../src-main/shared/contract';
import { FedStore } from '../../support/fed-store';
import { secondDigest } from '../../support/second-digest';

async function withStore(rows: number, use: (store: FedStore) => Promise<void>): Promise<void> {
  const store = new FedStore(rows);
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

/** What each says, with its names, its other tallies and what the tool said of itself. */
function said(messages: readonly SecondMessage[]) {
  const names = new Map<number, string>();
  return messages.map((message) => {
    const calls = secondDigest(message, names);
    const tallies = message.tallies.map(({ tracer, process, count, durations }) => ({
      ...{ tracer, durations },
      rows: Array.from(process, (id, row) => `${names.get(id)} ${count[row]}`).sort(),
    }));
    // The digest has the costs, to nine places.
    const { costKernel: _, costApp: __, ...status } = message.status;
    return { second: message.second, calls, tallies, status };
  });
}

/** As a window was told that was there from the beginning. */
function asItHappened(store: FedStore): SecondMessage[] {
  const window = new LiveSeconds(
    undefined,
    () => [],
    () => undefined,
  );
  return store.told.map((second) => {
    window.add(second);
    return window.next() as SecondMessage;
  });
}

describe('a window that comes late', () => {
  it('is told what was told before it came, to the row, the name and the nanosecond', () =>
    withStore(40, async (store) => {
      await store.fill(130, (number) =>
        number % 50 === 7 ? [{ cause: 'ring_full', cpu: 1, count: 3 }] : [],
      );
      const got = await store.window().upTo(130);
      assert.deepEqual(said(got), said(asItHappened(store)));
    }));

  it('goes on with seconds that end while it is read to, each once, without waiting for the store to take them', () =>
    withStore(40, async (store) => {
      await store.fill(70);
      store.second(70);
      const window = store.window();
      const reading = window.upTo(73);
      for (let number = 71; number < 73; number++) window.seconds.add(store.second(number));
      assert.equal(store.taken, 70);
      assert.deepEqual(said(await reading), said(asItHappened(store)));
      assert.equal(window.seconds.next(), undefined);
    }));

  it('is told ten minutes, and no more', () =>
    withStore(8, async (store) => {
      await store.fill(640);
      const got = await store.window().upTo(600);
      assert.deepEqual(
        got.map(({ second }) => second),
        store.told.slice(-600).map(({ message }) => message.second),
      );
    }));

  it('is told the past of a session that is over, too', () =>
    withStore(8, async (store) => {
      await store.fill(5);
      await store.rest();
      assert.deepEqual(said(await store.window().upTo(5)), said(asItHappened(store)));
    }));

  it('is told the same thousand rows of a second that has more', () =>
    withStore(1040, async (store) => {
      await store.fill(4);
      const got = await store.window().upTo(4);
      assert.deepEqual(got.map(rows), asItHappened(store).map(rows));
      assert.equal(got[0]?.calls.process.length, 1000);
    }));
});

const rows = ({ calls }: SecondMessage) =>
  Array.from(calls.process, (process, row) => `${process} ${calls.call[row]} ${calls.count[row]}`).sort();

describe('a window that is slow', () => {
  it('finds in the store what it left lying, in order and once', () =>
    withStore(20, async (store) => {
      store.second(0);
      const window = store.window();
      await window.upTo(1);
      for (let number = 1; number < 45; number++) {
        window.seconds.add(store.second(number));
        await store.settled();
      }
      const got = await window.upTo(45);
      assert.deepEqual(said(got), said(asItHappened(store)));
      assert.equal(window.seconds.next(), undefined);
    }));

  it('goes on with what there is when the store is gone', async () => {
    const store = new FedStore(20);
    await store.fill(5);
    await store.close();
    const window = store.window();
    const got = await window.upTo(1);
    assert.deepEqual(
      got.map(({ second }) => second),
      [store.told.at(-1)?.message.second],
    );
  });
});
