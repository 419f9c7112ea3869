// What electrodes, scalp electrodes and cameras would see of each area, from the rates of the populations.
import { dyeProxy, eegProxy, lfpProxy, meanPotential, synapticInput } from "../../../analysis/index.ts";
import { type MultiArea, populationInput } from "../../../networks/index.ts";
import { neuronParameters } from "../../../networks/multi-area/parameters.ts";
import type { Activity } from "./activity.ts";

/** Estimated signals of all areas; one list of samples, 1 ms apart, per area. */
export interface AreaProxies {
  readonly areas: readonly string[];
  /** Model time of the first sample [ms]. */
  readonly tStart: number;
  /** Local field potential and EEG, as z-scores. */
  readonly lfp: readonly Float64Array[];
  readonly eeg: readonly Float64Array[];
  /** Signal of a voltage-sensitive dye: relative change of the mean potential of layer 2/3. */
  readonly dye: readonly Float64Array[];
}

/** Model time from which proxies are estimated [ms]. */
export const leastProxyTime = 200;

const interval = 1;
// Until spikes from before the measured time have arrived: mean delays reach 18 ms in the macaque.
const settling = 50;

/** One current that is summed for some populations. */
interface Target {
  readonly area: string;
  /** Names of the populations of the area over whose neurons the current is averaged. */
  readonly onto: readonly string[];
  /** Which sources count, by the sign of their weights; default: all. */
  readonly sign?: 1 | -1;
}

const excitatoryNames = ["23E", "4E", "5E", "6E"] as const;
const stained = ["23E", "23I"] as const;

/** Mean currents onto the neurons of targets [pA], without what is constant. */
function currentsOnto(
  targets: readonly Target[],
  { populations }: MultiArea,
  { strengths, delays }: ReturnType<typeof populationInput>,
  rates: readonly Float64Array[],
): Float64Array[] {
  const columns = populations.length;
  const summed = new Float64Array(targets.length * columns);
  const late = new Float64Array(summed.length);
  for (const [row, { area, onto, sign }] of targets.entries()) {
    const members = [...populations.entries()].filter(
      ([, one]) => one.area === area && onto.includes(one.name),
    );
    const neurons = members.reduce((sum, [, { view }]) => sum + view.length, 0);
    for (const [place, { view }] of members)
      for (let source = 0; source < columns; source++) {
        const strength = strengths[place * columns + source] as number;
        if (strength === 0 || (sign !== undefined && Math.sign(strength) !== sign)) continue;
        const cell = row * columns + source;
        summed[cell] = (summed[cell] as number) + (strength * view.length) / neurons;
        // The same onto all populations of an area.
        late[cell] = delays[place * columns + source] as number;
      }
  }
  return synapticInput(rates, summed, { interval, timeConstant: neuronParameters.tau_syn_ex, delays: late });
}

/** From where on everything is known that has reached the populations. */
const settled = (signal: Float64Array): Float64Array => signal.subarray(settling / interval);

/** Field potential and EEG of an area, cut to the time in which both are known. */
function fieldsOf(excitatory: Float64Array, inhibitory: Float64Array) {
  const currents = { excitatory: settled(excitatory), inhibitory: settled(inhibitory) };
  const [lfp, eeg] = [lfpProxy(currents, { interval }), eegProxy(currents, { interval })];
  // The field potential begins later, the EEG ends earlier.
  const first = Math.max(lfp.first, eeg.first);
  const end = Math.min(lfp.first + lfp.signal.length, eeg.first + eeg.signal.length);
  const cut = ({ signal, first: own }: typeof lfp): Float64Array => signal.subarray(first - own, end - own);
  return { first, end, lfp: cut(lfp), eeg: cut(eeg) };
}

/** The dye of an area: its stained populations, by their numbers of neurons. */
function dyeOf(
  area: string,
  described: MultiArea,
  activity: Activity,
  input: ReturnType<typeof populationInput>,
) {
  const rates = activity.populations.map(({ rate }) => rate);
  const members = [...described.populations.entries()].filter(
    ([, one]) => one.area === area && stained.some((name) => name === one.name),
  );
  const potentials = members.map(([place, { name }]) => {
    const [current] = currentsOnto([{ area, onto: [name] }], described, input, rates) as [Float64Array];
    const whole = settled(current).map((value) => value + (input.constants[place] as number));
    return meanPotential(whole, settled(rates[place] as Float64Array), { interval, ...membrane });
  });
  return dyeProxy(
    potentials,
    members.map(([, { view }]) => view.length),
  );
}

const { C_m, tau_m, E_L, V_th, V_reset, t_ref } = neuronParameters;
const membrane = { C_m, tau_m, E_L, V_th, V_reset, t_ref };

/** Estimates the signals of all areas; nothing in too short a time. */
export function proxiesOf(described: MultiArea, activity: Activity): AreaProxies | undefined {
  const { tStart, tStop } = activity;
  if (tStop - tStart < leastProxyTime) return undefined;
  const areas = activity.areas.map(({ name }) => name);
  const input = populationInput(described);
  const rates = activity.populations.map(({ rate }) => rate);
  const onto = excitatoryNames;
  const signed = ([1, -1] as const).map((sign) =>
    currentsOnto(
      areas.map((area) => ({ area, onto, sign })),
      described,
      input,
      rates,
    ),
  );
  const [excitatory, inhibitory] = signed as [Float64Array[], Float64Array[]];
  const fields = areas.map((_, row) =>
    fieldsOf(excitatory[row] as Float64Array, inhibitory[row] as Float64Array),
  );
  const { first, end } = fields[0] as (typeof fields)[number];
  return {
    areas,
    tStart: tStart + settling + first * interval,
    lfp: fields.map(({ lfp }) => lfp),
    eeg: fields.map(({ eeg }) => eeg),
    dye: areas.map((area) => dyeOf(area, described, activity, input).subarray(first, end)),
  };
}
