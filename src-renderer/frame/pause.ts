// SPDX-License-Identifier: Apache-2.0
import { machine, view } from '../stores/app';

/** Counting goes on; only what is shown stands still. */
export function togglePause(): void {
  const { pausedAt } = view.getState();
  view.setState({ pausedAt: pausedAt === null ? machine.latest : null });
}
