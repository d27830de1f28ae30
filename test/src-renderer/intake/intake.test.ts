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

const quiet = { frame: () => {}, later: () => {}, nowMs: () => 0, hidden: () => false };
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
