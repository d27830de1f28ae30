// SPDX-License-Identifier: Apache-2.0
// By which reference events name an address's name: as bpf/lib/address_text.bpf.h computes it.

const MASK = (1n << 64n) - 1n;
const ADDRESS_SEED = 0x165667b19e3779f9n;
const NAME_SEED = 0x9fb21c651e98df25n;

function mix64(value: bigint): bigint {
  let mixed = value & MASK;
  mixed ^= mixed >> 33n;
  mixed = (mixed * 0xff51afd7ed558ccdn) & MASK;
  mixed ^= mixed >> 33n;
  mixed = (mixed * 0xc4ceb9fe1a85ec53n) & MASK;
  return mixed ^ (mixed >> 33n);
}

/** Of an address of 4 or 16 bytes in a network namespace; undefined of any other length. */
export function addressName(address: Uint8Array, netNs: number): bigint | undefined {
  const bytes = Buffer.alloc(16);
  if (address.length === 16) bytes.set(address);
  else if (address.length === 4) bytes.set([0xff, 0xff, ...address], 10);
  else return undefined;
  const [first, second] = [bytes.readBigUInt64LE(0), bytes.readBigUInt64LE(8)];
  const text = mix64(first ^ mix64(second ^ ADDRESS_SEED)) | 1n;
  return mix64(text ^ (BigInt(netNs) << 13n) ^ NAME_SEED) | 1n;
}
