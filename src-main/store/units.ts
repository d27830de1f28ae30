// SPDX-License-Identifier: Apache-2.0
// What a unit means, in words, for whoever opens a capture without us: the comment behind its typedef.

import { UNITS } from '../shared/events.gen';

/** Of columns that no record has. */
const OWN: Readonly<Record<string, string>> = {
  text: 'text; bytes that are not UTF-8 stand as \\xNN',
  share_of_a_core: 'share of one CPU core; 1 is all of it',
};

/** '' for a unit that says it all by its name. */
export const unitMeaning = (unit: string): string => OWN[unit] ?? UNITS[unit]?.meaning ?? '';
