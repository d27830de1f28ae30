// SPDX-License-Identifier: Apache-2.0
// The JSON document of one watching. Integers above 2^53 are strings, so that no reader rounds them.

import { eventPrograms, type Row } from '../shared/tracer';
import { documentProcesses } from './document-processes';
import type { Session } from './session';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export function jsonValue(value: unknown): Json {
  if (typeof value === 'bigint')
    return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : value.toString();
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonValue(inner)]));
  if (typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value))
    return String(value);
  return (value ?? null) as Json;
}

const sorted = (rows: Row[]) => rows.sort((a, b) => Number(b.count ?? 0) - Number(a.count ?? 0));

/**
 * What was lost, in all: 0 means that everything there is was counted. `exit_missed` is left out: such a call was
 * skipped by the kernel, and is in the recursion misses already.
 */
export function totalLost(session: Session): number {
  const { books } = session;
  return (
    books.total('ring_full') +
    books.total('busy') +
    books.total('tally_full') +
    books.total('no_storage') +
    books.total('texts_lost') +
    books.totalMisses() +
    books.notFollowed
  );
}

function lost(session: Session): Json {
  const { books, options } = session;
  const events = eventPrograms(options.tracers);
  const taken = session.helper.native.figures();
  return {
    total: totalLost(session),
    ring_full: books.total('ring_full'),
    busy: books.total('busy'),
    tally_full: books.total('tally_full'),
    no_storage: books.total('no_storage'),
    texts_lost: books.total('texts_lost'),
    texts_forgotten: session.texts.forgotten,
    groups_not_kept: books.groupsNotKept,
    recursion_misses: books.totalMisses(),
    exit_missed: books.total('exit_missed'),
    not_followed: books.notFollowed,
    folded_processes: session.processes.foldedProcesses(),
    ended_processes_together: session.processes.endedTogether,
    folded_events: books.total('folded'),
    late_rows: taken.late,
    reader_stalls: taken.stalls,
    by_cpu: books.byCpu(events).map((figures, cpu) => ({
      cpu,
      seen: figures.seen,
      tallied: figures.tallied,
      delivered: figures.delivered,
      received: taken.taken[cpu] ?? 0,
      ring_full: figures.ring_full,
      busy: figures.busy,
      tally_full: figures.tally_full,
      filtered: figures.filtered,
      result_filtered: figures.result_filtered,
      no_enter: figures.no_enter,
      newborn: figures.newborn,
      no_storage: figures.no_storage,
    })),
    misses_by_program: Object.fromEntries([...books.misses].filter(([, count]) => count > 0)),
    when: books.losses.map((entry) => ({ ...entry })),
    when_left_out: books.lossesLeftOut,
  };
}

/** {seconds, tallies, gauges where there are any, streams, processes, processes_left_out, lost, cost, notices, tables, door} */
export function watchDocument(session: Session): Json {
  const { processes, leftOut } = documentProcesses(session.processes);
  const streams: { [name: string]: Json } = {};
  if (session.options.events)
    for (const { name, documentName = name } of session.options.tracers.flatMap((tracer) => tracer.streams)) {
      const census = session.census.get(name);
      if (!census) continue;
      streams[documentName] = {
        delivered: census.delivered,
        by_key: jsonValue(census.totals()),
        rows: jsonValue(census.rows),
        rows_left_out: census.delivered - census.rows.length,
      };
    }
  return {
    seconds: Math.round(session.seconds * 1e3) / 1e3,
    tallies: Object.fromEntries(
      session.options.tracers.map((tracer) => [tracer.name, jsonValue(sorted(session.rows(tracer)))]),
    ),
    ...(session.gauges.isEmpty ? {} : { gauges: jsonValue(session.gauges.rows()) }),
    streams,
    processes: jsonValue(processes),
    processes_left_out: leftOut,
    lost: lost(session),
    cost: {
      bpf_ns: session.cost.bpfNs,
      others_ns: session.cost.othersNs,
      app_cpu_ns: Math.round(session.cost.appNs),
      per_call_ns: jsonValue({ ...session.meter.perCall }),
    },
    notices: session.notices.map((notice) => ({ ...notice })),
    tables: session.occupancy(),
    door: session.helper.door.name,
  };
}
