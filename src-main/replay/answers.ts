// SPDX-License-Identifier: Apache-2.0
// What every answer to a window keeps to: so much text, and a failure in three sentences.

import { ANSWER_TEXT_MOST, type AnswerMessage, type AnswerValue } from '../shared/capture-contract';
import { Failure } from '../shared/failure';
import type { RowsResult } from '../store/capture';

/** As many rows as have ANSWER_TEXT_MOST characters together, and one at least. */
export function boundedRows(rows: RowsResult['rows']): AnswerMessage['rows'] {
  let text = 0;
  const past = rows.findIndex((row) => {
    for (const value of row) if (typeof value === 'string') text += value.length;
    return text > ANSWER_TEXT_MOST;
  });
  return (past < 0 ? rows : rows.slice(0, Math.max(1, past))) as readonly (readonly AnswerValue[])[];
}

/** @param what what did not go, where the error does not say so itself */
export function failureWords(error: unknown, what: string): NonNullable<AnswerMessage['failure']> {
  const {
    what: said,
    why,
    mend,
  } = error instanceof Failure
    ? error
    : new Failure(what, `${(error as Error).message}.`, 'Please report this.');
  return { what: said, why, mend };
}
