// Anything that was thrown, as the page shows it.
import type { Problem } from "./protocol.ts";

const outOfMemory =
  /out of memory|allocation failed|could not allocate|cannot enlarge memory|bad_alloc|invalid array buffer/i;
const noSharedMemory = /SharedArrayBuffer|shared memory/i;

const hints = {
  E_MEMORY:
    "Choose a smaller network, close other tabs, or use a machine with more memory; then press Restart.",
  E_BACKEND:
    "Serve the page with the isolation headers (npm run web does), or reload it: it also works with one thread.",
  E_WORKER: "Press Restart. If it happens again, choose a smaller network.",
} as const;

function codeOf(code: unknown, message: string): string {
  if (typeof code === "string" && code.startsWith("E_")) return code;
  if (outOfMemory.test(message)) return "E_MEMORY";
  return noSharedMemory.test(message) ? "E_BACKEND" : "E_WORKER";
}

/** The problem behind an error of any kind; `during` says what was going on. */
export function problemOf(error: unknown, during: Problem["during"]): Problem {
  const { code, message, hint } = (error ?? {}) as { code?: unknown; message?: unknown; hint?: unknown };
  const text = typeof message === "string" && message !== "" ? message : String(error);
  const known = codeOf(code, text);
  const standard: string | undefined = hints[known as keyof typeof hints];
  return { code: known, message: text, hint: typeof hint === "string" ? hint : standard, during };
}
