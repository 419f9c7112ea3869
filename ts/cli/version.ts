// The version of the package, from its one place.
import { createRequire } from "node:module";

/** Version of cajal. */
export const version: string = (createRequire(import.meta.url)("../../package.json") as { version: string })
  .version;
