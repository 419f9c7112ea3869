// Which colour is which rate.
import { placed } from "../../../shell/index.ts";
import { legendRates, shadeOf } from "../activity/shade.ts";

/** The colour of a share of the full one, in the theme that is on. */
export const mixed = (share: number): string =>
  `color-mix(in srgb, var(--E) ${(100 * share).toFixed(1)}%, var(--panel))`;

/** The colours of rates, and what else is shown. */
export const Legend = () => (
  <p class="rate-colours">
    {legendRates.map((rate) => (
      <span key={rate}>
        <i ref={placed({ background: mixed(shadeOf(rate)) })} />
        {rate}
      </span>
    ))}
    spikes/s per neuron
  </p>
);
