/** What pages use of the shell. */
export * from "./controls/index.ts";
export { type Export, figureFiles } from "./export.ts";
export type { Key } from "./keys.ts";
export { notify } from "./messages.ts";
export { Page } from "./page.tsx";
export { openState, usePageState } from "./page-state.ts";
export { placed } from "./placed.ts";
export { RunDigest } from "./run-digest.tsx";
export { writeState } from "./share.ts";
export { settled, siteState } from "./site.ts";
export { start } from "./start.tsx";
export { Toolbar } from "./toolbar.tsx";
