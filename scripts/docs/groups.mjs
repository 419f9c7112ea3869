// Which page an exported name is on: names of one topic share a page, as they share a folder of the sources.
import { basename } from "node:path";
import { groupBy } from "./group.mjs";

// The first beginning that fits decides.
const main = [
  ["ts/network/devices", "stimuli", "Stimuli and recorders"],
  ["ts/network/synapses", "connections", "Connection rules and synapses"],
  ["ts/network/values", "values", "Values, distributions, units"],
  ["ts/error.ts", "errors", "Errors"],
  ["ts/simulate/recording.ts", "recordings", "What was recorded"],
  ["ts/simulate", "simulation", "Simulations"],
  ["ts/backend", "simulation", "Simulations"],
  ["ts/", "network", "Networks"],
];

const plain = (word) => word.replaceAll("-", " ");

/** { id, title } of the page of a name. */
export function groupOf({ entry, file }) {
  if (entry === "cajal") {
    const [, id, title] = main.find(([beginning]) => file.startsWith(beginning));
    return { id: `cajal-${id}`, title };
  }
  const room = entry.slice("cajal/".length);
  const inside = file.startsWith(`ts/${room}/`) ? file.split("/").slice(2) : [];
  const single = room === "networks" ? basename(file, ".ts").split("-")[0] : "general";
  const topic = inside.length > 1 ? inside[0] : inside[0]?.startsWith("generated") ? "built-in" : single;
  return { id: `${room}-${topic}`, title: `${plain(room)}: ${plain(topic)}` };
}

// In the order in which a program meets them; the other entries follow.
const order = ["network", "connections", "stimuli", "values", "simulation", "recordings", "errors"];
const rank = ({ id }) => {
  const place = order.findIndex((topic) => id === `cajal-${topic}`);
  return place < 0 ? order.length : place;
};

/** The pages of the reference as { id, title, entry, address, names }. */
export function groupsOf(names) {
  const groups = groupBy(names, (name) => groupOf(name).id);
  return [...groups]
    .map(([id, members]) => ({
      id,
      ...groupOf(members[0]),
      entry: members[0].entry,
      address: `reference/${id}.html`,
      names: members,
    }))
    .sort((one, other) => rank(one) - rank(other));
}

// Words of the language that are also names of ours, such as `number` of cajal/space.
const types = new Set(["number", "string", "boolean", "unknown", "undefined", "object", "void", "never"]);

/** Finds the address of a name within a signature, where words of the language mean themselves. */
export const inSignature = (find) => (name, entry) => (types.has(name) ? undefined : find(name, entry));

/** How a member is called on its page and in the search: `Simulation.weights`. */
export const memberId = (owner, { name }) => `${owner}.${name.replaceAll(/[^\w.]/g, "")}`;

/**
 * Finds the address of a name, or of a member by its owner's name and its own, from the root of the site; of two with
 * the same name that of the same entry.
 */
export function addressBook(groups) {
  const places = new Map();
  const put = (name, place) => places.set(name, [...(places.get(name) ?? []), place]);
  for (const { names, address } of groups)
    for (const { name, entry, members } of names) {
      put(name, { entry, address: `${address}#${name}` });
      for (const id of members.map((member) => memberId(name, member)))
        put(id, { entry, address: `${address}#${id}` });
    }
  return (name, entry) => {
    const found = places.get(name) ?? [];
    return (found.find((place) => place.entry === entry) ?? found[0])?.address;
  };
}
