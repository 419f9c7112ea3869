// Parameters that are lists: a table has one field for each entry that a list may have, named tau_sfa[0], tau_sfa[1]
// and so on. Entries beyond the end of a list have the value `no_entry`, so that a model sees every entry in every
// neuron.
#pragma once
#include <array>
#include <initializer_list>
#include <utility>

#include "base/inline.hpp"
#include "model/neuron.hpp"
#include "model/unrolled.hpp"

namespace cajal {
namespace {

/** A text as an argument of templates. */
template <std::size_t n>
struct Literal {
  char text[n];
  constexpr Literal(const char (&name)[n]) {
    for (std::size_t i = 0; i < n; ++i) text[i] = name[i];
  }
};

template <std::size_t m, std::size_t n>
constexpr Literal<m + n - 1> operator+(const Literal<m>& first, const Literal<n>& second) {
  char text[m + n - 1]{};
  for (std::size_t i = 0; i + 1 < m; ++i) text[i] = first.text[i];
  for (std::size_t i = 0; i < n; ++i) text[m - 1 + i] = second.text[i];
  return text;
}

/** `before`, a digit, and `after`, for as long as the program runs. */
template <Literal before, std::size_t digit, Literal after>
constexpr auto numbered_text = [] {
  static_assert(digit < 10);
  constexpr std::size_t first = sizeof before.text - 1, last = sizeof after.text - 1;
  std::array<char, first + 1 + last> made{};
  for (std::size_t i = 0; i < first; ++i) made[i] = before.text[i];
  made[first] = static_cast<char>('0' + digit);
  for (std::size_t i = 0; i < last; ++i) made[first + 1 + i] = after.text[i];
  return made;
}();

/** The names `before` 0 `after`, or from another number on. */
template <Literal before, std::size_t n, Literal after, std::size_t from>
constexpr std::array<std::string_view, n> numbered_names() {
  return []<std::size_t... k>(std::index_sequence<k...>) {
    return std::array<std::string_view, n>{
        {{numbered_text<before, from + k, after>.data(), numbered_text<before, from + k, after>.size()}...}};
  }
  (std::make_index_sequence<n>{});
}

/** The fields of a list of at most `most` entries, each with unit, range and text of `like`; `given` is the default. */
template <Literal name, std::size_t most>
constexpr std::array<Field, most> entries(Field like, std::initializer_list<double> given = {}) {
  constexpr auto names = numbered_names<name + Literal("["), most, "]", 0>();
  std::array<Field, most> made{};
  for (std::size_t k = 0; k < most; ++k) {
    made[k] = like;
    made[k].name = names[k];
    made[k].value = k < given.size() ? given.begin()[k] : no_entry;
  }
  return made;
}

/** A field for each of `n` state variables: `before` 1, 2, ... */
template <Literal before, std::size_t n>
constexpr std::array<Field, n> numbered_fields(Field like) {
  constexpr auto names = numbered_names<before, n, "", 1>();
  std::array<Field, n> made{};
  for (std::size_t k = 0; k < n; ++k) made[k] = like, made[k].name = names[k];
  return made;
}

/** Variables as what can be recorded of them. */
template <std::size_t n>
constexpr std::array<Recordable, n> recorded(const std::array<Field, n>& variables) {
  std::array<Recordable, n> made{};
  for (std::size_t k = 0; k < n; ++k) made[k] = {variables[k].name, variables[k].unit, variables[k].text};
  return made;
}

/** The receptors 1, 2, ...: each exists with the entry of a list. */
template <Literal list, std::size_t most>
constexpr std::array<Receptor, most> numbered_receptors(std::string_view unit, std::string_view text) {
  constexpr auto numbers = numbered_names<"", most, "", 1>();
  constexpr auto names = numbered_names<list + Literal("["), most, "]", 0>();
  std::array<Receptor, most> made{};
  for (std::size_t k = 0; k < most; ++k)
    made[k] = {numbers[k], unit, text, WeightUse::with_sign, -1, names[k]};
  return made;
}

/** Channels of numbered receptors of which a variant has the first `n`: weights of either sign take the same. */
template <std::size_t most, std::size_t n>
constexpr std::array<std::int8_t, 2 * most> numbered_channels() {
  std::array<std::int8_t, 2 * most> made{};
  for (std::size_t k = 0; k < most; ++k)
    made[2 * k] = made[2 * k + 1] = k < n ? static_cast<std::int8_t>(k) : std::int8_t{-1};
  return made;
}

/** Entries of tables one after the other. */
template <class Entry, std::size_t... n>
constexpr std::array<Entry, (n + ...)> joined(const std::array<Entry, n>&... parts) {
  std::array<Entry, (n + ...)> made{};
  std::size_t at = 0;
  const auto append = [&](const auto& part) {
    for (const Entry& entry : part) made[at++] = entry;
  };
  (append(parts), ...);
  return made;
}

/** A block of columns of two variants: how many it has in one and in the other. */
struct BlockWidths {
  std::size_t from, to;
};

/** Moves a state block by block: what is new is 0. False where something that is dropped is not 0. */
inline bool carry_blocks(std::initializer_list<BlockWidths> blocks, const double* state,
                         double* carried) noexcept {
  for (const BlockWidths& block : blocks) {
    for (std::size_t k = 0; k < block.to; ++k) carried[k] = k < block.from ? state[k] : 0;
    for (std::size_t k = block.to; k < block.from; ++k)
      if (state[k] != 0) return false;
    state += block.from, carried += block.to;
  }
  return true;
}

/** The longest of some lists of `most` entries in some neurons; `first` are the parameters at which the lists begin. */
inline std::size_t longest(const ParameterView& p, std::size_t neurons,
                           std::initializer_list<std::size_t> first, std::size_t most) noexcept {
  std::size_t length = 0;
  for (const std::size_t list : first)
    for (std::size_t k = length; k < most; ++k)
      for (std::size_t i = 0; i < neurons; ++i)
        if (p.at(list + k, i) != no_entry) length = k + 1;
  return length;
}

}  // namespace
}  // namespace cajal
