// Writes docs/models: one page per neuron model and device from the kernel's own tables.
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
  const absent = (bound) => bound === null || Math.abs(bound) > 1e299;
  if (absent(low) && absent(high)) return "any";
  if (absent(high)) return `${open ? ">" : "≥"} ${low}`;
  if (absent(low)) return `${open ? "<" : "≤"} ${high}`;
  return open ? `(${low}, ${high})` : `[${low}, ${high}]`;
}

const fields = (list) =>
  list.map((field) => [
    `\`${field.name}\``,
    field.unit,
    field.value === null ? "∞" : field.value,
    field.list ? "list" : range(field),
    field.text,
  ]);
const described = (list) => list.map(({ name, unit, text }) => [`\`${name}\``, unit, text]);
const head = ["name", "unit", "default", "range", "meaning"];

function opening({ name, summary, description, reference }) {
  const equations = description ? ["```", description, "```", ""] : [];
  return [`# ${name}`, "", summary, "", ...equations, ...(reference ? [`Source: ${reference}`, ""] : [])];
}

function neuronPage(model) {
  const orders = model.orders.map(({ below, above, code }) => [`\`${below}\` < \`${above}\``, `\`${code}\``]);
  const receptors = model.receptors.map(({ name, unit, text }, number) => [number, name, unit, text]);
  return [
    ...opening(model),
    ...table("Parameters", head, fields(model.parameters)),
    ...table("State variables", ["name", "unit", "initial", "range", "meaning"], fields(model.variables)),
    ...table("Recordables", ["name", "unit", "meaning"], described(model.recordables)),
    ...table("Receptors", ["number", "name", "unit of weights", "meaning"], receptors),
    ...table("Must hold", ["order", "error otherwise"], orders),
  ];
}

const devicePage = (device) => [...opening(device), ...table("Parameters", head, fields(device.parameters))];

function indexPage({ neurons, devices, rules }) {
  const links = (list) => list.map(({ name, summary }) => [`[${name}](${name}.md)`, summary]);
  const number = (rule) => (rule.number ? `\`${rule.number.name}\`: ${rule.number.text}` : "");
  return [
    "# Models",
    "",
    "Made from the kernel's tables by `npm run docs:models`.",
    "",
    ...table("Neurons", ["model", "summary"], links(neurons)),
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
