// SPDX-License-Identifier: Apache-2.0
// Calls whose purpose is to wait. Their durations say how long nothing happened, so they stay out of every latency
// figure that sums over calls; they are counted everywhere.

import { callByName } from '../../src-main/shared/call-text';

const NAMES: readonly string[] = [
  ...['epoll_wait', 'epoll_pwait', 'epoll_pwait2', 'poll', 'ppoll', 'select', 'pselect6', '_newselect'],
  ...['futex', 'futex_wait', 'futex_waitv', 'nanosleep', 'clock_nanosleep', 'pause', 'rt_sigsuspend'],
  ...['rt_sigtimedwait', 'sigsuspend', 'wait4', 'waitid', 'waitpid', 'io_getevents', 'io_pgetevents'],
  ...['io_uring_enter', 'accept', 'accept4', 'semop', 'semtimedop', 'msgrcv', 'mq_timedreceive'],
];

const WAITING: ReadonlySet<number> = new Set(NAMES.flatMap((name) => callByName(name)));

export const waitsByDesign = (call: number): boolean => WAITING.has(call);
