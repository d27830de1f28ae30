// SPDX-License-Identifier: Apache-2.0

const WORDS: Readonly<Record<string, string>> = {
  duration_ns: 'ns',
  duration_max_ns: 'ns',
  boot_ns: 'ns since boot',
  unix_second: 's, Unix',
  second: 's',
  share_of_a_core: 'of a core',
};

/** The unit as it stands beside a column's name; '' for names and plain counts. */
export const unitWord = (unit: string): string => WORDS[unit] ?? (/bytes?$/.test(unit) ? 'B' : '');
