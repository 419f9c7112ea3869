import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const sources = fileURLToPath(new URL("ts", import.meta.url));

const below = (folder: string): string => `test/${folder}/**/*.test.ts`;

// What takes one core only.
const rooms = ["analysis", "background", "io", "learning", "models", "plot", "sampling", "text", "theory"];
const single = rooms.map((room) => below(`ts/${room}`));
// What a process decides once, such as which kernel it loads.
const alone = ["test/both/single-thread.test.ts"];

export default defineConfig({
  // Pages import the package by its name.
  resolve: {
    alias: [
      { find: /^cajal$/, replacement: `${sources}/index.ts` },
      { find: /^cajal\/(.+)$/, replacement: `${sources}/$1/index.ts` },
    ],
  },
  test: {
    // Files share the modules that one process has loaded: up to half of the time was loading.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "one core",
          include: single,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      // Simulations take all cores by themselves, so these files run one after the other.
      {
        extends: true,
        test: {
          name: "all cores",
          include: ["ts", "both", "scripts"].map(below),
          exclude: [...single, ...alone],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: "alone", include: alone, isolate: true, sequence: { groupOrder: 2 } } },
      // Browsers wait for frames and clicks; what computes fills their gaps.
      {
        extends: true,
        test: { name: "pages", include: [below("web")], maxWorkers: 1, sequence: { groupOrder: 3 } },
      },
    ],
    // Pages play as fast as a machine lets them; one that is busy elsewhere takes several times as long.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 45_000 } },
  },
});
