// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';

export interface MessageAction {
  readonly label: string;
  run(): void;
}

export interface MessageProgress {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  readonly text: string;
}

function Progress({ label, share, text }: MessageProgress) {
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <>
      <div
        className="message-progress"
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.round(percent)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="message-fact">{text}</p>
    </>
  );
}

/** What happened, why, and what to do. No picture, no box. */
export function Message(props: {
  title: string;
  text: string;
  fact?: string | undefined;
  progress?: MessageProgress;
  actions?: readonly MessageAction[];
}) {
  return (
    <div className="message" role="status">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.progress && <Progress {...props.progress} />}
      {props.fact && <p className="message-fact">{props.fact}</p>}
      {props.actions && props.actions.length > 0 && (
        <div className="message-actions">
          {props.actions.map(({ label, run }, index) => (
            <Button
              key={label}
              variant={index === 0 && props.progress === undefined ? 'filled' : 'default'}
              onClick={run}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
