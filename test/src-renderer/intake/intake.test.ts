// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  EngineMessage,
  EnginePort,
  ProcessInfo,
  WindowMessage,
} from '../../../src-main/shared/contract';
import { Intake } from '../../../src-renderer/intake/intake';
import { Machine } from '../../../src-renderer/stores/machine';
import { second } from '../second';

class FakePort implements EnginePort {
  onmessage: ((event: { data: EngineMessage }) => void) | null = null;
  readonly sent: WindowMessage[] = [];
  closed = false;
  postMessage(message: WindowMessage): void {
    this.sent.push(message);
  }
  start(): void {}
  close(): void {
    this.closed = true;
  }
  tell(message: EngineMessage): void {
    this.onmessage?.({ data: message });
  }
}

const quiet = {
  frame: () => {},
  drawn: (run: () => void) => run(),
  later: () => {},
  nowMs: () => 0,
  hidden: () => false,
};
const process = (id: number, pid: number, comm: string): ProcessInfo => ({
  id,
  pid,
  comm,
  uid: 0,
  parent: 0,
});
const row = { process: 5, call: 0, count: 3 };

function connected() {
  const machine = new Machine(quiet);
  const intake = new Intake(machine);
  const port = new FakePort();
  intake.attach(port);
  return { machine, intake, port };
}

test('each message gives its credit back', () => {
  const { port } = connected();
  port.tell(second(1, [row]));
  port.tell({ kind: 'trouble', state: 'broken', what: '', why: '', mend: '' });
  assert.deepEqual(port.sent, [
    { kind: 'credit', count: 1 },
    { kind: 'credit', count: 1 },
  ]);
});

test('a replay after a new connection is not counted twice', () => {
  const { machine, intake, port } = connected();
  port.tell({ ...second(1, [row]), processes: [process(5, 100, 'node')] });
  port.tell(second(2, [row]));
  const again = new FakePort();
  intake.attach(again);
  assert.equal(port.closed, true);
  again.tell({ ...second(1, [row]), processes: [process(5, 100, 'node')] });
  again.tell(second(2, [row]));
  again.tell(second(3, [row]));
  assert.deepEqual(
    machine.history.messages.map((message) => message.second),
    [1, 2, 3],
  );
  assert.equal(machine.history.latest?.calls.process[0], 5);
});

test('numbers of another session do not take over names of the last one', () => {
  const { machine, intake, port } = connected();
  port.tell({ ...second(1, [row]), processes: [process(5, 100, 'node')] });
  const again = new FakePort();
  intake.attach(again);
  again.tell({ ...second(2, [row]), processes: [process(5, 777, 'postgres')] });
  const own = machine.history.latest?.calls.process[0] ?? 0;
  assert.equal(machine.nameProcess(own)?.comm, 'postgres');
  assert.equal(machine.nameProcess(5)?.comm, 'node');
});

const lost: EngineMessage = { kind: 'trouble', state: 'lost', what: 'The engine ended.', why: '', mend: '' };
const hello: EngineMessage = {
  ...{
    kind: 'hello',
    host: { kernel: '', cpus: 1, hostname: '' },
    door: '',
    rights: '',
    tracers: [],
    capture: null,
    afresh: false,
  },
};

test('the sentence of a loss stands until the next second, which says how much is missing', () => {
  const { machine, intake, port } = connected();
  port.tell(second(10, [row]));
  const [gone, again] = [new FakePort(), new FakePort()];
  intake.attach(gone);
  gone.tell(lost);
  intake.attach(again);
  again.tell(hello);
  assert.equal(machine.trouble, lost, 'a hello alone says nothing of the machine');
  again.tell(second(14, [row]));
  assert.equal(machine.trouble, null);
  assert.deepEqual(machine.resumed, { at: 14, after: 'engine', missing: 3 });
  again.tell(lost);
  again.tell(hello);
  again.tell(second(16, [row]));
  assert.deepEqual(machine.resumed, { at: 16, after: 'helper', missing: 1 }, 'behind the same port');
});

test('a refusal ends with the hello, and a window without history has nothing missing', () => {
  const { machine, port } = connected();
  port.tell(lost);
  port.tell(hello);
  assert.equal(machine.trouble, null);
  port.tell(second(10, [row]));
  assert.equal(machine.resumed, null);
});

test('a name that holds control characters cannot play tricks', () => {
  const { machine, port } = connected();
  port.tell({ ...second(1, [row]), processes: [process(5, 100, 'a\u202eb')] });
  assert.equal(machine.nameProcess(5)?.comm, 'a\\u{202e}b');
});

test('history is bounded by time', () => {
  const { machine, port } = connected();
  for (let at = 1; at <= 700; at++) port.tell(second(at, [row]));
  assert.equal(machine.history.messages.length, 600);
  assert.equal(machine.history.began, 100);
});

test('the whole of a second takes the place of its part, once', () => {
  const { machine, port } = connected();
  port.tell(second(1, [row], { seconds: 0.1 }));
  const whole = second(1, [{ ...row, count: 9 }], { seconds: 0.8 });
  port.tell(whole);
  port.tell(whole);
  assert.deepEqual(
    machine.history.messages.map(({ seconds, calls }) => [seconds, calls.count[0]]),
    [[0.8, 9]],
  );
  assert.equal(machine.history.taken, 2);
});

test('what a question found to be broken is told beside the capture', () => {
  const { machine, port } = connected();
  const problems = ['syscall/part-000020.parquet was left out'];
  port.tell({ kind: 'schema', tables: [], problems });
  assert.equal(machine.capture, null, 'a live window has none');
  machine.hello = { capture: { name: 'a', problems: [] } } as unknown as typeof machine.hello;
  port.tell({ kind: 'schema', tables: [], problems });
  assert.deepEqual(machine.capture, { name: 'a', problems });
});

test('who is told again in better words stays the same one, under the number that the window has for it', () => {
  const { machine, intake, port } = connected();
  port.tell({ ...second(1, [row]), processes: [process(5, 100, 'node')] });
  const again = new FakePort();
  intake.attach(again);
  again.tell({
    ...second(2, [row]),
    processes: [{ ...process(5, 777, 'nginx'), container: 'c0dec0dec0de' }],
  });
  again.tell({ ...second(3, [row]), processes: [{ ...process(5, 777, 'nginx'), container: 'web' }] });
  const names = [...machine.processes.values()].map(({ pid, container }) => [pid, container]);
  assert.deepEqual(names, [
    [100, undefined],
    [777, 'web'],
  ]);
});
