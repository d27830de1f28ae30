// SPDX-License-Identifier: Apache-2.0
// A name that is looked for along a search path fails in each folder before the one that has it.

import type { AnswerValue } from '../../../src-main/shared/capture-contract';
import { countedText } from '../../format/figure';
import { counted } from '../../format/plain-words';

interface Found {
  readonly values: readonly AnswerValue[];
}

/** "Tried 14 places for libfoo.so: 13 of 15 opens failed, so it was found at last." */
export function lookUpWords({ values }: Found, columns: readonly { readonly name: string }[]): string {
  const of = (name: string) => Number(values[columns.findIndex((column) => column.name === name)] ?? 0);
  const [places, failed, count] = [of('places'), of('failed'), of('count')];
  const name = String(values[0] ?? 'it');
  if (failed === 0) return `Each open of ${name} found it.`;
  const tried = `Tried ${counted(countedText(places), 'place', 'places')} for ${name}`;
  if (failed === count) return `${tried}, and it was in none of them.`;
  return `${tried}: ${countedText(failed)} of ${countedText(count)} opens failed, the others found it.`;
}
