// The kernels of one instruction set, gathered for run-time choice.
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

const Kernels kernels{&deliver_compact,
                      &deliver_exact,
                      &poisson,
                      &add_poisson_narrow,
                      &add_poisson_wide,
                      &poisson_rates,
                      &poisson_trains,
                      &poisson_refined,
                      &normals,
                      &pick,
                      &place,
                      &synapse_words,
                      &single_words,
                      &table_values,
                      &table_steps,
                      &delay_steps,
                      &make,
                      &couple,
                      &add_sent,
                      &finite,
                      &evaluate,
                      &chances};

}  // namespace cajal::CAJAL_ISA
