// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Recent } from '../../../src-main/app/recent';
import { RECENT_MOST } from '../../../src-main/shared/capture-files';

const fresh = () => mkdtempSync(join(tmpdir(), 'ringside-recent-'));
const paths = async (recent: Recent) => (await recent.list()).map(({ path }) => path);

describe('what was shown last', () => {
  it('is nothing at first', async () => {
    assert.deepEqual(await new Recent(join(fresh(), 'state/recent.json')).list(), []);
  });

  it('has the latest first and each once, by its latest name', async () => {
    const recent = new Recent(join(fresh(), 'state/recent.json'));
    recent.add('/a', 'first', 1);
    recent.add('/b', 'other', 2);
    recent.add('/a', 'renamed', 3);
    assert.deepEqual(await recent.list(), [
      { path: '/a', name: 'renamed', shownMs: 3, gone: true },
      { path: '/b', name: 'other', shownMs: 2, gone: true },
    ]);
  });

  it('is bounded: the oldest leave', async () => {
    const recent = new Recent(join(fresh(), 'recent.json'));
    for (let at = 0; at < RECENT_MOST + 5; at++) recent.add(`/${at}`, 'x'.repeat(10_000), at);
    const list = await recent.list();
    assert.equal(list.length, RECENT_MOST);
    assert.deepEqual([list[0]?.path, list.at(-1)?.path], [`/${RECENT_MOST + 4}`, '/5']);
    assert.equal(list[0]?.name.length, 200);
  });

  it('tells what is gone, and that it is back', async () => {
    const folder = fresh();
    const recent = new Recent(join(folder, 'recent.json'));
    const there = join(folder, 'capture');
    writeFileSync(there, '');
    recent.add(there, 'c', 1);
    const gone = async () => (await recent.list())[0]?.gone;
    assert.equal(await gone(), false);
    renameSync(there, `${there}.away`);
    assert.equal(await gone(), true);
    renameSync(`${there}.away`, there);
    assert.equal(await gone(), false);
  });

  it('forgets one or all', async () => {
    const recent = new Recent(join(fresh(), 'recent.json'));
    for (const path of ['/a', '/b', '/c']) recent.add(path, path, 1);
    recent.forget('/b');
    assert.deepEqual(await paths(recent), ['/c', '/a']);
    recent.forget(null);
    assert.deepEqual(await paths(recent), []);
  });

  it('leaves out what is not sound in its file', async () => {
    const file = join(fresh(), 'recent.json');
    const sound = { path: '/a', name: 'a', shownMs: 1 };
    const others = [
      ...[null, 7, {}, { ...sound, path: 'a' }, { ...sound, name: 3 }, { ...sound, shownMs: 'x' }],
      { ...sound, path: `/${'x'.repeat(5000)}` },
    ];
    writeFileSync(file, JSON.stringify([...others, { ...sound, more: 'x' }]));
    const recent = new Recent(file);
    assert.deepEqual(await recent.list(), [{ ...sound, gone: true }]);
    writeFileSync(file, 'no JSON');
    assert.deepEqual(await recent.list(), []);
    recent.add('/b', 'b', 2);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), [{ path: '/b', name: 'b', shownMs: 2 }]);
  });
});
