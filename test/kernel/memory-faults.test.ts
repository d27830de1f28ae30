// SPDX-License-Identifier: Apache-2.0
// Page faults of children that touch a known number of pages: as wait4() and /proc have them, to the last one.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { workload } from '../support/watch';
import { begin } from '../support/watching';

interface Faults {
  readonly pid: number;
  readonly count: number;
  readonly minor: number;
  readonly major: number;
  readonly user_read: number;
  readonly user_write: number;
  readonly kernel: number;
}

interface Child {
  readonly way: string;
  readonly pid: number;
  readonly pages: number;
  readonly minor: number;
  readonly major: number;
}

/** Fields 10 and 12 of /proc/PID/stat. */
function faultsOf(pid: number): Pick<Faults, 'minor' | 'major'> {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return { minor: Number(fields[7]), major: Number(fields[9]) };
}

describe('page faults', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-touches-'));
  const children: Child[] = [];
  let waiting: Pick<Faults, 'pid' | 'minor' | 'major'>;
  let rows: readonly Faults[];
  let lost: unknown;

  before(async () => {
    const watching = await begin(['--comm', 'ringside-touche'], {
      environment: { RINGSIDE_WATCH: 'memory' },
    });
    const run = spawn(workload('touches'), [join(folder, 'pages')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve, reject) => {
      let text = '';
      run.stdout.on('data', (part: Buffer) => {
        text += part.toString();
        const waits = /^waits (\d+)$/m.exec(text)?.[1];
        if (waits === undefined) return;
        for (const [, way = '', ...figures] of text.matchAll(/^child (\S+) (\d+) (\d+) (\d+) (\d+)$/gm)) {
          const [pid = 0, pages = 0, minor = 0, major = 0] = figures.map(Number);
          children.push({ way, pid, pages, minor, major });
        }
        resolve(Number(waits));
      });
      run.once('close', () => reject(new Error(text)));
    });
    waiting = { pid, ...faultsOf(pid) };
    const { document } = await watching.end();
    process.kill(pid, 'SIGKILL');
    rows = (document.tallies as unknown as { memory: Faults[] }).memory;
    ({ lost } = document as unknown as { lost: unknown });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const of = (pid: number): Faults => {
    const [row, ...more] = rows.filter((one) => one.pid === pid);
    assert.ok(row && !more.length, `${pid}: ${more.length + Number(row !== undefined)} rows`);
    return row;
  };
  /** What twice the pages made more. */
  const more = (way: string, figure: 'user_read' | 'user_write' | 'kernel' | 'major'): number => {
    const [once, twice] = children.filter((child) => child.way === way);
    return of(twice?.pid ?? 0)[figure] - of(once?.pid ?? 0)[figure];
  };

  it('are minor and major as wait4() counted them, threads and all', () => {
    assert.equal(children.length, 10);
    for (const { way, pid, minor, major } of children) {
      const row = of(pid);
      assert.deepEqual([row.minor, row.major, row.count], [minor, major, minor + major], way);
    }
    assert.equal((lost as { total: number }).total, 0);
  });

  it('of a process that lives are as /proc has them', () => {
    const { minor, major } = of(waiting.pid);
    assert.deepEqual({ pid: waiting.pid, minor, major }, waiting);
  });

  it('from a disk are major ones, a page each', () => {
    for (const { pid, pages, way } of children) if (way === 'read_back') assert.ok(of(pid).major >= pages);
  });

  it('as exceptions are what the access was: its own, or the kernel’s for it', () => {
    const [{ pages } = { pages: 0 }] = children;
    assert.equal(more('written', 'user_write'), pages);
    assert.equal(more('shared', 'user_write'), pages);
    assert.equal(more('threads', 'user_write'), 4 * pages);
    assert.equal(more('copied', 'kernel'), pages);
    assert.equal(more('copied', 'user_write'), 0);
    assert.equal(more('read_back', 'user_read'), pages);
  });
});
