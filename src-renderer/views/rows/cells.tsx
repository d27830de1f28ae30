// SPDX-License-Identifier: Apache-2.0
// What a value of a row says, by the unit of its column. All of it is data of other programs: shown, never obeyed.
import type { ReactNode } from 'react';
import { bytesText, visibleText } from '../../../src-main/shared/amount';
import type { AnswerMessage, AnswerValue } from '../../../src-main/shared/capture-contract';
import { errnoNumber } from '../../../src-main/shared/errno-names';
import { countedText, durationWords } from '../../format/figure';
import { answerWords } from '../../format/plain-words';
import { preciseClockText } from '../../format/clock';
import { machine } from '../../stores/app';
import { Duration } from '../../widgets/Amount';

export type Column = AnswerMessage['columns'][number];

const IS_TIME = /^(duration|duration_max)_ns$/;
/** Numbers that name something: they are not counted, so they are not grouped by thousands. */
const NAMES = /_nr$|_ref$|_id$|_inode$|flags|mode|status|plain_number/;

const PATHS = /(^|_)path$/;

export const isTime = ({ unit }: Column): boolean => IS_TIME.test(unit);
export const isMoment = ({ unit }: Column): boolean => unit === 'boot_ns';
export const isText = ({ type }: Column): boolean => type === 'VARCHAR';
export const isName = ({ unit }: Column): boolean => NAMES.test(unit);

const numberOf = (value: AnswerValue): number => Number(value);
export const momentMs = (value: AnswerValue): number => machine.rows.bootUnixMs + numberOf(value) / 1e6;

export function valueText(value: AnswerValue | undefined, column: Column): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // Arguments end with a NUL each.
  if (typeof value === 'string') return visibleText(value.replace(/\0$/, '').replaceAll('\0', ' '));
  if (isMoment(column)) return preciseClockText(momentMs(value));
  if (isTime(column)) return durationWords(numberOf(value));
  if (column.unit === 'byte_count') return bytesText(numberOf(value));
  return isName(column) ? String(value) : countedText(value);
}

/** The answer of a call: what is no error is no news. */
function Answer({ value, explained }: { value: AnswerValue; explained: boolean }) {
  if (value === null) return <span className="third">done</span>;
  const error = errnoNumber(String(value));
  return (
    <>
      <span className="call bad">{visibleText(String(value))}</span>
      {explained && error !== undefined && <span className="answer-words">{answerWords(error)}</span>}
    </>
  );
}

export interface ValueProps {
  readonly value: AnswerValue | undefined;
  readonly column: Column;
  /** There is room to say what it means. */
  readonly explained?: boolean;
}

export function Value({ value, column, explained = false }: ValueProps): ReactNode {
  if (column.name === 'error') return <Answer value={value ?? null} explained={explained} />;
  if (value === null || value === undefined) return <span className="third">–</span>;
  if (isTime(column)) return <Duration ns={numberOf(value)} />;
  const text = valueText(value, column);
  if (isMoment(column)) return <span className="second">{text}</span>;
  if (column.name === 'comm') return <span className="name">{text}</span>;
  if (column.name === 'failed') return <span className={text === '0' ? 'third' : 'bad'}>{text}</span>;
  if (!isText(column)) return <span className={isName(column) ? 'pid' : ''}>{text}</span>;
  return (
    <span className={PATHS.test(column.name) ? 'call tail' : 'call'} title={text}>
      <bdi dir="ltr">{text}</bdi>
    </span>
  );
}
