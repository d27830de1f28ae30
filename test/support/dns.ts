// SPDX-License-Identifier: Apache-2.0
// Name servers and those who ask them, in a network namespace of a test's own.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src-main/helper/native';
import type { Net, TcpRow } from './talks';
import { type CpuBooks, workload } from './watch';

/** What ringside-asks says of a question. */
export interface Asked {
  readonly way: string;
  readonly pid: number;
  readonly id: number;
  readonly name: string;
  readonly type: string;
  /** Of the answer; 0 is none. */
  readonly bytes: number;
  readonly times: number;
  readonly ns: number;
}

/** What the server says that it was asked. */
export interface Heard {
  readonly transport: string;
  readonly id: number;
  readonly name: string;
  readonly type: string;
}

export interface DnsRow {
  readonly pid: number;
  readonly comm: string;
  readonly net_ns: number;
  readonly name: string | null;
  readonly type: string | null;
  readonly result: string;
  readonly answers: string | null;
  readonly server: string | null;
  readonly server_port: number | null;
  readonly transport: string;
  readonly attempts: number;
  readonly cut: boolean;
  readonly id: number;
  readonly records: number;
  readonly bytes: number;
  readonly text: string;
  readonly duration_ns: number | null;
}

export interface DnsDocument {
  readonly tallies: {
    readonly dns: readonly {
      pid: number;
      result: string;
      count: number;
      retries: number;
      total_ns: number;
    }[];
  };
  readonly streams: {
    readonly dns_answer: { readonly delivered: number; readonly rows: readonly DnsRow[] };
    readonly tcp_connect: { readonly rows: readonly (TcpRow & { readonly peer_name: string | null })[] };
  };
  readonly lost: { readonly total: number; readonly by_cpu: readonly CpuBooks[] };
}

const lines = <Line>(text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

/** A server, or with `upstream` a stub that asks it. */
export class DnsServer {
  private readonly child: ChildProcess;
  private text = '';

  private constructor(net: Net, words: readonly string[]) {
    const script = join(ROOT, 'out/test/support/dns-server.js');
    this.child = spawn('ip', ['netns', 'exec', net.name, process.execPath, script, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
    });
  }

  static async begin(net: Net, ...words: readonly string[]): Promise<DnsServer> {
    const server = new DnsServer(net, words);
    while (!server.text.includes('ready\n')) {
      assert.equal(server.child.exitCode, null, 'the server runs');
      if (server.child.stdout) await once(server.child.stdout, 'data');
    }
    return server;
  }

  /** `ip netns exec` becomes the program. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  get heard(): Heard[] {
    return lines<Heard>(this.text);
  }

  end(): void {
    this.child.kill();
  }
}

async function run(net: Net, words: readonly string[]): Promise<string> {
  const child = spawn('ip', ['netns', 'exec', net.name, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    complained += text;
  });
  await once(child, 'close');
  assert.ok(child.exitCode === 0 || child.exitCode === 2, `${words.join(' ')}: ${complained}`);
  return said;
}

/** `words` are ways and names, in turn. */
export const asks = async (net: Net, server: string, ...words: readonly string[]): Promise<Asked[]> =>
  lines<Asked>(await run(net, [workload('asks'), server, ...words]));

/** The C library's own resolver; '' where there is no such name. */
export async function getent(net: Net, server: string, name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-dns-'));
  const file = join(folder, 'resolv.conf');
  writeFileSync(file, `nameserver ${server}\n`);
  const script = `mount --bind ${file} /etc/resolv.conf && exec getent ahosts ${name}`;
  return run(net, ['unshare', '-m', 'sh', '-c', script]);
}
