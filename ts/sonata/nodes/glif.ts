// Parameters of GLIF models as the Allen Cell Types Database has them, in SI units relative to El_reference, as those
// of glif_psc (Teeter et al. 2018; the names of BMTK's templates say which of its five models).
import { isRecord } from "../../arguments/check.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { JsonObject } from "../files/json.ts";

// What each template switches on: threshold that spikes raise, currents after spikes, threshold that follows V.
const templates: Readonly<Record<string, readonly [boolean, boolean, boolean]>> = {
  glif_lif_psc: [false, false, false],
  glif_lif_r_psc: [true, false, false],
  glif_lif_asc_psc: [false, true, false],
  glif_lif_r_asc_psc: [true, true, false],
  glif_lif_r_asc_a_psc: [true, true, true],
};

/** Whether a template is one of BMTK's names for glif_psc. */
export const isGlifTemplate = (name: string): boolean => Object.hasOwn(templates, name);

// Peaks of the synaptic currents that BMTK gives all of them [ms].
const synapses = [5.5, 8.5, 2.8, 5.8];

/** Reads numbers of a document by their path. */
function reader(document: JsonObject, place: FilePlace) {
  const part = (path: string): unknown =>
    path.split(".").reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), document);
  const complain = (path: string, what: string): never =>
    refuse("E_DESCRIPTION", place, {
      parameter: path,
      problem: `${path} must be ${what}`,
      value: part(path),
      hint: "take the file of the Allen Cell Types Database as it is",
    });
  return {
    number(path: string): number {
      const value = part(path);
      return typeof value === "number" ? value : complain(path, "a number");
    },
    list(path: string): readonly number[] {
      const value = part(path);
      return Array.isArray(value) && value.every((one) => typeof one === "number")
        ? value
        : complain(path, "a list of numbers");
    },
  };
}

type Reader = ReturnType<typeof reader>;

/** What a spike does to the threshold and the potential. */
function ofSpikes({ number }: Reader): JsonObject {
  const [threshold, reset] = ["threshold_dynamics_method.params", "voltage_reset_method.params"];
  return {
    th_spike_add: number(`${threshold}.a_spike`) * 1e3,
    th_spike_decay: number(`${threshold}.b_spike`) * 1e-3,
    voltage_reset_fraction: number(`${reset}.a`),
    voltage_reset_add: number(`${reset}.b`) * 1e3,
  };
}

/** The currents after a spike. */
function ofCurrents({ list }: Reader): JsonObject {
  const factors = list("coeffs.asc_amp_array");
  return {
    asc_init: list("init_AScurrents").map((one) => one * 1e12),
    asc_decay: list("asc_tau_array").map((one) => (1 / one) * 1e-3),
    asc_amps: list("asc_amp_array").map((one, k) => one * (factors[k] ?? 1) * 1e12),
  };
}

/** How the threshold follows the potential. */
const ofAdaptation = ({ number }: Reader): JsonObject => ({
  th_voltage_index: number("threshold_dynamics_method.params.a_voltage") * number("coeffs.a") * 1e-3,
  th_voltage_decay: number("threshold_dynamics_method.params.b_voltage") * number("coeffs.b") * 1e-3,
});

/** Parameters of glif_psc from a document of the database; others as they are, with the template's switches. */
export function glifParameters(template: string, document: JsonObject, place: FilePlace): JsonObject {
  const [spikes, currents, adapting] = templates[template] as readonly [boolean, boolean, boolean];
  const switches = {
    spike_dependent_threshold: spikes,
    after_spike_currents: currents,
    adapting_threshold: adapting,
  };
  if (document.type !== "GLIF") return { ...document, ...switches };
  const read = reader(document, place);
  const { number } = read;
  const resting = number("El") * 1e3 + number("El_reference") * 1e3;
  return {
    V_m: resting,
    V_th: number("coeffs.th_inf") * number("th_inf") * 1e3 + number("El_reference") * 1e3,
    g: (number("coeffs.G") / number("R_input")) * 1e9,
    E_L: resting,
    C_m: number("coeffs.C") * number("C") * 1e12,
    t_ref: number("spike_cut_length") * number("dt") * 1e3,
    tau_syn: synapses,
    ...(spikes ? ofSpikes(read) : { V_reset: number("El_reference") * 1e3 }),
    ...(currents ? ofCurrents(read) : {}),
    ...(adapting ? ofAdaptation(read) : {}),
    ...switches,
  };
}
