// SPDX-License-Identifier: Apache-2.0

const EAGAIN = 11;
const ETIMEDOUT = 110;

/** "Not yet" rather than "no": such answers are no failures. */
export const isRetry = (error: number): boolean => error === EAGAIN || error === ETIMEDOUT;
