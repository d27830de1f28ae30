// SPDX-License-Identifier: Apache-2.0
// What DuckDB says against a query, as what happened, why and what to do.

import { visibleText } from '../shared/amount';
import { ExitCode, Failure } from '../shared/failure';

const LENGTH_MOST = 2000;

/** Neither the query's text nor its bounds are at fault: perhaps the data. The capture finds out which part it is. */
export class UnreadableData extends Failure {}

export function notOneSelect(why: string): Failure {
  return new Failure(
    'The query was not run.',
    `${why} A capture is only read: one SELECT at a time.`,
    'Write one statement that begins with SELECT, WITH, FROM, DESCRIBE, SUMMARIZE or SHOW.',
    ExitCode.Usage,
  );
}

const KINDS: readonly [kind: RegExp, what: string, mend: string][] = [
  [/^Parser Error/, 'The query is not SQL as DuckDB understands it.', 'Look at the place that is marked.'],
  [
    /^(Catalog|Binder) Error/,
    'The query names something that is not there.',
    'See which tables and columns the capture has: `DESCRIBE table`, or `ringside query DIR` alone.',
  ],
  [
    /^Out of Memory Error|memory limit|bad allocation/i,
    'The query needs more memory than it may take.',
    'Narrow it by at_ns, select fewer columns, or group before sorting.',
  ],
  [
    /^Permission Error/,
    'The query reaches for something outside the capture.',
    'Use the capture’s own tables.',
  ],
  [
    /^Conversion Error/,
    'A value is not what the query makes of it.',
    'Use TRY_CAST, or leave such rows out.',
  ],
  [/^INTERRUPT/i, 'The query was ended.', 'Narrow it by at_ns, or give it more time.'],
];

/** Paths are ours (a descriptor of the folder); a person knows parts by table and number. */
const withoutRoot = (text: string) => text.replace(/\/proc\/self\/fd\/\d+\//g, '');

export function sqlFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const said = withoutRoot(error instanceof Error ? error.message : String(error)).slice(0, LENGTH_MOST);
  const why = said
    .split('\n')
    .filter((line) => line.trim())
    .map(visibleText)
    .join('\n        ');
  if (error instanceof Error && error.name === 'AbortError')
    return new Failure('The query was ended.', 'It was no longer wanted.', 'Ask again.');
  const kind = KINDS.find(([words]) => words.test(said));
  if (kind) return new Failure(kind[1], why, kind[2], ExitCode.Usage);
  return new UnreadableData('The query failed.', why, 'Change it as the reason says.', ExitCode.Usage);
}
