// SPDX-License-Identifier: Apache-2.0
// What a capture says of the machine and of the question, from its beginning.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, hostname, machine, release } from 'node:os';
import { unixMinusBootNs } from '../engine/clock';
import { version } from '../helper/version';
import { SCHEMA_HASH } from '../shared/events.gen';
import type { Tracer } from '../shared/tracer';
import type { Manifest } from './manifest';
import type { ManifestBase } from './recording';

function lineOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

/** The machine's own id is not for strangers: a capture carries one that is ours alone. */
function machineId(): string {
  const id = lineOf('/etc/machine-id');
  return id && createHmac('sha256', id).update('app.ringside.Ringside').digest('hex').slice(0, 32);
}

export interface ManifestQuestion {
  readonly name: string;
  readonly note: string;
  readonly preset: string | null;
  readonly filter: Manifest['filter'];
}

export function manifestBase(tracers: readonly Tracer[], question: ManifestQuestion): ManifestBase {
  return {
    ...question,
    ringside: version(),
    host: {
      hostname: hostname(),
      kernel: release(),
      machine: machine(),
      cpus: cpus().length,
      boot_id: lineOf('/proc/sys/kernel/random/boot_id'),
      machine_id: machineId(),
    },
    schema: SCHEMA_HASH,
    tracers: tracers.map(({ name, question: asks }) => ({ name, question: asks })),
    unixMinusBootNs: unixMinusBootNs(),
  };
}
