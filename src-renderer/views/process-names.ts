// SPDX-License-Identifier: Apache-2.0
import { machine } from '../stores/app';
import { isFold } from '../stores/folds';

export function nameOfProcess(id: number): string {
  if (id === 0) return 'other processes';
  if (isFold(id)) return machine.folds.nameOf(id);
  return machine.nameProcess(id)?.comm ?? `process ${id}`;
}

/** "2214", or nothing where several processes share a row. */
export function pidOf(id: number): string {
  const pid = machine.nameProcess(id)?.pid ?? 0;
  return pid > 0 ? String(pid) : '';
}

/** Who started it: "bash 812". */
export function startedBy(id: number): string {
  const parent = machine.nameProcess(id)?.parent ?? 0;
  const info = parent === 0 ? undefined : machine.nameProcess(parent);
  return info === undefined ? '' : `${info.comm} ${info.pid > 0 ? info.pid : ''}`.trim();
}

/** What it belongs to, by the name a person knows: its container, else its unit, else its user. */
export function belongsTo(id: number): string {
  const { container, unit, user } = machine.nameProcess(id) ?? {};
  return container ?? unit ?? user ?? '';
}

/** The same in words: "in the container web-1", "of ssh.service, as root". */
export function belongsWords(id: number): string {
  const { container, unit, user } = machine.nameProcess(id) ?? {};
  const place = container === undefined ? unit && `of ${unit}` : `in the container ${container}`;
  return [place, user && `as ${user}`].filter(Boolean).join(', ');
}
