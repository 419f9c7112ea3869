import { defineConfig } from "vitest/config";

// Simulations take all cores by themselves, so test files run one after the other.
export default defineConfig({
  test: {
    include: ["test/ts/**/*.test.ts", "test/both/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
