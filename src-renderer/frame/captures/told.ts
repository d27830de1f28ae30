// SPDX-License-Identifier: Apache-2.0
// What happens without anybody's asking: triggers are told to a new engine, a save is told to the desktop, and what is
// dropped on the window is opened.
import { captures, machine, settings } from '../../stores/app';
import { folderChanged } from '../../stores/captures-store';
import { openCapture, reveal } from './actions';

export function sendTriggers(): void {
  machine.send({ kind: 'triggers', triggers: settings.getState().settings.triggers });
}

/** Electron's own: where a dropped file lies. */
type Dropped = File & { readonly path?: string };

export function listenForCaptures(): void {
  settings.subscribe((now, before) => {
    if (now.settings.triggers !== before.settings.triggers) sendTriggers();
  });
  machine.captureEnded = ({ dir, trigger }) => {
    folderChanged(captures);
    if (trigger === null) return;
    void window.ringside
      .notify({ title: 'Ringside saved what just happened', body: trigger })
      .then((clicked) => clicked && reveal(dir));
  };
  const dropping = (on: boolean) => document.body.classList.toggle('dropping', on);
  window.addEventListener('dragover', (event) => {
    event.preventDefault();
    dropping(event.dataTransfer?.types.includes('Files') === true);
  });
  window.addEventListener('dragleave', ({ relatedTarget }) => dropping(relatedTarget !== null));
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    dropping(false);
    const path = (event.dataTransfer?.files[0] as Dropped | undefined)?.path;
    if (path) openCapture(path);
  });
}
