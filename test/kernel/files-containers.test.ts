// SPDX-License-Identifier: Apache-2.0
// Opens in real containers by runc, whose mounts hang in no tree of this machine: each has the path that the container
// sees, and the one by which this machine finds the same file, which is looked at.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertWhole, beginFiles, type FilesDocument, type OpenEvent } from '../support/files';
import { Container, containerId, removeOwnGroups } from '../support/runc';

const OPENS = 1000;
const FILES = 3;

describe('a file in a container', () => {
  const volume = mkdtempSync(join(tmpdir(), 'ringside-volume-'));
  const boxes: Container[] = [];
  const inodes = new Map<string, number>();
  let document: FilesDocument;

  const box = (folder: string, overlay: boolean) => {
    const argv = [OPENS, 0, folder, FILES, 0].map(String);
    const one = new Container(`/docker/${containerId()}`, { program: 'opens', argv, overlay, volume });
    boxes.push(one);
    mkdirSync(join(one.folder, 'root/data'));
    one.run();
    return one;
  };
  const opened = (path: string): OpenEvent[] =>
    (document.streams.files?.rows ?? []).filter((row) => row.path === path && row.flags.includes('O_RDONLY'));

  before(async () => {
    chmodSync(volume, 0o755);
    const watching = await beginFiles(['--comm', 'program']);
    box('/data', true);
    box('/volume', true);
    box('/', true);
    document = await watching.end();
    for (const { host_path } of document.streams.files?.rows ?? [])
      if (host_path && existsSync(host_path)) inodes.set(host_path, statSync(host_path).ino);
  });
  after(() => {
    for (const one of boxes) one.remove();
    removeOwnGroups();
    rmSync(volume, { recursive: true, force: true });
  });

  it('of its overlay has its own path, and the one in the runtime’s folder', () => {
    assertWhole(document);
    const [first, , third] = boxes;
    for (let file = 0; file < FILES; file++) {
      const rows = opened(`/data/${file}`);
      assert.equal(rows.length, Math.ceil((OPENS - file) / FILES));
      const host = `${first?.folder}/root/data/${file}`;
      for (const { host_path, path_kind } of rows)
        assert.deepEqual([host_path, path_kind], [host, 'object overlay']);
      assert.ok(inodes.has(host), 'this machine finds it there');
    }
    const [atRoot] = opened('/0');
    assert.equal(atRoot?.host_path, `${third?.folder}/root/0`);
  });

  it('of a volume has its own path, and that of the folder that was given', () => {
    for (let file = 0; file < FILES; file++) {
      const rows = opened(`/volume/${file}`);
      assert.equal(rows.length, Math.ceil((OPENS - file) / FILES));
      for (const { host_path, path_kind } of rows)
        assert.deepEqual([host_path, path_kind], [`${volume}/${file}`, 'object']);
      assert.equal(inodes.get(`${volume}/${file}`), statSync(`${volume}/${file}`).ino);
    }
  });
});
