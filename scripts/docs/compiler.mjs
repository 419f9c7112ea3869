// The TypeScript compiler, asked for as the one file that it is: an import would read all of it twice.
import { createRequire } from "node:module";

/** The compiler's functions. */
export const ts = createRequire(import.meta.url)("typescript");
