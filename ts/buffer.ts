/** Typed arrays that can no longer be read: their memory went to a worker, or its buffer was made shorter. */

import { fail } from "./error.ts";

const { values } = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;

/** Whether the memory behind a value is gone. An empty array has none to lose. */
export function isDetached(value: unknown): boolean {
  if (!ArrayBuffer.isView(value)) return false;
  try {
    if (value.byteLength === 0) values.call(value);
    return false;
  } catch {
    return true;
  }
}

/**
 * Refuses typed arrays that can no longer be read: they look as if they were empty.
 *
 * @throws CajalError E_BUFFER
 */
export function refuseDetached(value: unknown, call: string, parameter: string): void {
  if (!isDetached(value)) return;
  fail("E_BUFFER", {
    call,
    parameter,
    value,
    allowed: "an array that can be read",
    must: `${parameter} must be an array that can be read`,
    hint: "its buffer was transferred or made shorter: hand over a copy, or call before the transfer",
  });
}
