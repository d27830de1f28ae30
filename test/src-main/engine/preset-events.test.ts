// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bothWanted, type EventsWanted, KernelFilter } from '../../../src-main/engine/filter';
import { callNames, eventsOf, narrowing } from '../../../src-main/engine/preset-events';
import { ROOT } from '../../../src-main/helper/native';
import { callByName } from '../../../src-main/shared/call-text';
import { BY_CALL, BY_ERRORS, BY_WHOLE, STREAMS } from '../../../src-main/shared/events.gen';

const READ = 0;
const WRITE = 1;
const I386 = 1 << 12;

describe('what a preset keeps each by itself', () => {
  it('names its calls for the kernel and for the manifest', () => {
    const filter = { calls: 'write,read', errors: true, 'longer-than': '10ms' };
    assert.deepEqual(eventsOf(7, filter), {
      ...{ pid: 7, errorsOnly: true, longerThan: 10_000_000 },
      calls: [...callByName('read'), ...callByName('write')].sort((a, b) => a - b),
    });
    assert.deepEqual(narrowing(filter), { calls: 'write,read', errors: true, longer_than: '10ms' });
    assert.deepEqual(eventsOf(undefined, {}), {});
    assert.deepEqual(eventsOf(undefined, { calls: 'read' }, ['syscall', 'file_change']), {
      ...{ calls: callByName('read'), streams: ['file_change', 'syscall'] },
    });
  });

  it('names only calls that there are', () => {
    const folder = join(ROOT, 'src-main/presets');
    const named = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => callNames(JSON.parse(readFileSync(join(folder, name), 'utf8')).filter));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => callByName(name).length === 0),
      [],
    );
  });
});

describe('single events that several want', () => {
  it('are those of all their calls', () => {
    assert.deepEqual(bothWanted({ calls: [5, 1] }, { calls: [1, 3] }), { calls: [1, 3, 5] });
    assert.deepEqual(bothWanted({ calls: [1] }, {}), {});
    assert.deepEqual(bothWanted({ pid: 4, calls: [1] }, { pid: 4 }), { pid: 4 });
  });

  it('are whole streams beside what is narrow, and neither widens the other', () => {
    const awaited = { streams: ['process_exec'] };
    assert.deepEqual(bothWanted({ calls: [1] }, awaited), { calls: [1], whole: ['process_exec'] });
    assert.deepEqual(bothWanted(awaited, { pid: 4, streams: ['syscall'] }), {
      ...{ pid: 4, streams: ['syscall'], whole: ['process_exec'] },
    });
    assert.deepEqual(bothWanted(awaited, { streams: ['file_open'] }), {
      streams: ['file_open', 'process_exec'],
    });
    assert.deepEqual(bothWanted(awaited, {}), {});
    const three = [{ pid: 4 }, awaited, { pid: 4, streams: ['a'] }].reduce<EventsWanted | undefined>(
      bothWanted,
      undefined,
    );
    assert.deepEqual(three, { pid: 4, whole: ['process_exec'] });
    assert.deepEqual(bothWanted({ pid: 4, whole: ['a'] }, { pid: 5 }), {});
  });

  it('are whole streams for the kernel only beside what is narrow', () => {
    const filter = new KernelFilter({});
    filter.narrowEvents({ calls: [READ], whole: ['process_exec'] });
    assert.equal(filter.native.eventBy, BY_CALL | BY_WHOLE);
    assert.deepEqual(filter.native.eventWhole, [STREAMS.process_exec?.id]);
    filter.narrowEvents({ whole: ['process_exec'] });
    assert.equal(filter.native.eventBy, 0);
  });

  it('are bits for the kernel, those of i386 after the others', () => {
    const filter = new KernelFilter({});
    filter.narrowEvents({ calls: [READ, WRITE, I386 + 4], errorsOnly: true });
    assert.deepEqual(filter.native.eventCalls, [0, 1, 516]);
    assert.equal(filter.native.eventBy, BY_CALL | BY_ERRORS);
    filter.narrowEvents({});
    assert.equal(filter.native.eventBy, 0);
  });

  it('are all where one call has no bit: nothing that is wanted is left out', () => {
    const filter = new KernelFilter({});
    filter.narrowEvents({ calls: [READ, 600] });
    assert.equal(filter.native.eventBy, 0);
  });
});
