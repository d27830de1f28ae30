// SPDX-License-Identifier: Apache-2.0
// What can be done with a process, a call, or an answer. Menus, the keys of rows, the palette and the list of keys are
// all made from this one list.

import {
  BookOpen,
  Crosshair,
  EyeOff,
  Filter,
  GitFork,
  type LucideIcon,
  MessageSquareText,
} from 'lucide-react';
import { type FilterTerm, sameTerm } from '../../../src-main/shared/filter-terms';
import { lessonsAbout } from '../../lessons/lessons';
import { familyOf } from '../../select/call-family';
import { machine, view } from '../../stores/app';
import type { Selected } from '../../stores/view-store';
import type { MenuEntry } from '../../widgets/menu-state';
import { followEntry } from '../cell-actions';
import { nameOfProcess, pidOf } from '../process-names';
import { nameOfCall } from './names';

/** Answers are given by name: "ENOENT". */
export interface Target extends Selected {
  readonly error?: string;
}

type Part = 'process' | 'call' | 'error';

export function addTerms(terms: readonly FilterTerm[]): void {
  const before = view.getState().terms;
  const fresh = terms.filter((term) => !before.some((one) => sameTerm(one, term)));
  if (fresh.length > 0) view.setState({ terms: [...before, ...fresh] });
}

/** A row of several processes has no pid: its name stands for it. */
function termOf(part: Part, { process, call, error }: Target, not: boolean): FilterTerm | null {
  if (part === 'error') return error === undefined ? null : { field: 'errno', not, value: error };
  if (part === 'call') return call === null ? null : { field: 'call', not, value: nameOfCall(call) };
  if (process === null) return null;
  const pid = pidOf(process);
  return pid === ''
    ? { field: 'process', not, value: nameOfProcess(process).toLowerCase() }
    : { field: 'pid', not, value: pid };
}

/** What said who or which before is replaced: "only" leaves no alternative. */
function showOnly(target: Target, parts: readonly Part[]): void {
  const terms = parts.flatMap((part) => termOf(part, target, false) ?? []);
  const names = terms.flatMap(({ field }) =>
    field === 'pid' || field === 'process' ? ['pid', 'process'] : [field],
  );
  const kept = view.getState().terms.filter(({ field, not }) => not || !names.includes(field));
  if (terms.length > 0) view.setState({ terms: [...kept, ...terms] });
}

const hide = (target: Target, part: Part): void =>
  addTerms([termOf(part, target, true)].filter((term) => term !== null));

/** Whether a selection can be followed: a row of several processes has no pid to ask for. */
export const canFollow = ({ process, call }: Selected): boolean =>
  call !== null || (process !== null && pidOf(process) !== '');

const processName = ({ process }: Target) => `${nameOfProcess(process ?? 0)} ${pidOf(process ?? 0)}`.trim();
const callName = ({ call }: Target) => nameOfCall(call ?? 0);

export const openLesson = (lesson: string): void => view.setState({ place: 'learn', lesson });

/** What stood under the focus may be gone after a change of tab. */
function follow({ process, call }: Target): void {
  view.setState({ selected: { process, call }, tab: 'live' });
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('tab-live')?.focus();
  });
}

interface TargetAction {
  readonly id: string;
  readonly icon: LucideIcon;
  /** The key on a row, and what the list of keys says to it. */
  readonly key?: string;
  readonly words?: string;
  /** Entries of the same group stand together. */
  readonly group: number;
  can(target: Target): boolean;
  label(target: Target): string;
  run(target: Target): void;
}

const processOf = ({ process }: Target) =>
  process === null ? null : { pid: Number(pidOf(process)), comm: nameOfProcess(process), at: null };

const hasProcess = ({ process }: Target) => process !== null;
/** The first of container and unit that it has; a user is asked for by typing. */
function belonging({ process }: Target): FilterTerm | null {
  const { container, unit } = machine.nameProcess(process ?? 0) ?? {};
  if (container !== undefined) return { field: 'container', not: false, value: container.toLowerCase() };
  return unit === undefined ? null : { field: 'unit', not: false, value: unit.toLowerCase() };
}

const hasCall = ({ call }: Target) => call !== null;
const hasError = ({ error }: Target) => error !== undefined;

export const TARGET_ACTIONS: readonly TargetAction[] = [
  {
    ...{ id: 'only', icon: Filter, key: 'f', words: 'show only the row', group: 0 },
    can: (target) => hasProcess(target) && hasCall(target),
    label: (target) => `Show only ${callName(target)} of ${processName(target)}`,
    run: (target) => showOnly(target, ['process', 'call', 'error']),
  },
  {
    ...{ id: 'only-process', icon: Filter, key: 'f', group: 0 },
    can: hasProcess,
    label: (target) => `Show only ${processName(target)}`,
    run: (target) => showOnly(target, ['process']),
  },
  {
    ...{ id: 'only-belonging', icon: Filter, group: 0 },
    can: (target) => belonging(target) !== null,
    label: (target) => `Show only what belongs to ${belonging(target)?.value ?? ''}`,
    run: (target) => addTerms([belonging(target)].filter((term) => term !== null)),
  },
  {
    ...{ id: 'only-call', icon: Filter, key: 'f', group: 0 },
    can: hasCall,
    label: (target) => `Show only ${callName(target)}`,
    run: (target) => showOnly(target, ['call']),
  },
  {
    ...{ id: 'only-error', icon: Filter, key: 'f', group: 0 },
    can: hasError,
    label: ({ error }) => `Show only answers ${error}`,
    run: (target) => showOnly(target, ['error']),
  },
  {
    ...{ id: 'not-call', icon: EyeOff, key: 'x', words: 'leave the row out', group: 0 },
    can: hasCall,
    label: (target) => `Leave out ${callName(target)}`,
    run: (target) => hide(target, 'call'),
  },
  {
    ...{ id: 'not-process', icon: EyeOff, key: 'x', group: 0 },
    can: hasProcess,
    label: (target) => `Leave out ${processName(target)}`,
    run: (target) => hide(target, 'process'),
  },
  {
    ...{ id: 'not-error', icon: EyeOff, key: 'x', group: 0 },
    can: hasError,
    label: ({ error }) => `Leave out answers ${error}`,
    run: (target) => hide(target, 'error'),
  },
  {
    ...{ id: 'follow', icon: Crosshair, key: 'l', words: 'follow its live calls', group: 1 },
    can: canFollow,
    label: () => 'Follow its calls live',
    run: follow,
  },
  {
    ...{ id: 'follow-tree', icon: GitFork, key: 't', words: 'follow the process and its children', group: 1 },
    can: (target) => followEntry(processOf(target)).length > 0,
    label: (target) => followEntry(processOf(target))[0]?.label ?? '',
    run: (target) => followEntry(processOf(target))[0]?.run(),
  },
  {
    ...{ id: 'explain', icon: MessageSquareText, key: 'e', words: 'explain it', group: 1 },
    can: (target) => hasCall(target) || hasProcess(target),
    label: (target) => `Explain ${hasCall(target) ? callName(target) : processName(target)}`,
    run: ({ process, call }) => {
      const { tab } = view.getState();
      view.setState({ selected: { process, call }, tab: tab === 'live' ? tab : 'explain' });
      setTimeout(() => document.querySelector<HTMLElement>('.explain[tabindex]')?.focus());
    },
  },
  {
    ...{ id: 'lesson', icon: BookOpen, group: 1 },
    can: () => true,
    label: (target) => `Lesson: ${lessonOf(target)?.title ?? ''}`,
    run: (target) => openLesson(lessonOf(target)?.id ?? ''),
  },
];

function lessonOf({ call, error }: Target) {
  const topic = error !== undefined ? 'failed' : call === null ? 'other' : familyOf(call);
  return lessonsAbout('syscalls', [topic, 'other'])[0];
}

/** The entries of a target's menu, in groups; a key stands with the first that it would do. */
export function menuOf(target: Target): MenuEntry[][] {
  const told = new Set<string>();
  const groups: MenuEntry[][] = [[], []];
  for (const { id, icon, key, group, can, label, run } of TARGET_ACTIONS) {
    if (!can(target)) continue;
    const shown = key !== undefined && !told.has(key) ? { key: key.toUpperCase() } : {};
    if (key !== undefined) told.add(key);
    groups[group]?.push({ id, icon, label: label(target), ...shown, run: () => run(target) });
  }
  return groups;
}

/** Does what a key means for a target. Returns whether it means anything. */
export function actByKey(key: string, target: Target): boolean {
  const action = TARGET_ACTIONS.find((one) => one.key === key && one.can(target));
  action?.run(target);
  return action !== undefined;
}

/** What the palette offers for the selection. */
export function selectionCommands(): MenuEntry[] {
  const { selected } = view.getState();
  return selected === null ? [] : menuOf(selected).flat();
}

/** For the list of keys. */
export const ROW_KEYS: readonly [string, string][] = TARGET_ACTIONS.flatMap(({ key, words }) =>
  key === undefined || words === undefined ? [] : [[key.toUpperCase(), words] as [string, string]],
);
