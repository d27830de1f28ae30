// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TracerInfo } from '../../../src-main/shared/contract';
import {
  endOf,
  keptWords,
  limitFrom,
  neighbour,
  rateBetween,
  triggerChoices,
  triggerFrom,
  triggerWords,
  wakesWords,
} from '../../../src-renderer/select/capture-words';

describe('captures in words', () => {
  it('say why a recording ended, and what to do where nobody wanted that', () => {
    assert.deepEqual(endOf('asked'), { why: 'you stopped it', mend: null });
    assert.match(endOf('disk').mend ?? '', /room/);
    assert.equal(endOf('error: EIO: i/o error.').why, 'it could not be written on: EIO: i/o error');
  });
  it('say of what each call is kept, and that counts are of all', () => {
    assert.equal(keptWords({ scope: 'machine', calls: [] }), null);
    assert.equal(
      keptWords({ scope: 'machine', calls: ['write', 'fsync'] }),
      'Each of these calls is kept: write, fsync. Counts are of all calls.',
    );
    assert.equal(
      keptWords({ scope: 'process', calls: [] }),
      'Of this process alone each call is kept. Counts are of all processes.',
    );
    assert.match(
      keptWords({ scope: 'process', calls: ['read'] }) ?? '',
      /^Of this process alone .*: read\. Counts/,
    );
  });
  it('read a limit: nothing, a number, or what is none', () => {
    assert.deepEqual(
      ['', ' 10 ', '0,5', '0', '-1', 'ten', '11', '1e9'].map((text) => limitFrom(text, 10)),
      [undefined, 10, 0.5, null, null, null, null, null],
    );
  });
  it('name each trigger with its figure', () => {
    assert.equal(triggerWords({ kind: 'longer', ms: 500 }), 'A call takes longer than 500 ms');
    assert.match(triggerWords({ kind: 'errors', percent: 7 }), /7 % of the calls/);
    assert.match(triggerWords({ kind: 'pressure', resource: 'io', percent: 9 }), /disks in 9 %/);
  });
  it('offer the triggers of tracers beside those of every watching, and read what is written', () => {
    const triggers = [
      { id: 'exec', label: 'a program is run:', asks: 'name', usual: '' },
      { id: 'killed', label: 'a signal ends:', asks: 'name or nothing', usual: '' },
      { id: 'failing', label: 'opens fail, more than', asks: '%', usual: '50' },
    ] as const;
    const tracer: TracerInfo = {
      ...{ name: 'lives', question: '', columns: [], streams: [], triggers, watched: false },
    };
    const [exec, killed, failing] = triggerChoices([tracer]).slice(-3);
    assert.ok(exec && killed && failing);
    const trigger = triggerFrom(exec, ' true ');
    assert.deepEqual(trigger, { kind: 'tracer', tracer: 'lives', id: 'exec', value: 'true' });
    assert.equal(trigger && triggerWords(trigger, [tracer]), 'A program is run: true');
    assert.equal(trigger && triggerWords(trigger), 'Lives, exec: true');
    assert.equal(triggerFrom(exec, ' '), null);
    const any = triggerFrom(killed, '');
    assert.equal(any && triggerWords(any, [tracer]), 'A signal ends: any');
    const share = triggerFrom(failing, '30');
    assert.equal(share && triggerWords(share, [tracer]), 'Opens fail, more than 30 %');
    assert.equal(triggerFrom(failing, '101'), null);
    const [longer, , cpu] = triggerChoices([]);
    assert.deepEqual(longer && triggerFrom(longer, '5'), { kind: 'longer', ms: 5 });
    assert.deepEqual(cpu && triggerFrom(cpu, '5'), { kind: 'pressure', resource: 'cpu', percent: 5 });
    assert.match(wakesWords(['lives'], [tracer]) ?? '', /begins to watch lives/);
    assert.equal(wakesWords(['lives'], [{ ...tracer, watched: true }]), null);
  });
  it('tell a rate only between two looks', () => {
    assert.equal(rateBetween({ bytes: 100, seconds: 1 }, { bytes: 400, seconds: 3 }), 150);
    assert.equal(rateBetween({ bytes: 100, seconds: 1 }, { bytes: 400, seconds: 1 }), null);
    assert.equal(rateBetween({ bytes: 400, seconds: 1 }, { bytes: 100, seconds: 2 }), 0);
  });
  it('find the mark before and after', () => {
    const marks = [{ at: 1 }, { at: 5 }, { at: 9 }];
    assert.deepEqual([neighbour(marks, 5, -1), neighbour(marks, 5, 1)], [{ at: 1 }, { at: 9 }]);
    assert.deepEqual([neighbour(marks, 1, -1), neighbour([], 1, 1)], [undefined, undefined]);
  });
});
