// SPDX-License-Identifier: Apache-2.0
// The thread that keeps the store: batches as they come, and beside them seconds and requests in their order.

import { parentPort, workerData } from 'node:worker_threads';
import { readBatch } from '../engine/records';
import { STREAMS } from '../shared/events.gen';
import { Failure } from '../shared/failure';
import { tablesOf } from './columns';
import type { Numbers } from './duck';
import { HotReader } from './hot-reader';
import type {
  AnswerFailure,
  BatchMessage,
  StoreAnswer,
  StoreMessage,
  StoreRequest,
  StoreStart,
} from './messages';
import { Store } from './store';

const port = parentPort;
if (!port) throw new Error('this is the store’s thread, not a program');
const start = workerData as StoreStart;
const tables = tablesOf(start.tracers);
const opened = Store.open(tables, start);
const tell = (answer: StoreAnswer, handedOver: ArrayBuffer[] = []) => port.postMessage(answer, handedOver);
const reader = opened.then((store) => new HotReader(store, tell));

function failureOf(error: unknown): AnswerFailure {
  if (error instanceof Failure) return { what: error.what, why: error.why, mend: error.mend };
  return { what: 'The store failed.', why: `${(error as Error).message}.`, mend: 'Please report this.' };
}

async function take({ stream, rows, columns }: BatchMessage): Promise<void> {
  const layout = STREAMS[stream];
  const table = tables.find(({ name }) => name === stream);
  if (layout?.tail) (await opened).texts.take(readBatch(layout, rows, columns));
  if (layout && table) {
    const batch = readBatch(layout, rows, columns);
    const { texts } = await opened;
    const data = table.hot.map(({ field, element, text }) => {
      const column = batch.columns[field]?.[element] as Numbers;
      return text ? texts.of(column) : column;
    });
    (await opened).batch({ table: stream, rows, data, buffer: columns });
  }
  tell({ kind: 'taken', rows });
}

async function answer(request: StoreRequest): Promise<Extract<StoreAnswer, { kind: 'answer' }>['value']> {
  const store = await opened;
  switch (request.kind) {
    case 'record': {
      const { kind: _, at, ...options } = request;
      return store.record(options, at);
    }
    case 'end':
      return (await store.end(request.id, request.reason)) ?? null;
    case 'mark':
      store.of(request.id)?.mark(request.at, request.text);
      return null;
    case 'describe':
      store.of(request.id)?.describe(request.name, request.note);
      return null;
    case 'arm':
      store.arm(request.use, request.on);
      return null;
    case 'rest':
      await store.rest(request.reason);
      return null;
    case 'close':
      await store.close(request.reason);
      return null;
  }
}

/** What batches lay in goes back to whoever fills the next. */
async function giveBack(): Promise<void> {
  const buffers = (await opened).takeUsed();
  tell({ kind: 'used', buffers }, buffers);
}

let batches: Promise<void> = Promise.resolve();
let rest: Promise<void> = Promise.resolve();
const broken = (error: unknown) => tell({ kind: 'broken', failure: failureOf(error) });

port.on('message', (message: StoreMessage) => {
  if (message.kind === 'batch') {
    batches = batches.then(() => take(message)).catch(broken);
    return;
  }
  if (message.kind === 'credit' || message.kind === 'leave') {
    void reader.then((hot) => hot[message.kind](message.number));
    return;
  }
  if (message.kind === 'second' || message.kind === 'events')
    batches = batches.then(async () => (await opened).seal()).catch(broken);
  // Batches that came before it are in; those that come meanwhile do not wait for it.
  const before = batches;
  if (message.kind === 'second')
    rest = rest
      .then(() => before)
      .then(async () => {
        const store = await opened;
        await store.second(message.second);
        tell({ kind: 'told', at: message.second.at, ...store.report() });
      })
      .then(giveBack)
      .catch(broken);
  else if (message.kind === 'events')
    rest = rest
      .then(() => before)
      .then(async () => (await opened).events(message.at, message.names))
      .then(giveBack)
      .catch(broken);
  else if (message.kind === 'read')
    // In order behind the seconds that came before it; those that follow do not wait for it.
    rest = rest.then(async () => void (await reader).read(message.number, message.sql)).catch(broken);
  else
    rest = rest
      .then(() => before)
      .then(() => answer(message.request))
      .then(
        (value) => tell({ kind: 'answer', number: message.number, value }),
        (error: unknown) => tell({ kind: 'failed', number: message.number, failure: failureOf(error) }),
      );
});
