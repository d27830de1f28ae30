// SPDX-License-Identifier: Apache-2.0
// The states of a TCP socket, by their numbers in the kernel, in words.

const STATES: readonly string[] = [
  ...['unknown', 'established', 'syn_sent', 'syn_received', 'fin_wait1', 'fin_wait2', 'time_wait', 'closed'],
  ...['close_wait', 'last_ack', 'listen', 'closing'],
];

/** Every state is less. */
export const TCP_STATES = STATES.length;

export const tcpStateText = (state: number): string => STATES[state] ?? 'unknown';
