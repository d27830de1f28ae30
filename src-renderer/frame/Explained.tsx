// SPDX-License-Identifier: Apache-2.0
import { Popover, type PopoverProps } from '@mantine/core';
import { cloneElement, type HTMLAttributes, type ReactElement, type ReactNode, useState } from 'react';

export interface ExplainedProps {
  readonly position: NonNullable<PopoverProps['position']>;
  /** px. */
  readonly width: number;
  readonly about: ReactNode;
  /** One button: it opens and closes. */
  readonly children: ReactElement<HTMLAttributes<HTMLButtonElement>>;
}

/** A sentence about a button's figure. Escape closes it while the focus is still on the button, too. */
export function Explained({ position, width, about, children }: ExplainedProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover position={position} width={width} opened={opened} onChange={setOpened}>
      <Popover.Target>
        {cloneElement(children, {
          onClick: () => setOpened(!opened),
          onKeyDown: (event) => {
            if (event.key !== 'Escape' || !opened) return;
            event.preventDefault();
            setOpened(false);
          },
        })}
      </Popover.Target>
      <Popover.Dropdown className="explained">{about}</Popover.Dropdown>
    </Popover>
  );
}
