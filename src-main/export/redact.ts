// SPDX-License-Identifier: Apache-2.0
// What can be taken out of an export. A value becomes a token, the same for the same value within one export, so that
// grouping still works; the salt is random and thrown away, so that nobody can try out what a token stood for.

import { createHash, randomBytes } from 'node:crypto';
import type { Manifest, ManifestColumn } from '../store/manifest';
import { type Params, quoted } from './question';

export const REDACTIONS = ['arguments', 'paths', 'peers', 'names'] as const;
export type Redaction = (typeof REDACTIONS)[number];

/** How a token begins: "name-5b1f...". */
const WORDS: Readonly<Record<Redaction | 'text', string>> = {
  arguments: 'argument',
  paths: 'path',
  peers: 'peer',
  names: 'name',
  text: 'text',
};
const TOKEN_DIGITS = 16;

/** By unit or name, so that a tracer to come is covered by how it calls its columns. */
const KINDS: readonly { readonly redaction: Redaction; readonly unit: RegExp; readonly name: RegExp }[] = [
  {
    redaction: 'arguments',
    unit: /^register_value$|^argument/,
    name: /^arg\d+$|^arg[sv]$|(^|_)(cmdline|command_line|arguments)$/,
  },
  {
    redaction: 'paths',
    unit: /(^|_)path$/,
    name: /(^|_)(?<!^cgroup_)(path|file|filename|dir|directory|cwd|exe)$/,
  },
  {
    redaction: 'peers',
    unit: /(^|_)(peer|address|port)$/,
    name: /(^|_)(peer|addr|address|saddr|daddr|sport|dport|port|remote|host|hostname|domain|query|sni|url)(_|$)/,
  },
  {
    redaction: 'names',
    unit: /^comm$|_name$/,
    name: /(^|_)(comm|name|user|container|unit|app|image|pod|namespace)$/,
  },
];
/** Texts out of the kernel's and our own fixed lists. */
const PUBLIC_TEXTS: ReadonlySet<string> = new Set(['syscall', 'error', 'cause', 'signal_name']);

/** Which choice takes a column out; `text` is a text of unknown content, which goes with any of them. */
export function redactionOf({ name, unit, type }: ManifestColumn): Redaction | 'text' | undefined {
  if (PUBLIC_TEXTS.has(name)) return undefined;
  const known = KINDS.find((kind) => kind.unit.test(unit) || kind.name.test(name));
  return known?.redaction ?? (type === 'VARCHAR' ? 'text' : undefined);
}

export class Redactor {
  private readonly salt = randomBytes(32).toString('hex');

  constructor(readonly chosen: ReadonlySet<Redaction>) {}

  /** Why a column of this kind is taken out, or undefined when it stays. */
  reason(column: ManifestColumn): Redaction | 'text' | undefined {
    const redaction = redactionOf(column);
    if (redaction === undefined || this.chosen.size === 0) return undefined;
    return redaction === 'text' || this.chosen.has(redaction) ? redaction : undefined;
  }

  /** SQL of a column's token; NULL stays NULL. */
  sql(column: string, reason: Redaction | 'text', params: Params): string {
    const value = `${params.add(this.salt)} || CAST(${quoted(column)} AS VARCHAR)`;
    return `'${WORDS[reason]}-' || left(sha256(${value}), ${TOKEN_DIGITS})`;
  }

  /** The same token for a value that stands outside the tables. */
  token(value: string, reason: Redaction | 'text'): string {
    if (value === '') return '';
    const digest = createHash('sha256').update(this.salt).update(value).digest('hex');
    return `${WORDS[reason]}-${digest.slice(0, TOKEN_DIGITS)}`;
  }

  /**
   * The manifest without what was chosen. Words that a person wrote may hold anything, so they go with any choice,
   * and so does the kernel filter, which names what was looked for.
   */
  manifest(manifest: Manifest): Manifest {
    if (this.chosen.size === 0) return manifest;
    const text = (value: string) => this.token(value, 'text');
    const name = (value: string) => (this.chosen.has('names') ? this.token(value, 'names') : value);
    const { host } = manifest;
    return {
      ...manifest,
      name: text(manifest.name),
      note: text(manifest.note),
      ended: manifest.ended?.startsWith('error') ? 'error' : manifest.ended,
      filter: {},
      host: {
        ...host,
        hostname: name(host.hostname),
        boot_id: name(host.boot_id),
        machine_id: name(host.machine_id),
      },
      marks: manifest.marks.map((mark) => ({ ...mark, text: text(mark.text) })),
    };
  }
}
