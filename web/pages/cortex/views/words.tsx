// What one sees, where it is from, and what it is not.

/** The text. */
export const Words = () => (
  <section class="panel words">
    <h2>What one sees</h2>
    <p>
      Thirty-two areas, each a microcircuit of four layers below one square millimetre, joined by pathways
      that are the rarer and the weaker the longer they are. A pulse makes one area fire. Its spikes reach
      near areas after a few milliseconds, at 3.5 mm per millisecond, and what these answer goes on from
      there; inhibition within each area ends the answer soon.
    </p>
    <p>
      <b>Ground and metastable.</b> In the ground state areas hardly stir each other. With <i>χ</i> = 1.9, and
      twice as much onto inhibitory neurons, the published network at full size comes close to the edge of
      stability, and its activity to that of resting cortex.
    </p>
    <p>
      <b>What is synthetic.</b> These areas are nobody's cortex: places, surfaces and pathways are drawn from
      the seed. Densities, thicknesses, laminar patterns and the decay of pathways with distance follow the
      rules by which the connectome of the macaque was completed. A1 is lowest in the hierarchy and most
      differentiated; A32 has no layer 4.
    </p>
    <p>
      <b>What thinning does.</b> Weights and currents are set so that mean and variance of a neuron's input
      are those of full size. Correlations are not conserved: fewer neurons share more of their input and fire
      more together, a spike counts for more, and answers stand out less from chance. With few synapses per
      neuron areas fall silent.
    </p>
    <ul class="papers">
      <li>
        Schmidt, Bakker, Hilgetag, Diesmann & van Albada (2018) Brain Struct. Funct. 223:1409: the connectome
        and its rules.
      </li>
      <li>
        Schmidt, Bakker, Shen, Bezgin, Diesmann & van Albada (2018) PLoS Comput. Biol. 14:e1006359: the
        states.
      </li>
      <li>
        Schuecker, Schmidt, van Albada, Diesmann & Helias (2017) PLoS Comput. Biol. 13:e1005179: theory and
        stabilisation.
      </li>
      <li>van Albada, Helias & Diesmann (2015) PLoS Comput. Biol. 11:e1004490: what thinning conserves.</li>
    </ul>
  </section>
);
