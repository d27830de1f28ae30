// SPDX-License-Identifier: Apache-2.0
// Looks in each event for what a trigger waits for. Numbers are compared in columns, before any name is looked up.

import type { Trigger } from '../shared/capture-contract';
import type { EventCondition, EventStream, Naming, Tracer } from '../shared/tracer';
import { rowAt } from './event-census';
import type { Batch } from './records';

type TracerTriggerAsked = Extract<Trigger, { kind: 'tracer' }>;

interface Awaited {
  readonly trigger: Trigger;
  readonly stream: EventStream;
  readonly when: EventCondition;
  readonly name: string;
}

/** Characters of an event that name a capture. */
const WORDS_MOST = 160;

/** What the tracer says of a trigger; undefined where this Ringside knows no such one. */
export const offered = (tracers: readonly Tracer[], { tracer, id }: TracerTriggerAsked) =>
  tracers.find(({ name }) => name === tracer)?.triggers?.find((one) => one.id === id);

function awaitedBy(tracers: readonly Tracer[], trigger: Trigger): Awaited[] {
  if (trigger.kind !== 'tracer') return [];
  const when = offered(tracers, trigger)?.when;
  if (!when || !('stream' in when)) return [];
  const stream = tracers.flatMap(({ streams }) => streams).find(({ name }) => name === when.stream);
  return stream ? [{ trigger, stream, when, name: String(trigger.value) }] : [];
}

/** Whole, or its last part. */
const isNamed = (text: string | null, name: string): boolean =>
  text === name || text?.endsWith(`/${name}`) === true;

function fits({ when, name }: Awaited, { columns }: Batch, i: number, naming: Naming): boolean {
  const fieldAt = (field: string) => columns[field]?.[0]?.[i] ?? 0;
  if (when.zero?.some((field) => Number(fieldAt(field)) !== 0)) return false;
  if (when.nonzero?.some((field) => Number(fieldAt(field)) === 0)) return false;
  return (
    name === '' ||
    when.names.some((field) => {
      const value = fieldAt(field);
      // A text's reference has 64 bits, a process's 32.
      return isNamed(typeof value === 'bigint' ? naming.text(value) : naming.process(value).comm, name);
    })
  );
}

export class EventWatch {
  private awaited: readonly Awaited[] = [];
  private found = new Map<Trigger, string>();

  constructor(private readonly tracers: readonly Tracer[]) {}

  set triggers(list: readonly Trigger[]) {
    this.awaited = list.flatMap((trigger) => awaitedBy(this.tracers, trigger));
    this.found.clear();
  }

  /** All of whose events are looked at. */
  get streams(): string[] {
    return [...new Set(this.awaited.map(({ stream }) => stream.name))].sort();
  }

  take(stream: string, batch: Batch, naming: Naming): void {
    for (const awaited of this.awaited) {
      if (awaited.stream.name !== stream || this.found.has(awaited.trigger)) continue;
      for (let i = 0; i < batch.rows; i++) {
        if (!fits(awaited, batch, i, naming)) continue;
        const { comm, pid, text } = awaited.stream.event(rowAt(batch, i), naming);
        const words = `${comm} ${pid}: ${text}`;
        this.found.set(
          awaited.trigger,
          words.length > WORDS_MOST ? `${words.slice(0, WORDS_MOST)}…` : `${words}.`,
        );
        break;
      }
    }
  }

  /** What happened since the last call: the first of each, in words. */
  drain(): ReadonlyMap<Trigger, string> {
    const { found } = this;
    this.found = new Map();
    return found;
  }
}
