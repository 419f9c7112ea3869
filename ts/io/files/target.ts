// Where a file is written: under a temporary name until it is whole, or into memory.
import { builtin } from "../../backend/environment.ts";
import type { CajalError } from "../../error.ts";
import { damage } from "./damage.ts";

/** A file that grows at its end. */
export interface ByteTarget {
  /** What messages call it. */
  readonly name: string;
  /** The temporary name, for libraries that write files themselves; nothing in memory. */
  readonly path: string | undefined;
  append(bytes: Uint8Array): void;
  /** The file is whole: it gets its name. Returns the bytes where it has none. */
  finish(): Uint8Array;
  /** The file is not wanted any more: nothing is left of it. */
  abandon(): void;
}

const files = () => builtin("node:fs");

/** A file in memory. */
export function memoryTarget(): ByteTarget {
  let pieces: Uint8Array[] = [];
  return {
    name: "the bytes",
    path: undefined,
    append: (bytes) => void pieces.push(bytes.slice()),
    finish() {
      const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
      let place = 0;
      for (const piece of pieces) {
        whole.set(piece, place);
        place += piece.length;
      }
      return whole;
    },
    abandon() {
      pieces = [];
    },
  };
}

const remedies: Readonly<Record<string, string>> = {
  ENOENT: "create the folder first",
  EACCES: "choose a folder you may write to",
  EROFS: "choose a folder you may write to",
  EISDIR: "name a file, no folder",
  ENOTDIR: "create the folder first",
  ENOSPC: "make room on the disk",
};

/** The error E_IO of a file that exists and may not be replaced. */
export const occupied = (path: string): CajalError =>
  damage({ file: path, problem: "it exists", hint: "choose another name or allow overwriting" });

let targets = 0;

/** Lets what was renamed in the folder of a file outlast a loss of power; Windows offers no such thing. */
function syncFolder(path: string): void {
  if (globalThis.process.platform === "win32") return;
  const { openSync, closeSync, fsyncSync } = files();
  const folder = openSync(builtin("node:path").dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * A file beside its later place. `durable`: when it has its name it is on the disk, whatever happens then.
 *
 * @throws CajalError E_IO if it exists and may not be replaced, or cannot be created or written
 */
export function fileTarget(path: string, overwrite: boolean, durable = false): ByteTarget {
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (cause) {
      const { code = "", message } = cause as NodeJS.ErrnoException;
      const hint = remedies[code] ?? "check the path and the disk";
      throw damage({ file: path, problem: `it cannot be written: ${message}`, hint, cause });
    }
  };
  const { existsSync, openSync, closeSync, writeSync, renameSync, rmSync, lstatSync } = files();
  if (existsSync(path)) {
    if (!overwrite) throw occupied(path);
    if (!attempt(() => lstatSync(path)).isFile())
      throw damage({ file: path, problem: "it is not a file", hint: "name a file, no folder or device" });
  }
  const temporary = `${path}.part-${globalThis.process.pid}-${targets++}`;
  const file = attempt(() => openSync(temporary, "wx"));
  let open = true;
  const close = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  return {
    name: path,
    path: temporary,
    append: (bytes) =>
      attempt(() => {
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      }),
    finish: () =>
      attempt(() => {
        if (durable) files().fsyncSync(file);
        close();
        if (!overwrite && existsSync(path)) throw occupied(path);
        renameSync(temporary, path);
        if (durable) syncFolder(path);
        return new Uint8Array(0);
      }),
    abandon() {
      close();
      rmSync(temporary, { force: true });
    },
  };
}
