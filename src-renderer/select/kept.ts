// SPDX-License-Identifier: Apache-2.0

/** A part that is made anew only when its question changes. */
export function kept<T>(question: () => string, make: () => T): () => T {
  let asked = '';
  let value: T | undefined;
  return () => {
    const now = question();
    if (value === undefined || now !== asked) {
      value = make();
      asked = now;
    }
    return value;
  };
}
