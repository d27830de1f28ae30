// SPDX-License-Identifier: Apache-2.0
// What can be done with whatever is selected.

import { sameTerm } from '../../../src-main/shared/filter-terms';
import { view } from '../../stores/app';
import type { Selected, Term } from '../../stores/view-store';
import { nameOfProcess, pidOf } from '../process-names';
import { nameOfCall } from './names';

export function addTerms(terms: readonly Term[]): void {
  const before = view.getState().terms;
  const fresh = terms.filter((term) => !before.some((one) => sameTerm(one, term)));
  if (fresh.length > 0) view.setState({ terms: [...before, ...fresh] });
}

export function filterBy({ process, call }: Selected): void {
  const terms: Term[] = [];
  if (process !== null) {
    const pid = pidOf(process);
    terms.push(
      pid !== ''
        ? { field: 'pid', not: false, value: pid }
        : { field: 'process', not: false, value: nameOfProcess(process).toLowerCase() },
    );
  }
  if (call !== null) terms.push({ field: 'call', not: false, value: nameOfCall(call) });
  addTerms(terms);
}

/** Whether a selection can be followed: a row of several processes has no pid to ask for. */
export const canFollow = ({ process, call }: Selected): boolean =>
  call !== null || (process !== null && pidOf(process) !== '');

export const openLesson = (lesson: string): void => view.setState({ place: 'learn', lesson });
