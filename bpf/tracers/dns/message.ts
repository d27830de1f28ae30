// SPDX-License-Identifier: Apache-2.0
// Messages of DNS as texts. Anybody can send one, so nothing here believes a length or a pointer: a library reads each
// record by itself, what it refuses ends the message, and all that is made is bounded.

import * as packet from 'dns-packet';
import type { MadeText } from '../../../src-main/shared/tracer';
import { addressName } from './address-name';

const HEADER_BYTES = 12;
/** Type, class, time to live and length of the data. */
const RECORD_BYTES = 10;
const RECORDS_MOST = 64;
const ANSWERS_MOST = 4096;
const VALUE_MOST = 512;

/** What is added to the reference of a message's bytes; bpf/tracers/dns/dns-message.bpf.h has the same numbers. */
const NAME = 2;
const TYPE = 4;
const ANSWERS = 6;

interface Decoder<Value> {
  (buffer: Buffer, offset: number): Value;
  bytes: number;
}

interface Question {
  readonly name: string;
  readonly type: string;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly data?: unknown;
  /** The data as bytes. */
  readonly raw?: Uint8Array;
}

const { name, question, answer } = packet as unknown as {
  readonly name: { readonly decode: Decoder<string> };
  readonly question: { readonly decode: Decoder<Question> };
  readonly answer: { readonly decode: Decoder<DnsRecord> };
};

/** The question, and where the records behind it begin; undefined where it cannot be read. */
function questionOf(bytes: Buffer): { readonly question: Question; readonly end: number } | undefined {
  try {
    return { question: question.decode(bytes, HEADER_BYTES), end: HEADER_BYTES + question.decode.bytes };
  } catch {
    return undefined;
  }
}

/** The data of a record; the library takes its length on trust, and says less of what it read. @throws where it is cut */
function dataOf(bytes: Buffer, at: number): Buffer {
  name.decode(bytes, at);
  const begin = at + name.decode.bytes + RECORD_BYTES;
  const end = begin + bytes.readUInt16BE(begin - 2);
  if (end > bytes.length) throw new RangeError('a record is cut');
  return bytes.subarray(begin, end);
}

/** The answers that can be read, and whether those are all that it says it has. */
export function recordsOf(bytes: Buffer): {
  readonly records: readonly DnsRecord[];
  readonly whole: boolean;
} {
  const records: DnsRecord[] = [];
  const found = bytes.length < HEADER_BYTES ? undefined : questionOf(bytes);
  if (!found) return { records, whole: false };
  const count = bytes.readUInt16BE(6);
  let at = found.end;
  try {
    while (records.length < Math.min(count, RECORDS_MOST)) {
      const raw = dataOf(bytes, at);
      const end = raw.byteOffset - bytes.byteOffset + raw.length;
      records.push({ ...answer.decode(bytes.subarray(0, end), at), raw });
      at = end;
    }
  } catch {
    // What is cut or was built to hurt ends here.
  }
  return { records, whole: records.length === count };
}

/** What an answer holds, short: an address as it is, anything else in JSON. */
function dataText({ data }: DnsRecord): string {
  const text = typeof data === 'string' ? data : (JSON.stringify(data, (_key, value) => plain(value)) ?? '');
  return text.length > VALUE_MOST ? `${text.slice(0, VALUE_MOST)}…` : text;
}

/** Bytes (of a TXT, for one) as text; JSON.stringify has made an object of a Buffer already. */
function plain(value: unknown): unknown {
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data as number[]).toString() : value;
}

/** The name without its last dot; of the root the dot. */
const nameOf = (name: string) => name || '.';

/** "A 192.0.2.1 60s; CNAME www.example.org 3600s"; an ellipsis where there is more, or what cannot be read. */
export function answersText(bytes: Uint8Array): string {
  const { records, whole } = recordsOf(Buffer.from(bytes));
  const shown = records
    .filter(({ type }) => type !== 'OPT')
    .map((record) => [record.type, dataText(record), `${record.ttl ?? 0}s`].join(' '));
  const text = shown.join('; ');
  if (text.length > ANSWERS_MOST) return `${text.slice(0, ANSWERS_MOST)}…`;
  return whole ? text : `${text}…`;
}

/** Name and type that a message asks for. */
export function questionTexts(bytes: Uint8Array): MadeText[] {
  const found = questionOf(Buffer.from(bytes));
  if (!found) return [];
  return [
    [NAME, nameOf(found.question.name)],
    [TYPE, String(found.question.type)],
  ];
}

/** Bytes of the network namespace before a message. */
const NAMESPACE_BYTES = 4;

/** What the answers say; and each address in them has the name that was asked for, from now on. */
export function answerTexts(told: Uint8Array): MadeText[] {
  if (told.length < NAMESPACE_BYTES) return [];
  const all = Buffer.from(told);
  const bytes = all.subarray(NAMESPACE_BYTES);
  const asked = bytes.length < HEADER_BYTES ? undefined : questionOf(bytes)?.question.name;
  const texts: MadeText[] = [[ANSWERS, answersText(bytes)]];
  if (!asked) return texts;
  for (const { type, raw } of recordsOf(bytes).records) {
    const by = type === 'A' || type === 'AAAA' ? addressName(raw ?? bytes, all.readUInt32LE(0)) : undefined;
    if (by !== undefined) texts.push([by, asked]);
  }
  return texts;
}
