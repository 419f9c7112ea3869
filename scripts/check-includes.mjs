// The include directions of the kernel and its bindings, and which file may know which system.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { circles, filesBelow, includeEdges, violations } from "./directions.mjs";
import { root } from "./steps.mjs";

const face = ["core/simulation", "core/description.hpp", "core/error.hpp"];
const plain = ["core/error.hpp", "core/description.hpp"];
const hot = ["core/model/", "core/base/"];

const drawn = ["core/kernels/kernels.hpp", "core/kernels/expression.hpp"];

const below = ["core/kernels/", "core/synapses/", "core/connect/", "core/devices/", ...hot, ...plain];

// The floors of the engine: each may use itself and those before it. Only the destructor of a slice must know the
// blocks, the plastic and the made synapses that its header merely names.
const floors = [
  "describe",
  "slices",
  "build",
  "plastic",
  "blocks",
  "made",
  "run",
  "world",
  "change",
  "read",
  "checkpoint",
].map((room) => `core/engine/${room}`);
const engine = {
  "core/engine/slices/slice.cc": [
    "core/engine/blocks/",
    "core/engine/made/",
    "core/engine/plastic/",
    "core/engine/slices/",
    ...hot,
  ],
  ...Object.fromEntries(floors.map((room, n) => [room, [...floors.slice(0, n + 1), ...below]])),
};

// The beginning of a path, the most special first, and what its files may include.
const rooms = {
  "core/base/": ["core/base/", ...plain],
  "core/neurons/": [
    "core/model/define.hpp",
    "core/model/solver.hpp",
    "core/model/adex.hpp",
    "core/model/gates.hpp",
    "core/model/firing_function.hpp",
    "core/model/transfer.hpp",
    "core/base/math.hpp",
    "core/base/matrix_exponential.hpp",
    "core/base/normal.hpp",
  ],
  "core/kernels/": ["core/kernels/", "core/synapses/", ...hot],
  "core/model/tables": ["core/model/", "core/base/", "core/connect/registry.hpp"],
  "core/model/": [
    ...hot,
    "core/kernels/kernels.hpp",
    ...plain,
    "models.gen.inc",
    "synapses.gen.inc",
    "devices.gen.inc",
    "isas.gen.inc",
  ],
  "core/devices/": [...hot, ...plain],
  "core/synapses/": ["core/synapses/", ...hot, ...plain],
  "core/connect/rules/": ["core/connect/", ...drawn, ...hot, ...plain],
  "core/connect/": ["core/connect/", ...drawn, ...hot, ...plain, "rules.gen.inc"],
  ...engine,
  "core/": ["core/"],
  "bindings/": ["bindings/", ...face],
  "wasm/": ["wasm/", "bindings/call.hpp", "bindings/methods.hpp", ...face],
};
const solitary = ["core/neurons/", "core/devices/", "core/connect/rules/"];

// Headers that tie the kernel to a system, and the only files that may include them.
const systems = [
  { pattern: /<(thread|omp\.h)>/, allowed: /^(core\/base\/threads\/(team|barrier)\.|bindings\/|wasm\/)/ },
  { pattern: /<mpi\.h>/, allowed: /^core\/base\/threads\/ranks_mpi\.cc$/ },
  { pattern: /<(napi|node_api)[\w.]*>/, allowed: /^bindings\// },
  { pattern: /<emscripten/, allowed: /^(wasm\/|core\/base\/)/ },
];

/** All violations, one line each. */
export function checkIncludes() {
  const files = ["core", "bindings", "wasm"].flatMap((folder) => filesBelow(folder, /\.(hpp|cc)$/));
  const edges = includeEdges(files, ["core", ""]);
  const strangers = files.flatMap((file) => {
    const includes = readFileSync(join(root, file), "utf8").match(/^\s*#\s*include\s+<[^>]+>/gm) ?? [];
    return systems
      .filter(({ pattern, allowed }) => !allowed.test(file) && includes.some((line) => pattern.test(line)))
      .map(({ pattern }) => `${file}: may not include ${pattern.source}`);
  });
  return [
    ...violations(edges, rooms, solitary),
    ...circles(edges).map((circle) => `circle: ${circle}`),
    ...strangers,
  ];
}
