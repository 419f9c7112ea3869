// What is said between a program and the worker that measures for it.
import type { ErrorDetail } from "../error.ts";

/** A measure by its name in `cajal/analysis`, with its arguments. */
export interface Request {
  readonly measure: string;
  readonly args: readonly unknown[];
}

/** What the worker says: how far it is, and at last the result or why there is none. */
export type Reply =
  | { readonly type: "progress"; readonly fraction: number }
  | { readonly type: "result"; readonly result: unknown }
  | {
      readonly type: "refusal";
      readonly code: string;
      readonly message: string;
      readonly detail: ErrorDetail;
    }
  | { readonly type: "error"; readonly error: unknown };

/** The part of a worker's or a page's port that is used; Node's and the web's agree in it. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}
