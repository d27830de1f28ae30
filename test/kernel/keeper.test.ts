// SPDX-License-Identifier: Apache-2.0
// Who gets a helper from the keeper, and who does not.

import assert from 'node:assert/strict';
import { type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NATIVE_BUILD } from '../../src-main/helper/native';
import { reachableRoot } from '../support/reachable-root';

const root = reachableRoot();
const KEEPER = join(NATIVE_BUILD, 'ringside-keeper');
const HELPER = join(NATIVE_BUILD, 'ringside-helper');
const KNOCK = join(root, 'native/build/ringside-knock');
const CLI = join(root, 'out/src-main/cli/main.js');

const UID = 1000;

function keep(script: string, options: SpawnSyncOptions = {}) {
  const argv = [String(UID), HELPER, '/bin/sh', '-c', script];
  const { status, stdout, stderr } = spawnSync(KEEPER, argv, {
    encoding: 'utf8',
    cwd: root,
    timeout: 60_000,
    ...options,
  });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

/** A keeper whose command waits, and the path of its door. */
async function kept(): Promise<{ door: string; end(): Promise<number | null> }> {
  const child = spawn(
    KEEPER,
    [String(UID), HELPER, '/bin/sh', '-c', 'echo "$RINGSIDE_HELPER_SOCKET"; read x; exit 7'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const door = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  return {
    door,
    end: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.stdin.end('\n');
      }),
  };
}

const knock = (door: string, uid: number) =>
  spawnSync('setpriv', [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', KNOCK, door, 'small'], {
    encoding: 'utf8',
    timeout: 20_000,
  });

describe('the keeper', () => {
  it('runs the command as the user, without a right, and ends as it ends', () => {
    const { status, stdout } = keep('id -u; id -g; grep CapEff /proc/self/status; exit 42');
    const [uid, gid, rights] = stdout.split('\n');
    assert.equal(uid, String(UID));
    assert.notEqual(gid, '0');
    assert.match(rights ?? '', /CapEff:\s0+$/);
    assert.equal(status, 42);
    assert.equal(keep('kill -9 $$').status, 128 + 9);
  });

  it('leaves nothing behind', () => {
    const { stdout } = keep('echo "$RINGSIDE_HELPER_SOCKET"; ls -l "$RINGSIDE_HELPER_SOCKET"');
    const [door = '', listed = ''] = stdout.split('\n');
    assert.match(listed, /^srw-------/);
    assert.ok(!existsSync(join(door, '..')));
  });

  it('starts a helper for the engine, and another when the engine is started again', () => {
    const doctor = `'${process.execPath}' '${CLI}' doctor --json`;
    const { status, stdout, stderr } = keep(`${doctor} && ${doctor}`);
    assert.equal(status, 0, stderr);
    assert.equal(stdout.match(/"door": "keeper"/g)?.length, 2);
    assert.equal(stdout.match(/"CapEff": "0+"/g)?.length, 2);
  });

  it('tells how the helper ended', () => {
    const { status, stderr } = keep(`'${KNOCK}' "$RINGSIDE_HELPER_SOCKET" small </dev/null`);
    assert.equal(status, 64);
    assert.match(stderr, /SOCK_SEQPACKET/);
  });

  it('has no helper for another user, not even for root', async () => {
    const { door, end } = await kept();
    for (const uid of [UID + 1, 65534]) {
      const { status, stderr } = knock(door, uid);
      assert.equal(status, 71);
      assert.match(stderr, /Permission denied/);
    }
    const asRoot = knock(door, 0);
    assert.equal(asRoot.status, 71);
    assert.ok(!existsSync(join(door, '../helper')), 'a helper was started');
    assert.equal(await end(), 7);
  });

  it('is not started by an ordinary user', () => {
    const { status } = spawnSync('setpriv', [
      `--reuid=${UID}`,
      `--regid=${UID}`,
      '--clear-groups',
      KEEPER,
      '1000',
      HELPER,
      'true',
    ]);
    assert.equal(status, 64);
  });

  it('is not taken for one when it is not root', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-door-'));
    const door = join(folder, 'door');
    try {
      spawnSync('chmod', ['777', folder]);
      // Whoever listens is who the kernel names: a process of that user, not the owner of the file.
      const script = `require('node:net').createServer().listen(${JSON.stringify(door)}, () => console.log('up'))`;
      const other = spawn(
        'setpriv',
        [`--reuid=${UID + 1}`, `--regid=${UID + 1}`, '--clear-groups', process.execPath, '-e', script],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      await new Promise((resolve) => other.stdout.once('data', resolve));
      spawnSync('chmod', ['777', door]);
      const { status, stderr } = knock(door, UID);
      other.kill();
      assert.equal(status, 71);
      assert.match(stderr, /not kept by root/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
