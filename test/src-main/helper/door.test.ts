// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkInstalledHelper, chooseDoor, explainExit, wordFor } from '../../../src-main/helper/door';
import { TRACER_FOLDERS } from '../../../src-main/shared/events.gen';
import { ExitCode, Failure } from '../../../src-main/shared/failure';

const folder = mkdtempSync(join(tmpdir(), 'ringside-door-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (installed: string, built: string) => {
  try {
    checkInstalledHelper(installed, built);
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, ExitCode.NoRights);
    assert.match(error.mend, /npm run setup/);
    return error.what;
  }
  return '';
};

test('the door follows the rights', () => {
  assert.equal(chooseDoor('normal', {}, 0).name, 'direct');
  assert.equal(chooseDoor('normal', {}, 1000).name, 'pkexec');
  assert.equal(chooseDoor('normal', { RINGSIDE_HELPER_FD: '7' }, 1000).name, 'inherited');
  assert.throws(() => chooseDoor('normal', { RINGSIDE_HELPER_FD: 'x' }, 1000), Failure);
});

test('a helper is told by a bit each which tracers to load, and of one that it does not know to load all', () => {
  assert.equal(wordFor('normal', [TRACER_FOLDERS[0] ?? '']), 'normal:1');
  assert.equal(wordFor('small', [TRACER_FOLDERS[4] ?? '', TRACER_FOLDERS[0] ?? '']), 'small:11');
  assert.equal(wordFor('large', ['syscalls', 'nothing']), 'large');
  // What passes the keeper's door has room for all of them.
  assert.ok(wordFor('normal', TRACER_FOLDERS).length < 16);
});

test('a helper that is missing, another, or not root’s alone is refused with the mend', () => {
  const built = join(folder, 'built');
  const other = join(folder, 'other');
  writeFileSync(built, 'one');
  writeFileSync(other, 'two');
  assert.match(refusal(join(folder, 'none'), built), /not installed/);
  chmodSync(other, 0o777);
  assert.match(refusal(other, built), /refused/);
  if (process.getuid?.() === 0) {
    chmodSync(other, 0o755);
    assert.match(refusal(other, built), /another build/);
    assert.equal(refusal(built, built), '');
  }
});

test('every way in which a helper ends has its own sentence', () => {
  const statuses = [64, 65, 70, 71, 72, 73].map((code) => code << 8);
  const texts = [...statuses, 9, -1].map((status) => explainExit('direct', status).message);
  assert.equal(new Set(texts).size, texts.length);
  assert.match(explainExit('direct', 9).why, /signal 9/);
  assert.equal(explainExit('direct', 9).exitCode, ExitCode.HelperLost);
  assert.match(explainExit('pkexec', 126 << 8).why, /dismissed/);
  assert.match(explainExit('pkexec', 127 << 8).why, /polkit/);
});
