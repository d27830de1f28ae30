// SPDX-License-Identifier: Apache-2.0
// When gauges are read, and what a file that is not there says; files in a folder of the test's own.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { GaugeFiles, GROUPS_MOST } from '../../../src-main/engine/gauge-files';
import { Gauges } from '../../../src-main/engine/gauges';
import type { GaugeTable } from '../../../src-main/shared/gauge';

const folder = mkdtempSync(join(tmpdir(), 'ringside-gauges-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let reads = 0;
let takesMs = 0;
const TABLE: GaugeTable = {
  ...{ name: 'some', title: 'Some', lanes: [] },
  columns: [{ name: 'level', unit: 'byte_count', meaning: '', kind: 'level' }],
  read: () => {
    const begun = performance.now();
    while (performance.now() - begun < takesMs);
    return [{ level: ++reads }];
  },
};

const begun = () => {
  reads = 0;
  return new Gauges([TABLE], undefined, new GaugeFiles(undefined));
};

describe('gauges', () => {
  it('are read at the first look of a second, and handed to the store once', () => {
    takesMs = 0;
    const gauges = begun();
    for (const now of [5000, 5250, 5999, 6001, 6400]) gauges.look(now);
    assert.equal(reads, 2);
    assert.deepEqual(gauges.take(), [{ table: 'some', rows: [{ level: 2 }] }]);
    assert.deepEqual(gauges.take(), []);
    assert.deepEqual([...(gauges.figures(false)[0]?.values ?? [])], [2]);
  });

  it('rest when reading takes long, longer while nobody looks; the last look reads all', () => {
    takesMs = 30;
    const gauges = begun();
    gauges.look(1000);
    assert.equal(gauges.figures(true).length, 1);
    for (let second = 2; second <= 9; second++) gauges.look(second * 1000);
    assert.equal(reads, 1);
    assert.deepEqual(gauges.figures(true), [], 'what was not read in this second is not told as if it were');
    gauges.look(9500, true);
    assert.equal(reads, 2);
    gauges.calm = true;
    for (let second = 10; second < 70; second++) gauges.look(second * 1000);
    assert.equal(reads, 3, 'once, since who looks is another now');
    gauges.look(70_000);
    assert.equal(reads, 4, 'a minute is the longest');
  });

  it('of a kernel without a file say nothing, and of one with it what it says now', () => {
    const files = new GaugeFiles(undefined);
    const path = join(folder, 'file');
    assert.equal(files.text(path), undefined);
    writeFileSync(path, 'one 1\n');
    assert.equal(files.text(path), 'one 1\n');
    writeFileSync(path, 'two 2\n');
    assert.equal(files.text(path), 'two 2\n');
    assert.equal(files.text('/proc/loadavg')?.split(' ').length, 5);
    files.close();
  });

  it('read at most so many control groups, and say that there are more', () => {
    const mount = join(folder, 'tree');
    for (let group = 0; group <= GROUPS_MOST; group++)
      mkdirSync(join(mount, `group${group}`), { recursive: true });
    const files = new GaugeFiles({ mount, hierarchy: 0 });
    assert.equal(files.memoryGroups().length, GROUPS_MOST);
    assert.equal(files.groupsLeftOut, true);
    assert.equal(files.memoryGroups()[0]?.v2, true);
  });
});
