// SPDX-License-Identifier: Apache-2.0
// Bytes of unknown encoding as text that loses none of them: what is not UTF-8 becomes \xNN, and so does a backslash
// that would be taken for one.

/** Bytes of the UTF-8 sequence that begins at `at`; 0 when none does. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  // Longer than need be, a surrogate, or beyond the last character.
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

const LOOKS_ESCAPED = /\\(?=x[0-9a-f]{2})/g;
const plain = (bytes: Buffer) => bytes.toString('utf8').replace(LOOKS_ESCAPED, '\\x5c');

/** `/tmp/caf\xe9` for a name in Latin-1; a name in UTF-8 as it is, control characters too. */
export function textOfBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = plain(buffer);
  if (!whole.includes('\ufffd')) return whole;
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length) {
      at += length;
      continue;
    }
    text += `${plain(buffer.subarray(from, at))}\\x${(bytes[at] ?? 0).toString(16)}`;
    from = ++at;
  }
  return text + plain(buffer.subarray(from));
}
