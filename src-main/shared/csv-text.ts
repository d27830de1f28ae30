// SPDX-License-Identifier: Apache-2.0

/** A field of RFC 4180. NULL is an empty field, an empty text is `""`. */
export function csvText(value: string | number | bigint | boolean | null): string {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
