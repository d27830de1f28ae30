// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventWatch } from '../../../src-main/engine/event-watch';
import type { Batch } from '../../../src-main/engine/records';
import { loadTracers } from '../../../src-main/engine/tracers';
import { type SecondCounts, Triggers } from '../../../src-main/engine/triggers';
import { soundTriggers, type Trigger } from '../../../src-main/shared/capture-contract';
import { callByName } from '../../../src-main/shared/call-text';
import { STREAMS, TALLIES } from '../../../src-main/shared/events.gen';
import type { Naming } from '../../../src-main/shared/tracer';

const tracers = loadTracers();
const ENOENT = 2;
const EAGAIN = 11;
const MS = 1_000_000;

function counts(
  name: string,
  rows: [key: Record<string, number>, values: Record<string, number>][],
): SecondCounts {
  const tally = TALLIES[name];
  assert.ok(tally);
  return { tally, rows: rows.map(([key, values]) => ({ key, values, arrays: {} })) };
}

function triggers(...list: Trigger[]): Triggers {
  const made = new Triggers(tracers, (resource) => (resource === 'io' ? 40 : undefined));
  made.list = list;
  return made;
}

const offer = (tracer: string, id: string, value: string | number): Trigger => ({
  ...{ kind: 'tracer', tracer, id, value },
});

describe('triggers on what a second counted', () => {
  it('go off once, and rest for a minute', () => {
    const some = triggers(
      { kind: 'pressure', resource: 'io', percent: 40 },
      { kind: 'pressure', resource: 'cpu', percent: 1 },
    );
    assert.equal(some.look([], 1000).length, 1);
    assert.deepEqual(some.look([], 60_000), []);
    assert.equal(some.look([], 61_001).length, 1);
  });

  it('know the longest of a second by what has grown', () => {
    const some = triggers({ kind: 'longer', ms: 10 });
    const row = (max: number) => [counts('syscalls', [[{ process: 1, call: 0 }, { max }]])];
    assert.deepEqual(some.look(row(10 * MS), 0), []);
    assert.deepEqual(some.look(row(12 * MS), 0), ['A call took 12.0 ms.']);
    assert.deepEqual(some.look(row(12 * MS), 100_000), []);
  });

  it('take failures of system calls for failures of calls, and not what another tracer counts again', () => {
    const some = triggers({ kind: 'errors', percent: 50 });
    const second = (error: number) => [
      counts('syscalls', [[{ process: 1, call: 0 }, { returned: 100 }]]),
      counts('syscall_errors', [[{ process: 1, call: 0, error }, { count: 50 }]]),
      counts('file_opens', [[{ process: 1 }, { count: 1000 }]]),
    ];
    assert.deepEqual(some.look(second(EAGAIN), 0), []);
    assert.deepEqual(some.look(second(ENOENT), 0), ['50.0 % of 100 calls failed.']);
  });

  it('of a tracer look at its own tallies', () => {
    const some = triggers(offer('files', 'failing', 20), offer('file_changes', 'sync', 500));
    const [fsync = 0] = callByName('fsync');
    const [rename = 0] = callByName('rename');
    const second = (failed: number, call: number) => [
      counts('syscall_errors', [[{ process: 1, call: 0, error: ENOENT }, { count: 900 }]]),
      counts('file_opens', [[{ process: 1 }, { count: 200 }]]),
      counts('file_open_errors', [[{ process: 1, error: ENOENT }, { count: failed }]]),
      counts('file_changes', [[{ process: 1, call }, { max: 600 * MS }]]),
    ];
    assert.deepEqual(some.look(second(39, rename), 0), []);
    assert.deepEqual(some.look(second(40, fsync), 0), ['20.0 % of 200 files failed.', 'fsync took 600 ms.']);
  });
});

describe('triggers on single events', () => {
  const names: Record<number, string> = { 1: 'sh', 2: 'true' };
  const texts: Record<string, string> = { 7: '/bin/true', 8: '/bin/untrue' };
  const naming: Naming = {
    process: (ref) => ({ pid: ref, comm: names[ref] ?? '(unknown)', started: 0n }),
    text: (ref) => texts[String(ref)] ?? null,
    name: () => '',
  };
  /** Rows of a stream; what is not given is 0. */
  function batch(stream: string, rows: Record<string, number | bigint>[]): Batch {
    const fields = STREAMS[stream]?.fields ?? [];
    const columns = fields.map(({ name, bytes }) => {
      const values = rows.map((row) => row[name] ?? 0);
      return [
        name,
        [bytes === 8 ? BigUint64Array.from(values.map(BigInt)) : Uint32Array.from(values.map(Number))],
      ];
    });
    return { rows: rows.length, columns: Object.fromEntries(columns) };
  }
  const watching = (...list: Trigger[]) => {
    const watch = new EventWatch(tracers);
    watch.triggers = list;
    return watch;
  };

  it('wait for a name, whole or its last part, and for no failed exec', () => {
    const bare = offer('processes', 'exec', 'true');
    const whole = offer('processes', 'exec', '/bin/true');
    const other = offer('processes', 'exec', '/usr/bin/true');
    const watch = watching(bare, whole, other);
    assert.deepEqual(watch.streams, ['process_exec']);
    watch.take(
      'process_exec',
      batch('process_exec', [
        { process: 1, path: 7n, error: ENOENT },
        { process: 1, path: 8n },
      ]),
      naming,
    );
    assert.equal(watch.drain().size, 0);
    watch.take('process_exec', batch('process_exec', [{ process: 1, pid: 5, path: 7n }]), naming);
    const found = watch.drain();
    assert.deepEqual([...found.keys()], [bare, whole]);
    assert.match(found.get(bare) ?? '', /^sh 5: exec "\/bin\/true"/);
    assert.equal(watch.drain().size, 0);
  });

  it('wait for a signal that ends one process, or any', () => {
    const any = offer('processes', 'killed', '');
    const one = offer('processes', 'killed', 'true');
    const watch = watching(any, one);
    watch.take(
      'process_exit',
      batch('process_exit', [
        { process: 2, status: 1 },
        { process: 1, signal: 9 },
      ]),
      naming,
    );
    assert.deepEqual([...watch.drain().keys()], [any]);
    watch.take('process_exit', batch('process_exit', [{ process: 2, signal: 15 }]), naming);
    assert.deepEqual([...watch.drain().keys()], [any, one]);
  });

  it('ask for no stream where no tracer offers it', () => {
    assert.deepEqual(
      watching(offer('processes', 'never', 'a'), offer('nobody', 'exec', 'a'), offer('files', 'failing', 5))
        .streams,
      [],
    );
  });

  it('say in words what set them off', () => {
    const trigger = offer('processes', 'exec', 'true');
    assert.deepEqual(triggers(trigger).look([], 0, new Map([[trigger, 'sh 5: exec.']])), ['sh 5: exec.']);
  });
});

describe('what tracers offer as triggers', () => {
  const offers = tracers.flatMap((tracer) => (tracer.triggers ?? []).map((one) => ({ tracer, one })));

  it('is about streams, tallies and fields of their own', () => {
    assert.ok(offers.length >= 4);
    for (const { tracer, one } of offers) {
      const { when } = one;
      if ('stream' in when) {
        assert.ok(
          tracer.streams.some(({ name }) => name === when.stream),
          one.id,
        );
        const fields = STREAMS[when.stream]?.fields.map(({ name }) => name) ?? [];
        for (const field of [...when.names, ...(when.zero ?? []), ...(when.nonzero ?? [])])
          assert.ok(fields.includes(field), `${one.id}: ${field}`);
      } else
        for (const name of 'longest' in when ? [when.longest] : [when.failing, when.of])
          assert.ok(tracer.tallies.includes(name), `${one.id}: ${name}`);
    }
  });

  it('is sound as settings keep it, and bounded', () => {
    const list = offers.map(({ tracer, one }) =>
      offer(tracer.name, one.id, one.asks.startsWith('name') ? 'a' : 1),
    );
    assert.deepEqual(soundTriggers(list), list);
    assert.equal(soundTriggers([offer('processes', 'exec', 'x'.repeat(4097))]), undefined);
    assert.equal(soundTriggers([{ kind: 'tracer', tracer: 'processes', id: 'exec' }]), undefined);
  });
});
