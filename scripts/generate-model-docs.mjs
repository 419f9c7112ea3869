// Writes docs/models: one page per neuron model, synapse model and device from the kernel's own tables.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, root, step } from "./steps.mjs";

const folder = "docs/models";

/** Rows of cells as a table in markdown, nothing for no rows. */
function table(title, head, rows) {
  if (rows.length === 0) return [];
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [`## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

/** The values a field may take, as an interval; the kernel writes an absent bound as null or beyond 1e299. */
function range({ low, high, open, unit }) {
  if (unit === "boolean") return "0 or 1";
  if (unit.startsWith("one of ")) return "its name or its number, from 0";
  const absent = (bound) => bound === null || Math.abs(bound) > 1e299;
  if (absent(low) && absent(high)) return "any";
  if (absent(high)) return `${open ? ">" : "≥"} ${low}`;
  if (absent(low)) return `${open ? "<" : "≤"} ${high}`;
  return open ? `(${low}, ${high})` : `[${low}, ${high}]`;
}

/** The list that a parameter is an entry of. */
const listOf = ({ name }) => /^(.+)\[\d+\]$/.exec(name)?.[1];

const single = ({ name, value }) => (value === null ? (/min$/.test(name) ? "-∞" : "∞") : value);

/** A row for each field, and one for all entries of a list. */
const fields = (list) =>
  list.flatMap((field) => {
    const name = listOf(field);
    const entries = name === undefined ? [field] : list.filter((other) => listOf(other) === name);
    if (entries[0] !== field) return [];
    const given = entries.map(({ value }) => value).filter((value) => value !== null);
    return [
      [
        `\`${name ?? field.name}\``,
        field.unit,
        name === undefined ? single(field) : `[${given.join(", ")}]`,
        field.list ? "list" : range(field),
        name === undefined ? field.text : `${field.text}; a list of at most ${entries.length}`,
      ],
    ];
  });
const described = (list) => list.map(({ name, unit, text }) => [`\`${name}\``, unit, text]);
const head = ["name", "unit", "default", "range", "meaning"];

function opening({ name, summary, description, reference }) {
  const equations = description ? ["```", description, "```", ""] : [];
  return [`# ${name}`, "", summary, "", ...equations, ...(reference ? [`Source: ${reference}`, ""] : [])];
}

const uses = {
  with_sign: "any",
  magnitude: "any: the sign chooses the side, the magnitude acts",
  count: "ignored, spikes are counted",
  not_negative: "0 or more",
};

/** A column for the learning signal, in models that have any. */
const signalColumn = ({ signals }) =>
  signals.length > 0
    ? { head: ["learns from"], cell: ({ signal }) => [signal ?? ""] }
    : { head: [], cell: () => [] };

function orderTable({ orders }) {
  const rows = orders.map(({ below, above, code, equal }) => [
    `\`${below}\` ${equal ? "≤" : "<"} \`${above}\``,
    `\`${code}\``,
  ]);
  return table("Must hold", ["order", "error otherwise"], rows);
}

function neuronPage(model) {
  const signal = signalColumn(model);
  const entries = (list, more = () => []) =>
    list.map((entry, number) => [
      /^\d+$/.test(entry.name) ? entry.name : number,
      `\`${entry.name}\``,
      entry.unit,
      ...more(entry),
      ...signal.cell(entry),
      entry.text,
    ]);
  return [
    ...opening(model),
    ...table("Parameters", head, fields(model.parameters)),
    ...table("State variables", ["name", "unit", "initial", "range", "meaning"], fields(model.variables)),
    ...table("Recordables", ["name", "unit", "meaning"], described(model.recordables)),
    ...table(
      "Receptors",
      ["number", "name", "unit of weights", "weights", ...signal.head, "meaning"],
      entries(model.receptors, ({ use }) => [uses[use]]),
    ),
    ...table(
      "Ports for currents and values",
      ["number", "name", "unit", ...signal.head, "meaning"],
      entries(model.ports),
    ),
    ...table("Outputs", ["name", "unit", "meaning"], described(model.outputs)),
    ...table("Learning signals", ["name", "unit", "meaning"], described(model.signals)),
    ...orderTable(model),
  ];
}

const kinds = {
  fixed: "It carries spikes with constant weights.",
  dynamic: "It carries spikes and keeps a state.",
  values: "It carries values: an `output` of the source enters a port of the target in every step.",
};

function synapsePage(model) {
  const { learns, bytes, kind } = model;
  const state = bytes > 0 ? [`State: ${bytes} bytes per synapse.`] : [];
  const signal = learns ? ["Its targets need a receptor with a learning signal."] : [];
  return [
    ...opening(model),
    [kinds[kind], ...signal, ...state].join(" "),
    "",
    ...table("Parameters", head, fields(model.parameters)),
  ];
}

const devicePage = (device) => [
  ...opening(device),
  ...table("Parameters", head, fields(device.parameters)),
  ...orderTable(device),
];

function indexPage({ neurons, synapses, devices, rules }) {
  const links = (list) => list.map(({ name, summary }) => [`[${name}](${name}.md)`, summary]);
  const number = (rule) => (rule.number ? `\`${rule.number.name}\`: ${rule.number.text}` : "");
  return [
    "# Models",
    "",
    "Made from the kernel's tables by `npm run docs:models`.",
    "",
    ...table("Neurons", ["model", "summary"], links(neurons)),
    ...table("Synapses", ["model", "summary"], links(synapses)),
    ...table("Devices", ["device", "summary"], links(devices)),
    ...table(
      "Connection rules",
      ["rule", "summary", "number"],
      rules.map((rule) => [rule.name, rule.summary, number(rule)]),
    ),
  ];
}

/** The pages as [path, text]. */
function pages() {
  const tables = JSON.parse(createRequire(import.meta.url)(join(root, "build/Release/cajal.node")).tables());
  const named = [
    ["README", indexPage(tables)],
    ...tables.neurons.map((model) => [model.name, neuronPage(model)]),
    ...tables.synapses.map((model) => [model.name, synapsePage(model)]),
    ...tables.devices.map((device) => [device.name, devicePage(device)]),
  ];
  return named.map(([name, lines]) => [join(folder, `${name}.md`), `${lines.join("\n").trimEnd()}\n`]);
}

/** Pages that differ from the tables, one line each. */
export function checkModelDocs() {
  if (!existsSync(join(root, "build/Release/cajal.node"))) return ["no addon: run `npm run build` first"];
  return pages()
    .filter(
      ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
    )
    .map(([path]) => `${path}: differs from the kernel's tables, \`npm run docs:models\` writes it`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(() =>
    step("model pages", () => {
      mkdirSync(join(root, folder), { recursive: true });
      const all = pages();
      for (const [path, text] of all) writeFileSync(join(root, path), text);
      return `${all.length} pages`;
    }),
  );
}
