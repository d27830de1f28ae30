// SPDX-License-Identifier: Apache-2.0
import { callName } from '../../../src-main/shared/call-text';
import type { GroupBy } from '../../select/second-digest';
import { nameOfProcess } from '../process-names';

const callNames = new Map<number, string>();

export function nameOfCall(call: number): string {
  const known = callNames.get(call) ?? callName(call);
  callNames.set(call, known);
  return known;
}

export const nameOfGroup = (groupBy: GroupBy, id: number): string =>
  groupBy === 'process' ? nameOfProcess(id) : nameOfCall(id);
