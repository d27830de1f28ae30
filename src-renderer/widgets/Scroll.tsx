// SPDX-License-Identifier: Apache-2.0

import { type ComponentProps, createElement } from 'react';

type Tag = 'aside' | 'article' | 'section';

/** A part that scrolls by itself, and so has to be reached by keyboard. */
export function Scroll<T extends Tag>({ as, ...rest }: { as: T } & ComponentProps<T>) {
  return createElement(as, { tabIndex: 0, ...rest });
}
