// Sections of a configuration: values by their names, each checked where it is asked for.
import { isRecord } from "../../arguments/check.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { JsonObject } from "../files/json.ts";

/** A part of a configuration with its place. */
export interface Section {
  readonly place: FilePlace;
  readonly values: JsonObject;
}

const at = ({ place }: Section, key: string): FilePlace => ({
  file: place.file,
  where: place.where === undefined ? key : `${place.where}.${key}`,
});

/** Throws that a value of a section is another than it must be. */
export function refuseValue(section: Section, key: string, allowed: string, code = "E_TYPE"): never {
  const value = section.values[key];
  const missing = value === undefined;
  return refuse(code, at(section, key), {
    parameter: key,
    problem: missing ? `it is missing; it must be ${allowed}` : `it must be ${allowed}`,
    ...(missing ? {} : { value }),
    allowed,
    hint: missing ? "add it to the configuration" : "correct the configuration",
  });
}

const given = ({ values }: Section, key: string): boolean =>
  values[key] !== undefined && values[key] !== null;

/** A text, if there is one. @throws CajalError E_TYPE */
export function textIn(section: Section, key: string): string | undefined {
  if (!given(section, key)) return undefined;
  const value = section.values[key];
  return typeof value === "string" ? value : refuseValue(section, key, "a text");
}

/** A finite number, if there is one. @throws CajalError E_TYPE */
export function numberIn(section: Section, key: string): number | undefined {
  if (!given(section, key)) return undefined;
  const value = section.values[key];
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : refuseValue(section, key, "a finite number");
}

/** One or several finite numbers. @throws CajalError E_TYPE */
export function numbersIn(section: Section, key: string): readonly number[] {
  const value = section.values[key];
  const list = Array.isArray(value) ? value : [value];
  if (list.every((one) => typeof one === "number" && Number.isFinite(one))) return list as number[];
  return refuseValue(section, key, "a finite number or a list of them");
}

/** Whether something is so; `standard` where nothing is said. @throws CajalError E_TYPE */
export function flagIn(section: Section, key: string, standard: boolean): boolean {
  if (!given(section, key)) return standard;
  const value = section.values[key];
  return typeof value === "boolean" ? value : refuseValue(section, key, "true or false");
}

/** A section within a section, empty where there is none. @throws CajalError E_TYPE */
export function sectionIn(section: Section, key: string): Section {
  const value = given(section, key) ? section.values[key] : {};
  if (!isRecord(value)) refuseValue(section, key, "an object { ... }");
  return { place: at(section, key), values: value };
}

/** The sections within a section, by their names. @throws CajalError E_TYPE */
export const sectionsIn = (section: Section): [name: string, section: Section][] =>
  Object.keys(section.values).map((name) => [name, sectionIn(section, name)]);

/** The sections of a list, such as the files of nodes. @throws CajalError E_TYPE */
export function listIn(section: Section, key: string): Section[] {
  const value = given(section, key) ? section.values[key] : [];
  if (!Array.isArray(value) || !value.every(isRecord)) refuseValue(section, key, "a list of objects");
  return value.map((values, k) => ({
    place: { file: section.place.file, where: `${at(section, key).where}[${k}]` },
    values,
  }));
}
