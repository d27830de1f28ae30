// SPDX-License-Identifier: Apache-2.0
// A capture that is dropped anywhere on the window is opened.
import { machine } from '../stores/app';

const isOfFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

export function listenForDrops(): void {
  document.addEventListener('dragover', (event) => {
    if (isOfFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file === undefined) return;
    void window.ringside.openDropped(file).then((words) => {
      machine.captureFailure = words;
      machine.channels.tellOne('rest');
    });
  });
}
