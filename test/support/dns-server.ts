// SPDX-License-Identifier: Apache-2.0
// A name server that answers by what a name begins with, and says what it was asked; or a stub that asks it.
//
//   node dns-server.js ADDRESS            serves
//   node dns-server.js ADDRESS UPSTREAM   a stub: asks there, with numbers of its own
//
// Writes "ready", then a line of JSON for each question. By the first label: nx, fail and refused are answered so;
// silent is not, late only the second time; big does not fit into UDP; loop, short and junk are answered by what nobody
// should believe; peer is at 192.0.2.1; huge is 64 KiB by TCP. Port 853 takes whatever comes.

import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import * as packet from 'dns-packet';

const [address = '', upstream] = process.argv.slice(2);
const CODES: Readonly<Record<string, number>> = { fail: 2, nx: 3, refused: 5 };
const SHORTENED = 0x200;
const seen = new Map<string, number>();

type Answer = packet.StringAnswer;

function recordsFor(kind: string, name: string, type: string): Answer[] {
  const data = type === 'AAAA' ? '2001:db8::7' : kind === 'peer' ? '192.0.2.1' : '192.0.2.7';
  const one = { name, type, ttl: 60, data } as Answer;
  if (kind === 'big') return Array.from({ length: 40 }, (_, i) => ({ ...one, data: `192.0.2.${i}` }));
  if (kind === 'huge') return Array.from({ length: Math.floor(65_000 / (name.length + 16)) }, () => one);
  return [one];
}

/** Bytes that nobody should believe, behind a header and question that are right. */
function hostile(kind: string, head: Buffer): Buffer | undefined {
  const record = (bytes: string) => Buffer.concat([head, Buffer.from(bytes, 'hex')]);
  if (kind === 'loop')
    return record(`c0${head.length.toString(16).padStart(2, '0')}00010001000000400004c0000207`);
  if (kind === 'short') return record('c00c0001');
  if (kind === 'junk') return record('ff'.repeat(900));
  return undefined;
}

function answer(message: Buffer, transport: 'udp' | 'tcp'): Buffer | undefined {
  const { id, questions = [] } = packet.decode(message);
  const [question] = questions;
  if (!question) return undefined;
  const { name, type } = question;
  process.stdout.write(`${JSON.stringify({ transport, id, name, type })}\n`);
  const kind = name.split(/[-.]/)[0] ?? '';
  const times = (seen.get(name) ?? 0) + 1;
  seen.set(name, times);
  if (kind === 'silent' || (kind === 'late' && times < 2)) return undefined;
  const code = CODES[kind] ?? 0;
  const cut = kind === 'big' && transport === 'udp';
  const base = { type: 'response' as const, id: id ?? 0, questions };
  const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | code | (cut ? SHORTENED : 0);
  const bad = hostile(kind, packet.encode({ ...base, flags }));
  if (bad) {
    bad.writeUInt16BE(3, 6);
    return bad;
  }
  return packet.encode({ ...base, flags, answers: code || cut ? [] : recordsFor(kind, name, type) });
}

function serve(): void {
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    const bytes = answer(message, 'udp');
    if (bytes) udp.send(bytes, from.port, from.address);
  });
  const framed = (bytes: Buffer) =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const tcp = createServer((socket: Socket) => {
    let held = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const message = held.subarray(2, 2 + held.readUInt16BE(0));
        held = held.subarray(2 + message.length);
        const bytes = answer(message, 'tcp');
        if (bytes) socket.write(framed(bytes));
      }
    });
  });
  const tls = createServer((socket: Socket) => socket.on('error', () => {}).resume());
  udp.bind(53, address, () =>
    tcp.listen(53, address, () => tls.listen(853, address, () => process.stdout.write('ready\n'))),
  );
}

function stub(): void {
  const down = createSocket('udp4');
  const up = createSocket('udp4');
  const asked = new Map<number, { readonly id: number; readonly port: number; readonly address: string }>();
  let next = 30_000;
  down.on('message', (message, from) => {
    asked.set(++next, { id: message.readUInt16BE(0), port: from.port, address: from.address });
    message.writeUInt16BE(next, 0);
    up.send(message, 53, upstream);
  });
  up.on('message', (message) => {
    const who = asked.get(message.readUInt16BE(0));
    if (!who) return;
    message.writeUInt16BE(who.id, 0);
    down.send(message, who.port, who.address);
  });
  down.bind(53, address, () => process.stdout.write('ready\n'));
}

if (upstream) stub();
else serve();
