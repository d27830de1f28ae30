// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Failure } from '../../../src-main/shared/failure';
import { emptyManifest } from '../../../src-main/store/manifest';
import { Recording } from '../../../src-main/store/recording';

const TOTALS = { lost: 0, byCause: {}, bpfNs: 0, appNs: 0 };

function notWritten(streams: boolean): number {
  const dir = join(mkdtempSync(join(tmpdir(), 'ringside-recording-')), 'a');
  const options = {
    dir,
    base: { ...emptyManifest(), unixMinusBootNs: 0n },
    limits: { freeBytes: 0 },
    streams,
  };
  const recording = Recording.begin(options, [], 0n, 1n, TOTALS, new Map([['syscall', 2]]));
  recording.tell(2n, TOTALS, new Map([['syscall', 7]]));
  return recording.progress(2n).notWritten;
}

/** What it says instead of beginning in `dir`; '' when it begins. */
function refusal(dir: string): string {
  const options = {
    dir,
    base: { ...emptyManifest(), unixMinusBootNs: 0n },
    limits: { freeBytes: 0 },
    streams: false,
  };
  try {
    Recording.begin(options, [], 0n, 1n, TOTALS, new Map());
    return '';
  } catch (error) {
    return (error as Failure).why;
  }
}

describe('the place of a recording', () => {
  it('is made with the folders above it', () => {
    const dir = join(mkdtempSync(join(tmpdir(), 'ringside-recording-')), 'a/b/c');
    assert.equal(refusal(dir), '');
    assert.ok(existsSync(join(dir, 'manifest.json')));
  });
  // Node's own mkdir does not come back from these.
  for (const dir of ['/proc/x', '/proc/x/y', '/proc/self/x', '/sys/x'])
    it(`is not ${dir}, and that is said`, () => {
      assert.match(refusal(dir), /takes no new folders|EACCES|EPERM|ENOENT|EROFS/);
    });
  it('is not below a file', () => assert.match(refusal('/etc/passwd/x'), /ENOTDIR/));
});

describe('what a recording says was not written', () => {
  it('is what was refused since it began', () => assert.equal(notWritten(true), 5));
  it('is nothing where no single events were asked for', () => assert.equal(notWritten(false), 0));
});
