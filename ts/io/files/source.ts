// Bytes to read from, at any place: a file of Node that stays on the disk, or bytes in memory.

import { builtin } from "../../backend/environment.ts";
import { refuseDetached } from "../../buffer.ts";
import { damage } from "./damage.ts";

/** What is read: the path of a file (Node only), or its bytes. */
export type FileInput = string | Uint8Array;

/** Bytes that can be read at any place. */
export interface ByteSource {
  /** The path, or `the bytes`: what messages call it. */
  readonly name: string;
  /** Where the file lies, if it is one. */
  readonly path: string | undefined;
  /** [bytes] */
  readonly size: number;
  /** The bytes from `offset`, fewer at the end. Throws E_IO. */
  read(offset: number, length: number): Uint8Array;
  /** May be called twice. */
  close(): void;
}

const files = () => builtin("node:fs");

/** The same bytes as a plain array: pieces of a Node Buffer share its memory where those of others are copies. */
export const plainBytes = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function bytesSource(given: Uint8Array): ByteSource {
  refuseDetached(given, "read", "the bytes");
  const bytes = plainBytes(given);
  return {
    name: "the bytes",
    path: undefined,
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    close() {},
  };
}

function fileSource(path: string): ByteSource {
  const unreadable = (cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    const problem = `it cannot be read: ${code === "ENOENT" ? "it does not exist" : message}`;
    return damage({ file: path, problem, hint: "check the path and the disk", cause });
  };
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (cause) {
      throw unreadable(cause);
    }
  };
  const file = attempt(() => files().openSync(path, "r"));
  const facts = attempt(() => files().fstatSync(file));
  if (!facts.isFile()) {
    files().closeSync(file);
    throw damage({ file: path, problem: "it is not a file", hint: "name a file, no folder or device" });
  }
  const { size } = facts;
  let open = true;
  return {
    name: path,
    path,
    size,
    read: (offset, length) =>
      attempt(() => {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        let done = 0;
        while (done < bytes.length) {
          const count = files().readSync(file, bytes, done, bytes.length - done, offset + done);
          if (count === 0) break;
          done += count;
        }
        return bytes.subarray(0, done);
      }),
    close() {
      if (open) files().closeSync(file);
      open = false;
    },
  };
}

/**
 * Opens a file or bytes for reading.
 *
 * @throws CajalError E_IO if the file cannot be opened
 */
export const openSource = (input: FileInput): ByteSource =>
  typeof input === "string" ? fileSource(input) : bytesSource(input);
