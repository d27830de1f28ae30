// SPDX-License-Identifier: Apache-2.0
// What can be done about captures, whether by button, key, menu or palette.
import { SAVE_BEFORE, type Trigger } from '../../../src-main/shared/capture-contract';
import type { Words } from '../../../src-main/shared/capture-files';
import { neighbour } from '../../select/capture-words';
import { captures, machine, settings, view } from '../../stores/app';
import { dismiss, folderChanged, keepMark } from '../../stores/captures-store';
import { change } from '../../stores/settings-store';
import { shownLatest } from '../../stores/view-store';
import { shownWindow } from '../../views/time/shown-time';

/** Why nothing can be recorded now; null when it can. */
export function whyNot(): string | null {
  const { hello, trouble, captures: told } = machine;
  if (hello !== null && hello.capture !== null)
    return 'This is a capture. Only what happens now is recorded.';
  if (trouble !== null) return `There is nothing to record: ${trouble.what}`;
  return hello === null || told === null ? 'The engine is starting.' : null;
}

export function openPanel(): void {
  if (whyNot() === null) captures.setState({ panel: true });
}

/** What was counted in the last 30 s and, where it is armed, each call of them. */
export function saveLast(): void {
  if (whyNot() !== null) return;
  machine.send({
    kind: 'record',
    preset: null,
    name: `Last ${SAVE_BEFORE} seconds`,
    note: '',
    events: machine.captures?.flight.armed === true,
    before: SAVE_BEFORE,
    seconds: SAVE_BEFORE,
  });
}

export const arm = (on: boolean): void => machine.send({ kind: 'arm', on });

export function endAll(): void {
  for (const { id } of machine.captures?.recordings ?? []) machine.send({ kind: 'end-record', id });
}

export function setMark(text: string): void {
  const { marking } = captures.getState();
  captures.setState({ marking: null });
  if (marking === null) return;
  keepMark(captures, { at: marking / 1000, text });
  machine.send({ kind: 'mark', text, agoMs: Math.min(600_000, Math.max(0, Date.now() - marking)) });
}

/** Selects the second of the mark before or after; the charts go there. */
export function goToMark(by: -1 | 1): void {
  const { marked, pausedAt, fixed, span } = view.getState();
  const from = marked?.to ?? shownLatest({ ...view.getState(), pausedAt }, machine.latest) + 1;
  const found = neighbour(
    captures.getState().marks.map(({ at }) => ({ at: Math.ceil(at) })),
    from,
    by,
  );
  if (found === undefined) return;
  const window = shownWindow();
  const inside = found.at > window.from && found.at <= window.to;
  const to = Math.min(machine.latest, found.at + Math.floor(span / 2));
  view.setState({
    marked: { from: found.at - 1, to: found.at },
    fixed: inside ? fixed : { from: to - span, to },
  });
}

export function setTriggers(triggers: readonly Trigger[]): void {
  change(settings, { triggers });
}

/** The list, with this one chosen. */
export function reveal(dir: string | null): void {
  captures.setState({ chosen: dir, panel: false });
  view.setState({ place: 'captures' });
}

/** Says what did not go; returns whether it went. */
async function did(work: Promise<Words | null>): Promise<boolean> {
  const failure = await work;
  captures.setState({ failure });
  folderChanged(captures);
  return failure === null;
}

/** What was shown last, as it is now. */
export async function lookAtRecent(): Promise<void> {
  captures.setState({ recent: await window.ringside.recentCaptures() });
}

export const openCapture = (path: string): void => void did(window.ringside.openCapture(path));
export const queryCapture = (path: string): void => void did(window.ringside.queryCapture(path));
/** A File of the page: only main learns where it lies. */
export const openDropped = (file: object): void => void did(window.ringside.openDropped(file));
export const chooseCapture = (): void => void did(window.ringside.chooseCapture());
export const showCapture = (dir: string): void => void did(window.ringside.showCapture(dir));

/** Off the list of what was shown last; all of them, with null. */
export async function forgetRecent(path: string | null): Promise<void> {
  await did(window.ringside.forgetRecent(path));
  await lookAtRecent();
}

/** Asks for another name and note; what is there stands in the fields. */
export async function askDescription(dir: string): Promise<void> {
  const told = await window.ringside.readDescription(dir);
  captures.setState('what' in told ? { failure: told } : { describing: told });
}

export async function rename(dir: string, name: string, note: string): Promise<void> {
  captures.setState({ describing: null });
  const writing = machine.captures?.recordings.find((one) => one.dir === dir);
  if (writing) machine.send({ kind: 'describe', id: writing.id, name, note });
  else if (!(await did(window.ringside.describeCapture({ dir, name, note })))) return;
  captures.setState({ renamed: { ...captures.getState().renamed, [dir]: name } });
}

export async function trash(dir: string, name: string): Promise<void> {
  if (!(await did(window.ringside.trashCapture(dir)))) return;
  dismiss(captures, dir);
  captures.setState({ trashed: { dir, name }, chosen: null });
}

export async function restore(dir: string): Promise<void> {
  captures.setState({ trashed: null });
  if (await did(window.ringside.restoreCapture(dir))) captures.setState({ chosen: dir });
}
