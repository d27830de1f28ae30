// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeCapture, listCaptures, listedCapture } from '../../../src-main/app/capture-list';
import { askedToOpen, captureAt } from '../../../src-main/app/open-capture';
import { Trash } from '../../../src-main/app/trash';
import type { CaptureList } from '../../../src-main/shared/capture-files';
import { Failure } from '../../../src-main/shared/failure';
import { emptyManifest, writeManifest } from '../../../src-main/store/manifest';

const fresh = () => mkdtempSync(join(tmpdir(), 'ringside-captures-'));

function capture(folder: string, name: string, more: object = {}): string {
  const dir = join(folder, name);
  mkdirSync(dir);
  writeManifest(dir, {
    ...emptyManifest(),
    state: 'complete',
    ended: 'asked',
    name: `named ${name}`,
    clocks: {
      unix_minus_boot_ns: '1700000000000000000',
      begun_boot_ns: '1000000000',
      ended_boot_ns: '13500000000',
    },
    tables: { syscall: { kind: 'stream', columns: [], rows: 7, bytes: 900 } },
    losses: { total: 3, by_cause: {}, not_written: { syscall: 2 } },
    ...more,
  });
  return dir;
}

describe('the list of captures', () => {
  it('is empty where there is no folder', async () => {
    const folder = join(fresh(), 'none');
    assert.deepEqual(await listCaptures(folder), { folder, captures: [], leftOut: 0 });
  });
  it('has the newest first, with what the manifests say', async () => {
    const folder = fresh();
    capture(folder, '20250101-1');
    capture(folder, '20250102-1');
    const { captures } = await listCaptures(folder);
    assert.deepEqual(
      captures.map(({ name }) => name),
      ['named 20250102-1', 'named 20250101-1'],
    );
    const { begunMs, seconds, rows, bytes, lost, notWritten, state } = captures[0] ?? {};
    assert.deepEqual(
      [begunMs, seconds, rows, bytes, lost, notWritten, state],
      [1700000001000, 12.5, 7, 900, 3, 2, 'complete'],
    );
  });
  it('tells what is being written from what was cut off, and says why something cannot be read', async () => {
    const folder = fresh();
    const clocks = {
      unix_minus_boot_ns: '1700000000000000000',
      begun_boot_ns: '1000000000',
      ended_boot_ns: null,
    };
    const open = { state: 'recording', ended: null, clocks };
    capture(folder, 'c-writing', open);
    const cut = capture(folder, 'b-cut', open);
    utimesSync(join(cut, 'manifest.json'), 1700000031, 1700000031);
    mkdirSync(join(folder, 'a-empty'));
    mkdirSync(join(folder, '0-broken'));
    writeFileSync(join(folder, '0-broken/manifest.json'), '{');
    const { captures } = await listCaptures(folder);
    assert.deepEqual(
      captures.map(({ state }) => state),
      ['writing', 'cut', 'unreadable', 'unreadable'],
    );
    assert.equal(captures[1]?.seconds, 30);
    assert.match(captures[2]?.problem?.what ?? '', /no manifest/);
    assert.equal(captures[3]?.problem?.why, 'It is not JSON.');
  });
  it('is bounded', async () => {
    const folder = fresh();
    for (let number = 0; number < 510; number++) mkdirSync(join(folder, String(number)));
    const { captures, leftOut }: CaptureList = await listCaptures(folder);
    assert.deepEqual([captures.length, leftOut], [500, 10]);
  });
  it('is all that a window can change', async () => {
    for (const dir of ['/c/../etc', '/c', '/c/a/b', 'a', 7, '/c/.', '/c/..', '/c/'])
      assert.throws(() => listedCapture('/c', dir), Failure, String(dir));
    assert.equal(listedCapture('/c', '/c/a'), '/c/a');
  });
  it('takes another name and note', async () => {
    const folder = fresh();
    await describeCapture(capture(folder, 'a'), 'Friday', 'two\nlines');
    const [first] = (await listCaptures(folder)).captures;
    assert.deepEqual([first?.name, first?.note, first?.rows], ['Friday', 'two\nlines', 7]);
    const writing = capture(folder, 'b', { state: 'recording' });
    await assert.rejects(describeCapture(writing, 'x', ''), /still being written/);
  });
});

describe('the trash', () => {
  it('takes a folder by the rules of the desktop, and gives it back', () => {
    const [folder, root] = [fresh(), join(fresh(), 'Trash')];
    const trash = new Trash(root);
    for (let times = 0; times < 2; times++) trash.put(capture(folder, 'a b'));
    assert.deepEqual(readdirSync(join(root, 'files')).sort(), ['a b', 'a b.2']);
    const info = readFileSync(join(root, 'info/a b.trashinfo'), 'utf8');
    assert.match(info, /^\[Trash Info\]\nPath=\/.*\/a%20b\nDeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n$/);
    trash.restore(join(folder, 'a b'));
    assert.ok(existsSync(join(folder, 'a b/manifest.json')));
    assert.deepEqual(readdirSync(join(root, 'info')), ['a b.trashinfo']);
    assert.throws(() => trash.restore(join(folder, 'a b')), Failure);
  });
  it('keeps no description of what it could not take', () => {
    const root = join(fresh(), 'Trash');
    assert.throws(() => new Trash(root).put('/nowhere/at/all'), Failure);
    assert.deepEqual(readdirSync(join(root, 'info')), []);
  });
});

describe('what is to be opened', () => {
  it('is a folder, its manifest, or a single file', () => {
    const dir = capture(fresh(), 'a');
    const file = join(dir, 'x.ringside');
    writeFileSync(file, '');
    assert.deepEqual([dir, join(dir, 'manifest.json'), file].map(captureAt), [dir, dir, file]);
  });
  it('is refused with a sentence when it is anything else', () => {
    const other = join(fresh(), 'x.txt');
    writeFileSync(other, '');
    for (const path of [other, 'relative', '/nowhere/at/all', 7, '/dev/null'])
      assert.throws(() => captureAt(path), Failure, String(path));
  });
  it('is one word of a start', () => {
    assert.equal(askedToOpen(['/electron', '/app', '--open=/a b']), '/a b');
    assert.equal(askedToOpen(['/electron', '/app']), undefined);
  });
});
