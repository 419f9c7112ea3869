import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const sources = fileURLToPath(new URL("ts", import.meta.url));

// Simulations take all cores by themselves, so test files run one after the other.
export default defineConfig({
  // Pages import the package by its name.
  resolve: {
    alias: [
      { find: /^cajal$/, replacement: `${sources}/index.ts` },
      { find: /^cajal\/(.+)$/, replacement: `${sources}/$1/index.ts` },
    ],
  },
  test: {
    include: ["test/ts/**/*.test.ts", "test/both/**/*.test.ts", "test/web/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
