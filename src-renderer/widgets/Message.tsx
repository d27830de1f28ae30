// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';

export interface MessageAction {
  readonly label: string;
  run(): void;
}

/** What happened, why, and what to do. No picture, no box. */
export function Message(props: {
  title: string;
  text: string;
  fact?: string | undefined;
  actions?: readonly MessageAction[];
}) {
  return (
    <div className="message" role="status">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.fact && <p className="message-fact">{props.fact}</p>}
      {props.actions && props.actions.length > 0 && (
        <div className="message-actions">
          {props.actions.map(({ label, run }, index) => (
            <Button key={label} variant={index === 0 ? 'filled' : 'default'} onClick={run}>
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
