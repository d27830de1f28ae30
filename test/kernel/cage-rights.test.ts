// SPDX-License-Identifier: Apache-2.0
// What a process in the cage may, by the kernel's own answers to a program inside that tries (test/workloads/caged.c).

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../support/processes';
import { reachableRoot } from '../support/reachable-root';
import { workload } from '../support/watch';

const { EACCES, EPERM, ENOSYS, ENOTTY, ENOMEM } = constants.errno;
const CAGE = join(reachableRoot(), 'native/build/ringside-cage');
const MEMORY_MIB = '256';

const folder = mkdtempSync(join(tmpdir(), 'ringside-cage-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const inside = join(folder, 'inside');
const readable = join(inside, 'file');
const foreign = join(folder, 'foreign');
const fresh = join(inside, 'fresh');
const text = 'what is in it';

before(() => {
  mkdirSync(inside);
  writeFileSync(readable, text);
  writeFileSync(foreign, text);
});

/** errno by name of the try. */
function answers(as: { uid?: number; gid?: number }, more: string[] = []): Map<string, number> {
  const line = [MEMORY_MIB, '60', '-r', inside, ...more, '--', workload('caged'), readable, foreign, fresh];
  const ran = spawnSync(CAGE, [...line, String(process.pid)], { encoding: 'utf8', ...as });
  assert.equal(ran.status, 0, ran.stderr);
  const lines = ran.stdout.trim().split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] as string, Number(line.split(' ')[1])]));
}

const WORKS = ['read', 'pair', 'reserve'];
const OTHER: Readonly<Record<string, number[]>> = {
  clone3: [ENOSYS],
  type: [ENOTTY],
  memory: [ENOMEM],
};

for (const [who, as] of [
  ['root', {}],
  ['an ordinary user', { uid: 1000, gid: 1000 }],
] as const)
  describe(`in the cage, ${who}`, () => {
    let tries: Map<string, number>;
    before(() => {
      spawnSync('chmod', ['-R', 'a+rX', folder]);
      tries = answers(as);
    });

    it('reads what it was given, and computes', () => {
      for (const name of WORKS) assert.equal(tries.get(name), 0, name);
    });

    it('does nothing else', () => {
      assert.ok(tries.size > 50);
      for (const [name, error] of tries)
        if (!WORKS.includes(name))
          assert.ok((OTHER[name] ?? [EPERM, EACCES]).includes(error), `${name}: errno ${error}`);
    });

    it('leaves everything as it was', () => {
      assert.equal(readFileSync(readable, 'utf8'), text);
      assert.ok(!existsSync(fresh));
    });
  });

it('a folder to write in is writable, and nothing beside it', () => {
  const out = join(folder, 'out');
  mkdirSync(out);
  const into = (file: string) =>
    spawnSync(
      CAGE,
      ['256', '60', '-r', '/lib', '-r', '/lib64', '-w', out, '--', '/bin/dd', 'if=/dev/null', `of=${file}`],
      {
        encoding: 'utf8',
      },
    );
  // dd opens its input first, which it may not: so the file itself is what is given to it.
  const copy = (file: string) =>
    spawnSync(
      CAGE,
      [
        '256',
        '60',
        '-r',
        '/lib',
        '-r',
        '/lib64',
        '-r',
        inside,
        '-w',
        out,
        '--',
        '/bin/dd',
        `if=${readable}`,
        `of=${file}`,
      ],
      {
        encoding: 'utf8',
      },
    );
  assert.notEqual(into(join(out, 'never')).status, 0);
  assert.equal(copy(join(out, 'file')).status, 0);
  assert.equal(readFileSync(join(out, 'file'), 'utf8'), text);
  assert.notEqual(copy(join(folder, 'beside')).status, 0);
  assert.ok(!existsSync(join(folder, 'beside')));
});

it('descriptors of the parent stay outside, and its end ends the cage', async () => {
  const script = `exec 7</etc/passwd; ${CAGE} 256 60 -r /lib -r /lib64 -- /bin/sleep 1000 & echo $!; wait`;
  const parent = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve)))
    .toString()
    .split('\n');
  const pid = Number(line);
  await waitFor(
    'the sleep',
    () => (readFileSync(`/proc/${pid}/comm`, 'utf8') === 'sleep\n' ? true : undefined),
    5000,
  );
  assert.ok(!existsSync(`/proc/${pid}/fd/7`));
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  assert.match(status, /^NoNewPrivs:\t1$/m);
  assert.match(status, /^Seccomp:\t2$/m);
  assert.equal(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8'), '1000\n');
  parent.kill('SIGKILL');
  await waitFor('its end', () => (existsSync(`/proc/${pid}/exe`) ? undefined : true), 5000);
});

it('wrong words end it with 70, before anything runs', () => {
  for (const words of [
    [],
    ['0', '1', '--', '/bin/true'],
    ['256', '60', '/bin/true'],
    ['256', '60', '-x', 'y', '--', '/bin/true'],
    ['256', '60', '-r', '/'],
  ])
    assert.equal(spawnSync(CAGE, words).status, 70, words.join(' '));
  assert.equal(spawnSync(CAGE, ['256', '60', '--', join(dirname(CAGE), 'missing')]).status, 70);
});
