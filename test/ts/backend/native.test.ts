// Loading the native kernel.
import { describe, expect, it } from "vitest";
import { loadAddon } from "../../../ts/backend/native.ts";
import { selectBackend } from "../../../ts/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

describe("the native backend", () => {
  it("says what was tried and what to do when nothing can be loaded", () => {
    const error = errorOf(() => loadAddon(["@cajal/no-such-package", "/no/such/cajal.node"]));
    expect(error.code).toBe("E_BACKEND");
    for (const text of ["@cajal/no-such-package: ", "/no/such/cajal.node: ", "npm run build"])
      expect(error.message).toContain(text);
    expect(error.value).toHaveLength(2);
  });

  it("CAJAL_BINARY names the one place to look", () => {
    const before = process.env.CAJAL_BINARY;
    process.env.CAJAL_BINARY = "/no/such/file.node";
    try {
      expect(errorOf(() => loadAddon()).message).toContain("/no/such/file.node");
      expect(errorOf(() => loadAddon()).message).not.toContain("build/Release");
    } finally {
      if (before === undefined) delete process.env.CAJAL_BINARY;
      else process.env.CAJAL_BINARY = before;
    }
  });

  it("the choice is explained", async () => {
    const { backend, reasons } = await selectBackend("auto");
    expect(backend.name).toBe("native");
    expect(reasons).toEqual([expect.stringContaining(backend.origin)]);
    expect((await rejectionOf(selectBackend("gpu"))).code).toBe("E_UNKNOWN_NAME");
  });
});
