// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react';

const listener = (query: string) => {
  const media = window.matchMedia(query);
  const subscribe = (tell: () => void) => {
    media.addEventListener('change', tell);
    return () => media.removeEventListener('change', tell);
  };
  return () => useSyncExternalStore(subscribe, () => media.matches);
};

/** Room for higher lanes, one more column and a wider panel. */
export const useWide = listener('(min-width: 1600px)');
/** No room for the panel beside the table: it becomes a tab. */
export const useNarrow = listener('(max-width: 959px)');
