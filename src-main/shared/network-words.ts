// SPDX-License-Identifier: Apache-2.0
// What the kernel numbers of networks mean, in words.

const STATES: readonly string[] = [
  ...['unknown', 'established', 'syn_sent', 'syn_received', 'fin_wait1', 'fin_wait2', 'time_wait', 'closed'],
  ...['close_wait', 'last_ack', 'listen', 'closing'],
];

/** Every state of TCP is less. */
export const TCP_STATES = STATES.length;

export const tcpStateText = (state: number): string => STATES[state] ?? 'unknown';

const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 10: 'IPv6' };

/** Every family of addresses is less. */
export const FAMILIES_MOST = 64;

export const familyText = (family: number): string => FAMILIES[family] ?? String(family);

const PROTOCOLS: Readonly<Record<number, string>> = {
  1: 'icmp',
  2: 'igmp',
  6: 'tcp',
  17: 'udp',
  58: 'icmpv6',
};

/** Every protocol of IP is less. */
export const PROTOCOLS_MOST = 256;

export const protocolText = (protocol: number): string => PROTOCOLS[protocol] ?? String(protocol);

/** A number of the kernel's in words; a capture has the words already. */
export const inWords = (value: unknown, of: (number: number) => string): string =>
  typeof value === 'string' ? value : of(Number(value));
