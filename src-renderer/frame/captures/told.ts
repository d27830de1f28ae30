// SPDX-License-Identifier: Apache-2.0
// What happens without anybody's asking: triggers are told to a new engine, and a save is told to the desktop.
import { captures, machine, settings } from '../../stores/app';
import { folderChanged } from '../../stores/captures-store';
import { reveal } from './actions';

export function sendTriggers(): void {
  machine.send({ kind: 'triggers', triggers: settings.getState().settings.triggers });
}

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
}
