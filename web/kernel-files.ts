/** How Vite treats the files of the compiled kernel, which are no part of any bundle. */
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
