// JSON files of a circuit: configurations, node sets, parameters of models.
import { isRecord } from "../../arguments/check.ts";
import { builtin } from "../../backend/environment.ts";
import { openSource } from "../../io/files/source.ts";
import { refuse } from "./complaint.ts";

/** An object of a JSON file. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The text of a file in UTF-8, without a byte order mark. @throws CajalError E_IO */
export function textOfFile(path: string): string {
  const source = openSource(path);
  try {
    return new TextDecoder().decode(source.read(0, source.size));
  } finally {
    source.close();
  }
}

/** The object that a JSON file holds. @throws CajalError E_IO */
export function jsonOfFile(path: string): JsonObject {
  let content: unknown;
  try {
    content = JSON.parse(textOfFile(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    refuse("E_IO", { file: path }, { problem: `it is no JSON (${error.message})`, hint: "correct the file" });
  }
  if (isRecord(content)) return content;
  refuse("E_IO", { file: path }, { problem: "it must hold an object { ... }", hint: "correct the file" });
}

/** A path as it stands in a file of a folder. */
export const pathFrom = (folder: string, path: string): string => builtin("node:path").resolve(folder, path);

/** The folder of a file. */
export const folderOf = (path: string): string => {
  const { dirname, resolve } = builtin("node:path");
  return dirname(resolve(path));
};
