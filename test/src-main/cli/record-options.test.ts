// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytesFrom, parseRecord, type RecordOptions } from '../../../src-main/cli/record-options';
import { ExitCode, Failure } from '../../../src-main/shared/failure';

function parsed(...words: string[]): RecordOptions {
  const options = parseRecord(words);
  assert.notEqual(options, 'help');
  return options as RecordOptions;
}

/** What, why and what to do, as usage. */
const refused = (what: RegExp, ...words: string[]) =>
  assert.throws(
    () => parseRecord(words),
    (error) =>
      error instanceof Failure &&
      error.exitCode === ExitCode.Usage &&
      what.test(error.what) &&
      Boolean(error.why && error.mend),
  );

const SYSCALLS = ['--tracers', 'syscalls', '--out', 'somewhere'];

describe('the words after `record`', () => {
  it('say what, where to, how long and how large', () => {
    const options = parsed(
      ...SYSCALLS,
      '--seconds',
      '2.5',
      '--max-size',
      '1.5M',
      '--name',
      'n',
      '--',
      'cmd',
      '-x',
    );
    assert.deepEqual(
      [options.tracers, options.out, options.seconds, options.maxBytes, options.name, options.events],
      [['syscalls'], 'somewhere', 2.5, 1_572_864, 'n', true],
    );
    assert.deepEqual(options.filter, { command: ['cmd', '-x'] });
  });

  it('name the recording after its command, and write the filter as it was asked for', () => {
    const options = parsed(...SYSCALLS, '--longer-than', '1ms', '--', 'make', 'all');
    assert.equal(options.name, 'make all');
    assert.deepEqual(options.filter, { longer_than: '1ms', command: ['make', 'all'] });
  });

  it('are refused with a reason when they are wrong', () => {
    refused(/not said where to/, '--tracers', 'syscalls');
    refused(/not said what to record/, '--out', 'x');
    refused(/not said what to record/, ...SYSCALLS, '--preset', 'why-slow');
    refused(/no preset "nothing"/, '--preset', 'nothing', '--out', 'x');
    refused(/needs to know which/, '--preset', 'why-slow', '--out', 'x');
    refused(/not known/, ...SYSCALLS, '--frobnicate');
    refused(/too long/, ...SYSCALLS, '--name', 'n'.repeat(201));
    for (const size of ['', 'x', '0', '-1', '1X', '1e3', '9999999999T'])
      refused(/is not a size/, ...SYSCALLS, `--max-size=${size}`);
  });

  it('count in steps of 1,024', () => {
    assert.deepEqual(['7', '10K', '500M', '2GiB', '1TB'].map(bytesFrom), [
      7,
      10_240,
      500 * 2 ** 20,
      2 ** 31,
      2 ** 40,
    ]);
  });
});
