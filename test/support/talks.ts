// SPDX-License-Identifier: Apache-2.0
// ringside-talks in a network namespace of its own, and what is told of it.

import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import type { Lost } from './watch';
import { workload } from './watch';
import { begin } from './watching';

/** What the program says of itself. */
export interface Said {
  readonly what: string;
  readonly pid: number;
  readonly tid: number;
  readonly local: string;
  readonly local_port: number;
  readonly remote: string;
  readonly remote_port: number;
  readonly errno: number;
  /** Of a close: whose the connection is, and what TCP_INFO has of it. */
  readonly owner: number;
  readonly bytes_sent: number;
  readonly bytes_received: number;
  readonly bytes_retransmitted: number;
  readonly retransmits: number;
  readonly rtt_us: number;
  readonly min_rtt_us: number;
  readonly state: number;
  readonly count: number;
}

export interface TcpRow {
  readonly at_ns: number;
  readonly pid: number;
  readonly tid: number;
  readonly fd: number;
  readonly comm: string;
  readonly net_ns: number;
  readonly family: string;
  readonly socket: number;
  readonly local_address: string;
  readonly local_port: number;
  readonly remote_address: string | null;
  readonly remote_port: number | null;
  readonly errno: number;
  readonly error: string | null;
  readonly duration_ns: number | null;
  readonly backlog: number;
  readonly state: string;
  readonly end: string;
  readonly accepted: boolean;
  readonly fin_received: boolean;
  readonly bytes_sent: number;
  readonly bytes_received: number;
  readonly bytes_retransmitted: number;
  readonly srtt_ns: number | null;
  readonly min_rtt_ns: number | null;
  readonly retransmits: number;
  readonly text: string;
}

interface Told {
  readonly delivered: number;
  readonly rows: readonly TcpRow[];
}

export interface NetworkDocument {
  readonly tallies: { readonly network: readonly (Readonly<Record<string, number>> & { comm: string })[] };
  readonly streams: {
    readonly tcp_connect: Told;
    readonly tcp_accept: Told;
    readonly tcp_listen: Told;
    readonly tcp_close: Told;
    readonly tcp_held: Told;
    readonly tcp_retransmit: Told;
    readonly tcp_reset_sent: Told;
    readonly tcp_reset_received: Told;
  };
  readonly lost: Lost & { readonly texts_lost: number; readonly texts_forgotten: number };
}

export function run(line: string): string {
  const [command = '', ...words] = line.split(' ');
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  assert.equal(status, 0, `${line}: ${stderr}`);
  return stdout;
}

/** A namespace with a loopback, and a way to 192.0.2.0/24 where nobody answers: a wire whose other end is let lie. */
export class Net {
  constructor(readonly name: string) {
    run(`ip netns add ${name}`);
    for (const line of [
      'link set lo up',
      'link add wire type veth peer name end',
      'addr add 192.0.2.9/24 dev wire',
      'link set wire up',
      'link set end up',
      'neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev wire',
    ])
      run(`ip -n ${name} ${line}`);
  }

  get inode(): number {
    return statSync(`/var/run/netns/${this.name}`).ino;
  }

  /** The namespace's own counters. */
  counter(name: string): number {
    const found = new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(this.run(`nstat -asz ${name}`))?.[1];
    assert.ok(found, name);
    return Number(found);
  }

  run(line: string): string {
    return run(`ip netns exec ${this.name} ${line}`);
  }

  start(words: readonly string[], program = 'talks'): Talking {
    return new Talking(this.name, [workload(program), ...words]);
  }

  remove(): void {
    run(`ip netns del ${this.name}`);
  }
}

/** The program, which may wait for a line. */
export class Talking {
  private readonly child: ChildProcessWithoutNullStreams;
  private text = '';
  private complaints = '';
  private readonly ended: Promise<unknown>;

  constructor(net: string, words: readonly string[]) {
    this.child = spawn('ip', ['netns', 'exec', net, ...words]);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
    });
    this.child.stderr.on('data', (text) => {
      this.complaints += text;
    });
    this.ended = once(this.child, 'close');
  }

  get said(): Said[] {
    return this.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Said);
  }

  async until(what: string): Promise<void> {
    while (!this.said.some((line) => line.what === what)) await once(this.child.stdout, 'data');
  }

  goOn(): void {
    this.child.stdin.write('on\n');
  }

  async end(): Promise<Said[]> {
    await this.ended;
    assert.equal(this.child.exitCode, 0, `${this.complaints}\n${this.text}`);
    return this.said;
  }
}

/** Every event of the program, from now until `end()`. */
export async function beginTalks(comm = 'ringside-talks') {
  const options = ['--comm', comm, '--events', '--limit', '1000000'];
  const watching = await begin(options, { environment: { RINGSIDE_WATCH: 'network' } });
  return {
    end: async () => (await watching.end()).document as unknown as NetworkDocument,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** What became of each run and each event, by CPU; and the tally counts what the streams have, lost or not. */
export function assertTalkBooks({ lost, streams }: NetworkDocument): void {
  for (const cpu of lost.by_cpu) {
    const where = JSON.stringify(cpu);
    const became = cpu.tallied + cpu.tally_full + cpu.filtered + cpu.no_enter + cpu.newborn + cpu.no_storage;
    assert.equal(cpu.seen, became, where);
    const told = cpu.delivered + cpu.ring_full + cpu.busy + cpu.result_filtered;
    assert.equal(cpu.tallied + cpu.tally_full, told, where);
    assert.equal(cpu.received, cpu.delivered, where);
  }
  const delivered = Object.values(streams).map((stream) => stream.delivered);
  assert.equal(sum(lost.by_cpu.map((cpu) => cpu.delivered)), sum(delivered));
}

/** Nothing lost, the books close, and the tally counts what the streams have. */
export function assertWholeTalks(document: NetworkDocument): void {
  const { lost, streams, tallies } = document;
  assert.equal(lost.total, 0, JSON.stringify({ ...lost, by_cpu: [] }));
  assert.equal(lost.texts_lost + lost.texts_forgotten, 0);
  assertTalkBooks(document);
  const total = (figure: string) => sum(tallies.network.map((row) => row[figure] ?? 0));
  const of = (rows: readonly TcpRow[], figure: 'bytes_sent' | 'bytes_received' | 'retransmits') =>
    sum(rows.map((row) => row[figure]));
  const { tcp_connect: connects, tcp_accept: accepts, tcp_listen: listens, tcp_close: closes } = streams;
  for (const stream of Object.values(streams)) assert.equal(stream.rows.length, stream.delivered);
  assert.equal(total('connects'), connects.rows.length);
  assert.equal(total('connect_errors'), connects.rows.filter(({ error }) => error !== null).length);
  assert.equal(total('accepts'), accepts.rows.filter(({ error }) => error === null).length);
  assert.equal(total('listens'), listens.rows.length);
  assert.equal(total('closes'), closes.rows.length);
  assert.equal(total('resets'), closes.rows.filter(({ error }) => error !== null).length);
  assert.equal(total('retransmits'), of(closes.rows, 'retransmits'));
  for (const figure of ['bytes_sent', 'bytes_received'] as const)
    assert.equal(total(`ended_${figure}`), of(closes.rows, figure), figure);
  const answered = connects.rows.filter(({ error }) => error === null);
  assert.equal(total('connect_ns'), sum(answered.map((row) => row.duration_ns ?? 0)));
}
