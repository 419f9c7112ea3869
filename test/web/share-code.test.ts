// States as the end of an address: what goes in comes out, and nothing else is taken for a state.
import fc from "fast-check";
import { deflateSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState, longestCode } from "../../web/shell/share-code.ts";

/** The fragment of bytes that are no deflated JSON, or a great deal of it. */
const fragmentOf = (bytes: Uint8Array): string => `#v1=${Buffer.from(bytes).toString("base64url")}`;

describe("states in addresses", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (state) => {
        const fragment = encodeState(state);
        expect(fragment).toMatch(/^#v1=[A-Za-z0-9_-]+$/);
        expect(decodeState(fragment as string)).toEqual(JSON.parse(JSON.stringify(state)));
      }),
    );
  });

  it("are nothing where the address says nothing", () => {
    expect(decodeState("")).toBeUndefined();
    expect(decodeState("#")).toBeUndefined();
  });

  it.each(["#v2=abc", "#main", "#v1=", "#v1=!!!", "#v1=AAAA", "#v1=q1Y"])("%s is an error", (fragment) => {
    expect(() => decodeState(fragment)).toThrow();
  });

  it("are refused when a link lost its end", () => {
    const fragment = encodeState({ rate: 8, names: ["L23E", "L23I", "L4E"] }) as string;
    for (let length = 5; length < fragment.length - 2; length++)
      expect(() => decodeState(fragment.slice(0, length)), `${length} letters`).toThrow();
  });

  it("do not unpack to more than a state can be", () => {
    const bomb = fragmentOf(deflateSync(strToU8(`"${"a".repeat(4_000_000)}"`)));
    expect(bomb.length).toBeLessThan(longestCode);
    expect(() => decodeState(bomb)).toThrow();
  });

  it("are refused when an address would be too long", () => {
    const noise = Array.from({ length: 8000 }, (_, index) => Math.sin(index));
    expect(encodeState(noise)).toBeUndefined();
    expect(() => decodeState(`#v1=${"A".repeat(longestCode)}`)).toThrow("longer than");
  });
});
