/** How Vite treats the files of the compiled kernel, which are no part of any bundle. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minifySync, type Plugin } from "vite";

/** The kernel's own scripts are copied as they are, because workers load them again; here they lose their spaces. */
const smallerKernelScripts: Plugin = {
  name: "smaller-kernel-scripts",
  apply: "build",
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "asset" || !/cajal[^/]*\.m?js$/.test(file.fileName)) continue;
      const text = typeof file.source === "string" ? file.source : new TextDecoder().decode(file.source);
      const { code, errors } = minifySync(file.fileName, text, { module: file.fileName.endsWith(".mjs") });
      if (errors.length > 0) this.error(`${file.fileName}: ${errors[0]?.message}`);
      file.source = code;
    }
  },
};

/** What the build does with the kernel's files. */
export const kernelFiles = (): Plugin[] => [smallerKernelScripts];

const scripts = /\/build\/wasm\/((?:threads|single)\/cajal\.(?:mjs|worker\.js))(?:\?.*)?$/;

/**
 * Sends the kernel's scripts unchanged in development: Vite would write its own imports into them, which the kernel's
 * workers do not understand.
 */
export const kernelAsItIs = (headers: Readonly<Record<string, string>>): Plugin => ({
  name: "kernel-as-it-is",
  apply: "serve",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const [, name] = scripts.exec(request.url ?? "") ?? [];
      if (name === undefined) return next();
      const file = fileURLToPath(new URL(`../build/wasm/${name}`, import.meta.url));
      response.writeHead(200, { ...headers, "Content-Type": "text/javascript" }).end(readFileSync(file));
    });
  },
});
