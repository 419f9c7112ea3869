// From the signature of a member function to conversions, the call, and the conversion back; shared by all hosts.
//
// A host supplies: Value; number, boolean, text, numbers<T>, bytes, items, entries and member to take values apart;
// give() for numbers, text and arrays, and object()/put() to make them.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "description.hpp"
#include "error.hpp"
#include "simulation.hpp"

namespace cajal::bindings {

[[noreturn]] inline void wrong_type(const char* where, const char* expected) {
  throw Error("E_TYPE", std::string(where) + ": expected " + expected,
              {where, "", expected, "pass a value of that type"});
}

/** A number of JavaScript as an element of a list: integral types take whole numbers only. */
template <class T>
T element(double number, const char* where) {
  if constexpr (std::is_integral_v<T>) {
    if (!(number >= 0 && number <= 4294967295.0) || number != static_cast<double>(static_cast<T>(number)))
      wrong_type(where, "whole numbers from 0 to 2^32 - 1");
  }
  return static_cast<T>(number);
}

/** A struct that lists its fields. */
template <class T>
concept Record = requires {
  T::fields([](const char*, auto) {});
};

/** Several of them. */
template <class T>
concept Records = Record<typename T::value_type>;

template <class Host, class T>
T take(const typename Host::Value& value, const char* where) {
  if constexpr (Record<T>) {
    T record;
    T::fields([&](const char* name, auto field) {
      using Field = std::remove_reference_t<decltype(record.*field)>;
      record.*field = take<Host, Field>(Host::member(value, name, where), name);
    });
    return record;
  } else if constexpr (std::same_as<T, bool>) {
    return Host::boolean(value, where);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return static_cast<T>(Host::number(value, where));
  } else if constexpr (std::same_as<T, std::string>) {
    return Host::text(value, where);
  } else if constexpr (std::same_as<T, Named>) {
    Named named;
    for (auto& [name, item] : Host::entries(value, where))
      named.emplace_back(name, Host::template numbers<double>(item, where));
    return named;
  } else if constexpr (std::same_as<T, std::vector<std::uint8_t>>) {
    return Host::bytes(value, where);
  } else if constexpr (std::same_as<T, std::vector<std::string>>) {
    std::vector<std::string> list;
    for (const auto& item : Host::items(value, where)) list.push_back(Host::text(item, where));
    return list;
  } else if constexpr (Records<T>) {
    T list;
    for (const auto& item : Host::items(value, where))
      list.push_back(take<Host, typename T::value_type>(item, where));
    return list;
  } else {
    return Host::template numbers<typename T::value_type>(value, where);
  }
}

template <class Host, class T>
typename Host::Value give(const T& value) {
  if constexpr (Record<T>) {
    auto object = Host::object();
    T::fields([&](const char* name, auto field) { Host::put(object, name, give<Host>(value.*field)); });
    return object;
  } else {
    return Host::give(value);
  }
}

/** The parts of a member function's type. */
template <class F>
struct Signature;
template <class C, class R, class... A>
struct Signature<R (C::*)(A...)> {
  using Result = R;
  using Arguments = std::tuple<std::remove_cvref_t<A>...>;
};
template <class C, class R, class... A>
struct Signature<R (C::*)(A...) const> : Signature<R (C::*)(A...)> {};
template <class C, class R, class... A>
struct Signature<R (C::*)(A...) noexcept> : Signature<R (C::*)(A...)> {};

/** Calls a method with the arguments of `take_arguments`. */
template <class F, class Arguments>
auto invoke(Simulation& simulation, F method, const Arguments& arguments) {
  return std::apply([&](const auto&... value) { return (simulation.*method)(value...); }, arguments);
}

/** Refuses a call while another thread works on the simulation; watching and stopping it are allowed. */
inline void check_idle(bool busy, std::string_view method) {
  if (busy && method != "progress" && method != "stop")
    throw Error("E_BUSY", std::string(method) + ": something of this simulation is under way",
                {std::string(method), "", "", "wait for it, or stop it"});
}

/** Converts arguments in the thread of the host, to be used in any. */
template <class Host, class F, class Values>
auto take_arguments(const char* method, const Values& values) {
  using Arguments = typename Signature<F>::Arguments;
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return Arguments{take<Host, std::tuple_element_t<I, Arguments>>(values[I], method)...};
  }
  (std::make_index_sequence<std::tuple_size_v<Arguments>>{});
}

}  // namespace cajal::bindings
