// SPDX-License-Identifier: Apache-2.0

import { machine, view } from './app';

/** Asks the engine for single calls of the selection while the live view is open. */
export function followSelection(): void {
  const { selected, tab } = view.getState();
  if (tab !== 'live' || selected === null) {
    machine.send({ kind: 'follow' });
    return;
  }
  const pid = selected.process === null ? 0 : (machine.nameProcess(selected.process)?.pid ?? 0);
  machine.send({
    kind: 'follow',
    ...(pid > 0 ? { pid } : {}),
    ...(selected.call === null ? {} : { call: selected.call }),
  });
}
