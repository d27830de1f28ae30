// SPDX-License-Identifier: Apache-2.0
// A capture that is dropped anywhere on the window is opened. A link or a text is none.
import { openDropped } from './captures/actions';

const isOfFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

export function listenForDrops(): void {
  const dropping = (on: boolean) => document.body.classList.toggle('dropping', on);
  document.addEventListener('dragover', (event) => {
    // Without this the page would be left for what is dropped.
    event.preventDefault();
    dropping(isOfFiles(event));
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) dropping(false);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    dropping(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (isOfFiles(event) && file !== undefined) openDropped(file);
  });
}
