// SPDX-License-Identifier: Apache-2.0
// The only writer of what the engine tells. Each message that was taken in gives its credit back.

import type {
  EngineMessage,
  EnginePort,
  EventsMessage,
  HelloMessage,
  SecondMessage,
  StatusInfo,
} from '../../src-main/shared/contract';
import { SECOND } from '../stores/channels';
import { ENDED_MOST, EVENTS_MOST, type Machine } from '../stores/machine';
import { Identities } from './identities';

export class Intake {
  readonly #machine: Machine;
  readonly #identities: Identities;
  readonly #onHello: () => void;
  #port: EnginePort | null = null;
  /** The port that told of a loss which no second has followed yet. */
  #lostOn: EnginePort | null = null;

  /** `onHello` runs after each hello: whoever wants the engine to follow something asks again. */
  constructor(machine: Machine, onHello: () => void = () => {}) {
    this.#machine = machine;
    this.#identities = new Identities(machine.processes);
    this.#onHello = onHello;
  }

  /** A new connection takes the place of the last one; what is known stays. */
  attach(port: EnginePort): void {
    this.#port?.close();
    this.#port = port;
    this.#identities.newConnection();
    this.#machine.send = (message) => port.postMessage(message);
    this.#machine.connectedAnew();
    port.onmessage = ({ data }) => {
      if (port !== this.#port) return;
      this.#take(data);
      port.postMessage({ kind: 'credit', count: 1 });
    };
    port.start();
  }

  #take(message: EngineMessage): void {
    const machine = this.#machine;
    const first = machine.latest === 0;
    switch (message.kind) {
      case 'opening':
        machine.opening = message;
        machine.trouble = null;
        break;
      case 'hello':
        machine.hello = message;
        machine.opening = null;
        if (message.afresh) this.#beginAnew(message);
        // A loss is over with the next second: until then its sentence is what there is to read.
        if (this.#lostOn === null) machine.trouble = null;
        this.#onHello();
        // Where it begins anew, seconds follow at once.
        if (message.afresh && message.capture !== null) return;
        break;
      case 'second':
        this.#second(message);
        // What is drawn of a capture must not hang on how its seconds came in.
        if (message.second < (machine.player?.latest ?? 0)) return;
        break;
      case 'events':
        this.#events(message);
        machine.channels.tick(['events']);
        return;
      case 'captures':
        machine.captures = message;
        machine.endedCaptures = [...message.ended, ...machine.endedCaptures].slice(0, ENDED_MOST);
        for (const ended of message.ended) machine.captureEnded(ended);
        if (message.failure) machine.captureFailure = message.failure;
        machine.channels.tick(['captures']);
        return;
      case 'player':
        machine.player = message;
        machine.channels.tellOne('player');
        if (message.latest !== machine.latest) return;
        break;
      case 'schema':
        machine.schema = message;
        machine.tellProblems(message.problems);
        break;
      case 'answer':
        machine.answer = message;
        break;
      case 'rows':
        machine.takeRows(message);
        machine.channels.tellOne('rows');
        return;
      case 'trouble':
        machine.trouble = message;
        machine.opening = null;
        machine.status = null;
        if (message.state === 'lost' && machine.latest > 0) this.#lostOn = this.#port;
        break;
    }
    // Until there is a chart there is nothing to spread over frames, and somebody waits.
    if (first) machine.channels.tellSoon();
    else machine.channels.tick(SECOND);
  }

  #beginAnew(hello: HelloMessage): void {
    this.#lostOn = null;
    this.#machine.begin(hello);
  }

  #second(message: SecondMessage): void {
    const machine = this.#machine;
    this.#identities.learn(message.processes);
    for (const columns of [message.calls, ...message.tallies]) this.#identities.translate(columns);
    this.#resume(message);
    machine.trouble = null;
    machine.status = message.status;
    // A second that was kept has none: they are of now.
    if (message.tables.length) machine.tables = message.tables;
    // The names are in the table of processes; a second keeps figures only.
    if (machine.history.push({ ...message, processes: [], tables: [] })) {
      machine.folds.take(message, machine.nameProcess);
      this.#losses(message.second, message.status);
    }
    this.#identities.trim(() => this.#needed());
  }

  /** An engine that came back has a port of its own; a helper is had again behind the same one. */
  #resume({ second, seconds }: SecondMessage): void {
    const machine = this.#machine;
    if (this.#lostOn === null || second <= machine.latest) return;
    const missing = Math.max(0, second - seconds - machine.latest);
    machine.resumed = { at: second, after: this.#lostOn === this.#port ? 'helper' : 'engine', missing };
    this.#lostOn = null;
  }

  #losses(second: number, status: StatusInfo): void {
    const { loss } = this.#machine;
    const lost = status.losses.reduce((sum, one) => sum + one.count, 0);
    const total = Math.max(status.lostTotal, loss.total);
    if (lost > 0) this.#machine.loss = { last: second, first: loss.first || second, total };
    else if (total !== loss.total) this.#machine.loss = { ...loss, total, first: loss.first || second };
  }

  #events({ events, leftOut, afresh }: EventsMessage): void {
    const machine = this.#machine;
    if (afresh) {
      machine.events = [];
      machine.eventsLeftOut = 0;
    }
    const own = events.map((event) => ({ ...event, process: this.#identities.own(event.process) }));
    machine.events = [...machine.events, ...own].slice(-EVENTS_MOST);
    machine.eventsLeftOut += leftOut;
  }

  #needed(): Set<number> {
    const needed = new Set<number>();
    for (const { calls, tallies } of this.#machine.history.messages)
      for (const { process } of [calls, ...tallies]) for (const id of process) needed.add(id);
    for (const id of [...needed]) needed.add(this.#machine.processes.get(id)?.parent ?? 0);
    return needed;
  }
}
