// Declares the kernels of the instruction set that this file is compiled for.
#pragma once
#include "kernels/kernels.hpp"

namespace cajal::CAJAL_ISA {

std::uint64_t deliver_compact(const std::uint32_t** cursors, std::size_t n, std::int32_t* sums) noexcept;
std::uint64_t deliver_exact(const std::uint32_t** cursors, std::size_t n, std::int64_t* sums) noexcept;
void poisson(const PoissonCall& call, std::uint16_t* counts) noexcept;
void add_poisson_narrow(const PoissonCall& call, std::int32_t quantum, std::int32_t* sums) noexcept;
void add_poisson_wide(const PoissonCall& call, std::int32_t quantum, std::int64_t* sums) noexcept;
std::size_t poisson_rates(const PoissonRatesCall& call, std::uint16_t* counts,
                          std::uint16_t* doubtful) noexcept;
std::size_t poisson_trains(const PoissonTrainsCall& call, std::uint16_t* counts,
                           std::uint16_t* doubtful) noexcept;
std::uint16_t poisson_refined(const PoissonCall& call, std::uint32_t neuron, std::uint16_t upper) noexcept;
void normals(const NormalCall& call, double* __restrict out) noexcept;
bool pick(const PickCall& call, std::uint32_t* __restrict numbers, std::uint32_t* __restrict words) noexcept;
std::uint64_t place(const PlaceCall& call, PlacedSynapse* out) noexcept;
void synapse_words(const SynapseWords& whose, std::uint32_t each, std::size_t n,
                   std::uint32_t* __restrict first, std::uint32_t* __restrict second) noexcept;
void single_words(const SynapseWords& whose, std::uint32_t each, const std::uint32_t* indices, std::size_t n,
                  std::uint32_t* first, std::uint32_t* second) noexcept;
std::size_t table_values(const ValueLookup& lookup, double* __restrict out, std::uint32_t* exact) noexcept;
void table_steps(const StepLookup& lookup, std::uint32_t* __restrict out) noexcept;
bool delay_steps(const double* times, std::size_t n, double resolution, double longest,
                 std::uint32_t* steps) noexcept;
std::size_t make(const MakeCall& call, MadePiece& piece) noexcept;
void couple(const CoupleCall& call) noexcept;
bool add_sent(const SentCall& call) noexcept;
bool finite(const double* values, std::size_t n) noexcept;
void evaluate(const ExpressionCall& call, double* out) noexcept;
void chances(const ChancesCall& call, double* __restrict first, double* __restrict second) noexcept;

extern const Kernels kernels;

}  // namespace cajal::CAJAL_ISA
