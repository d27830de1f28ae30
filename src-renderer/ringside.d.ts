// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
import type { RingsideApi } from '../src-main/shared/contract';

declare global {
  interface Window {
    /** What the preload exposes; all that this page has of the world outside. */
    readonly ringside: RingsideApi;
  }
}
