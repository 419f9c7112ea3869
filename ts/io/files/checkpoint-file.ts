// A checkpoint in a file: either the whole new one or the one before it, whenever the machine stops.
import { refuseDetached } from "../../buffer.ts";
import { fail } from "../../error.ts";
import { openSource } from "./source.ts";
import { fileTarget } from "./target.ts";

function checkPath(path: unknown, call: string): asserts path is string {
  if (typeof path === "string" && path !== "") return;
  const allowed = "the path of a file";
  fail("E_TYPE", { call, parameter: "path", value: path, allowed, must: `path must be ${allowed}` });
}

/**
 * Writes the bytes of `sim.checkpoint()` to a file and returns when they are on the disk: under another name beside it
 * first, which then takes the place of the file. Until then, and if it fails, an earlier file stays as it was.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_IO if it cannot be written
 * @example writeCheckpoint("run.checkpoint", sim.checkpoint());
 */
export function writeCheckpoint(path: string, bytes: Uint8Array): void {
  checkPath(path, "writeCheckpoint");
  if (!(bytes instanceof Uint8Array))
    fail("E_TYPE", {
      call: "writeCheckpoint",
      parameter: "bytes",
      value: bytes,
      allowed: "a Uint8Array",
      must: "bytes must be those that sim.checkpoint() gave",
    });
  refuseDetached(bytes, "writeCheckpoint", "bytes");
  const target = fileTarget(path, true, true);
  try {
    target.append(bytes);
    target.finish();
  } catch (error) {
    target.abandon();
    throw error;
  }
}

/**
 * The bytes of a file, for `Simulation.restore`, which checks them.
 *
 * @throws CajalError E_TYPE, E_IO if it cannot be read
 * @example const sim = await Simulation.restore(readCheckpoint("run.checkpoint"));
 */
export function readCheckpoint(path: string): Uint8Array {
  checkPath(path, "readCheckpoint");
  const source = openSource(path);
  try {
    return source.read(0, source.size);
  } finally {
    source.close();
  }
}
