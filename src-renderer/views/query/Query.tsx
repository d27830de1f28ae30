// SPDX-License-Identifier: Apache-2.0
// SQL upon the capture: tables beside, the question above, what it found below.
import { Button, Menu } from '@mantine/core';
import { ChevronDown, Play, X } from 'lucide-react';
import { useStore } from 'zustand';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { Message } from '../../widgets/Message';
import { Editor } from './Editor';
import { examplesFor } from './examples';
import { ask, cancel, query } from './query-store';
import { Result } from './Result';
import { Schema } from './Schema';
import './query.css';

const SENTENCE = 'The capture in SQL: each table is a stream or tally under its own name, and is only read';
const NOTHING: never[] = [];

function Examples() {
  const tables = machine.schema?.tables ?? NOTHING;
  return (
    <Menu position="bottom-start" width={240} withinPortal={false}>
      <Menu.Target>
        <Button rightSection={<ChevronDown size={13} />}>Examples</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {examplesFor(tables).map(({ title, sql }) => (
          <Menu.Item key={title} onClick={() => ask(sql)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Query() {
  useChannel('rest');
  const { asked } = useStore(query);
  const { answer, schema, trouble } = machine;
  const waiting = asked > 0 && answer?.id !== asked && trouble === null;
  const tables = schema?.tables ?? NOTHING;
  return (
    <div className="page">
      <header className="page-head">
        <h1>Query</h1>
        <p>{SENTENCE}</p>
      </header>
      <div className="query-body">
        <Schema tables={tables} />
        <div className="query-main">
          <Editor tables={tables} />
          <div className="query-tools">
            <Button
              variant="filled"
              leftSection={<Play size={13} />}
              aria-keyshortcuts="Control+Enter"
              onClick={() => ask()}
            >
              Ask
            </Button>
            <kbd>Ctrl Enter</kbd>
            <Examples />
            {waiting && (
              <>
                <span className="second" role="status">
                  Reading…
                </span>
                <Button leftSection={<X size={13} />} onClick={cancel}>
                  Cancel
                </Button>
              </>
            )}
          </div>
          <div className="query-result">
            {answer !== null && answer.id === asked ? (
              <Result answer={answer} />
            ) : (
              !waiting && (
                <Message
                  title="Ask the capture anything"
                  text="Write a SELECT, or begin with an example. Tables and columns are at the left; Ctrl Space completes."
                  fact="It is answered by DuckDB in the cage that the capture is read in: it can change nothing and reach nothing else."
                />
              )
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
