// Variables of a configuration: $NAME and ${NAME} stand for what its manifest says.
import { isRecord } from "../../arguments/check.ts";
import { suggestion } from "../../text/nearest.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { JsonObject } from "../files/json.ts";

/** Values by the names of variables, without the dollar. */
export type Variables = ReadonlyMap<string, unknown>;

const variable = /\$(?:\{(\w+)\}|(\w+))/g;

const bare = (name: string): string => name.replace(/^\$\{?(\w+)\}?$/, "$1");

/** A text with its variables replaced; one that is a variable and nothing else becomes its value. */
function substituteText(text: string, known: Variables, place: FilePlace): unknown {
  const whole = /^\$(?:\{(\w+)\}|(\w+))$/.exec(text);
  const look = (name: string): unknown => {
    if (known.has(name)) return known.get(name);
    const names = [...known.keys()];
    refuse("E_DESCRIPTION", place, {
      parameter: "manifest",
      problem: `the variable $${name} is not in the manifest`,
      value: text,
      allowed: names.map((one) => `$${one}`).join(", "),
      hint: suggestion(name, names),
    });
  };
  if (whole) return look((whole[1] ?? whole[2]) as string);
  return text.replace(variable, (_, braced, plain) => String(look(braced ?? plain)));
}

/**
 * Any part of a configuration with its variables replaced.
 *
 * @throws CajalError E_DESCRIPTION for a variable that the manifest does not have
 */
export function substitute(part: unknown, known: Variables, place: FilePlace): unknown {
  if (typeof part === "string") return substituteText(part, known, place);
  if (Array.isArray(part)) return part.map((one) => substitute(one, known, place));
  if (!isRecord(part)) return part;
  const at = (key: string): FilePlace => ({
    file: place.file,
    where: place.where === undefined ? key : `${place.where}.${key}`,
  });
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, substitute(one, known, at(key))]));
}

/**
 * The variables of a manifest, which may name each other in any order.
 *
 * @param before what is known already: ${configdir}, ${workingdir} and what the configuration above says
 * @throws CajalError E_DESCRIPTION for variables that name each other in a circle, or nothing
 */
export function variablesOf(manifest: JsonObject, before: Variables, place: FilePlace): Variables {
  const known = new Map(before);
  const open = new Map(Object.entries(manifest).map(([name, value]) => [bare(name), value]));
  const isReady = (value: unknown): boolean =>
    typeof value !== "string" ||
    [...value.matchAll(variable)].every(([, braced, plain]) => !open.has((braced ?? plain) as string));
  while (open.size > 0) {
    const ready = [...open].filter(([, value]) => isReady(value));
    if (ready.length === 0)
      refuse("E_DESCRIPTION", place, {
        parameter: "manifest",
        problem: `the variables ${[...open.keys()].map((name) => `$${name}`).join(", ")} name each other`,
        hint: "give one of them a path",
      });
    for (const [name, value] of ready) {
      known.set(name, substitute(value, known, { ...place, where: `manifest.$${name}` }));
      open.delete(name);
    }
  }
  return known;
}
