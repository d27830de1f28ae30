// SPDX-License-Identifier: Apache-2.0
// What is written about captures over the page: the word of a mark; another name and note.
import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { NAME_MOST, NOTE_MOST } from '../../../src-main/shared/capture-contract';
import type { Description } from '../../../src-main/shared/capture-files';
import { clockText } from '../../format/clock';
import { captures, machine } from '../../stores/app';
import { useCaptures } from '../../stores/hooks';
import { rename, setMark } from './actions';
import { useFirst } from './use-first';

const WORD_MOST = 200;

function Asked({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      size={420}
      // Beside the top bar it would be a second banner.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Modal>
  );
}

function MarkForm({ at }: { at: number }) {
  const [text, setText] = useState('');
  const first = useFirst();
  const recordings = machine.captures?.recordings.length ?? 0;
  const set = (event: FormEvent) => {
    event.preventDefault();
    setMark(text.trim());
  };
  return (
    <Asked
      title={`Mark at ${clockText(Math.floor(at / 1000))}`}
      onClose={() => captures.setState({ marking: null })}
    >
      <form className="asked" onSubmit={set}>
        <label className="field">
          <span>Word</span>
          <input
            type="text"
            ref={first}
            data-autofocus
            placeholder="none is needed"
            maxLength={WORD_MOST}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <p className="third fine">
          {recordings === 0
            ? 'Nothing is being recorded: it will be seen in the charts of this window only.'
            : 'It will be seen in the charts, and is kept in what is being recorded.'}
        </p>
        <Button type="submit" variant="filled">
          Mark
        </Button>
      </form>
    </Asked>
  );
}

function DescriptionForm({ about }: { about: Description }) {
  const [name, setName] = useState(about.name);
  const [note, setNote] = useState(about.note);
  const first = useFirst();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void rename(about.dir, name.trim() || about.name, note);
  };
  return (
    <Asked title="Name and note" onClose={() => captures.setState({ describing: null })}>
      <form className="asked" onSubmit={keep}>
        <label className="field">
          <span>Name</span>
          <input
            type="text"
            ref={first}
            data-autofocus
            maxLength={NAME_MOST}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="field">
          <span>Note</span>
          <textarea
            rows={4}
            maxLength={NOTE_MOST}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
        <Button type="submit" variant="filled">
          Keep
        </Button>
      </form>
    </Asked>
  );
}

export function CaptureQuestions() {
  const marking = useCaptures((state) => state.marking);
  const describing = useCaptures((state) => state.describing);
  return (
    <>
      {marking !== null && <MarkForm key={marking} at={marking} />}
      {describing !== null && <DescriptionForm key={describing.dir} about={describing} />}
    </>
  );
}
