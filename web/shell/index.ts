/** What pages use of the shell. */
export * from "./controls/index.ts";
export { download, type Export, figureFiles } from "./export.ts";
export type { PageName } from "./header.tsx";
export { Icon, type IconName } from "./icons.tsx";
export { type Key, keyName } from "./keys.ts";
export { type Message, type MessageAction, notify } from "./messages.ts";
export { Page, type PageProps } from "./page.tsx";
export { openState, usePageState } from "./page-state.ts";
export { placed } from "./placed.ts";
export { RunDigest } from "./run-digest.tsx";
export { flushState, readState, type SharedState, writeState } from "./share.ts";
export { onSiteState, type SiteState, settled, siteState } from "./site.ts";
export { start } from "./start.tsx";
export { applyTheme, colour, onThemeChange, storedTheme, type Theme } from "./theme.ts";
export { Toolbar, type ToolbarProps } from "./toolbar.tsx";
