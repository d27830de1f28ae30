// SPDX-License-Identifier: Apache-2.0
// What this kernel and these rights allow, found out by loading, not by version.

import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { loadTracers } from '../engine/tracers';
import { chooseDoor } from '../helper/door';
import { HelperClient } from '../helper/helper-client';
import { bytesText } from '../shared/amount';
import { ExitCode, Failure } from '../shared/failure';
import type { Tracer } from '../shared/tracer';
import { parseReport } from './options';

const HELP = `ringside doctor [--json]

Opens the helper once and tells: kernel, BTF, memory taken, rights held, and for each tracer whether it works,
works partly or cannot, with the reason and the mend. Ends with 0 when every tracer works, 3 otherwise.
`;

interface HelperReport {
  ready: boolean;
  door: string;
  ready_ms?: number;
  load_ms?: number;
  memory_bytes?: number;
  ring_bytes?: number;
  cpus?: number;
  rights?: Record<string, string>;
  why?: string;
  mend?: string;
}

interface TracerReport {
  name: string;
  verdict: 'works' | 'partly' | 'cannot';
  reasons: string[];
  mend?: string;
}

/** What the helper holds, seen from outside. */
function rightsHeld(pid: number): Record<string, string> {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const wanted = ['Uid', 'CapEff', 'CapPrm', 'CapInh', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp'];
    return Object.fromEntries(
      wanted.map((name) => [name, new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? 'unknown']),
    );
  } catch {
    return {};
  }
}

function judge(tracer: Tracer, helper: HelperClient): TracerReport {
  const refused = (names: readonly string[]) =>
    names
      .map((name) => ({ name, why: helper.refusal(name) }))
      .filter((one): one is { name: string; why: string } => one.why !== undefined)
      .map(({ name, why }) =>
        why === 'ENOENT' ? `this kernel lacks the hook of ${name}` : `the kernel refused ${name} (${why})`,
      );
  const { tally, stream, surveys, inventories = [], optional = [] } = tracer.programs;
  const needed = (names: readonly string[]) => names.filter((name) => !optional.flat().includes(name));
  const counting = refused(needed(tally));
  if (counting.length)
    return { name: tracer.name, verdict: 'cannot', reasons: counting, mend: 'A newer kernel has it.' };
  const partly = refused(needed([...stream, ...surveys, ...inventories]));
  for (const names of optional)
    if (names.every((name) => helper.refusal(name))) partly.push(...refused(names.slice(0, 1)));
  if (!helper.ready.ringsShared)
    partly.push('single events are off: this kernel’s ring buffer lacks the fix for CVE-2024-41009');
  return partly.length
    ? { name: tracer.name, verdict: 'partly', reasons: partly, mend: 'Update the kernel.' }
    : { name: tracer.name, verdict: 'works', reasons: [] };
}

async function examine(): Promise<{ helper: HelperReport; tracers: TracerReport[] }> {
  const door = chooseDoor('normal');
  try {
    const helper = await HelperClient.open('normal', door);
    const tracers = loadTracers().map((tracer) => judge(tracer, helper));
    const report: HelperReport = {
      ready: true,
      door: door.name,
      ready_ms: helper.ready.readyUs / 1000,
      load_ms: helper.ready.loadUs / 1000,
      memory_bytes: helper.ready.memoryBytes,
      ring_bytes: helper.ready.ringBytes,
      cpus: helper.ready.cpus,
      rights: rightsHeld(helper.pid),
    };
    helper.close();
    return { helper: report, tracers };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const reasons = [`${error.what} ${error.why}`];
    return {
      helper: { ready: false, door: door.name, why: reasons[0] ?? '', mend: error.mend },
      tracers: loadTracers().map(({ name }) => ({
        name,
        verdict: 'cannot' as const,
        reasons,
        mend: error.mend,
      })),
    };
  }
}

function lockdown(): string {
  try {
    return /\[(\w+)\]/.exec(readFileSync('/sys/kernel/security/lockdown', 'utf8'))?.[1] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** `ringside doctor`; resolves with the exit code. */
export async function doctor(argv: readonly string[]): Promise<number> {
  const values = parseReport('doctor', argv);
  if (values.help) {
    process.stdout.write(HELP);
    return ExitCode.Done;
  }
  const { helper, tracers } = await examine();
  const kernel = { release: release(), btf: existsSync('/sys/kernel/btf/vmlinux'), lockdown: lockdown() };
  if (values.json) process.stdout.write(`${JSON.stringify({ kernel, helper, tracers }, null, 1)}\n`);
  else process.stdout.write(reportText(kernel, helper, tracers));
  return tracers.every((tracer) => tracer.verdict === 'works') ? ExitCode.Done : ExitCode.NoRights;
}

function reportText(
  kernel: { release: string; btf: boolean; lockdown: string },
  helper: HelperReport,
  tracers: readonly TracerReport[],
): string {
  const lines = [
    `kernel   ${kernel.release}, ${kernel.btf ? 'with' : 'WITHOUT'} BTF, lockdown ${kernel.lockdown}`,
  ];
  if (helper.ready) {
    lines.push(
      `helper   ready in ${Math.round(helper.ready_ms ?? 0)} ms by the door "${helper.door}", ` +
        `holds ${bytesText(helper.memory_bytes ?? 0)} of kernel memory (${helper.cpus} rings of ${bytesText(helper.ring_bytes ?? 0)})`,
    );
    const rights = Object.entries(helper.rights ?? {}).map(([name, value]) => `${name} ${value}`);
    if (rights.length) lines.push(`rights   ${rights.join(', ')}`);
  } else {
    lines.push(`helper   ${helper.why}`, `         ${helper.mend}`);
  }
  for (const tracer of tracers) {
    lines.push(`${tracer.verdict.padEnd(8)} ${tracer.name}`);
    for (const reason of tracer.reasons) lines.push(`         ${reason}`);
    if (tracer.reasons.length && tracer.mend) lines.push(`         what to do: ${tracer.mend}`);
  }
  return `${lines.join('\n')}\n`;
}
