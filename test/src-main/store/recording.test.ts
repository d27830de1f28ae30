// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
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

describe('what a recording says was not written', () => {
  it('is what was refused since it began', () => assert.equal(notWritten(true), 5));
  it('is nothing where no single events were asked for', () => assert.equal(notWritten(false), 0));
});
