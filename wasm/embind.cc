// The WebAssembly host of the method list, for browsers and for Node. One module holds one simulation.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <exception>
#include <new>
#include <string>
#include <vector>

#include "background.hpp"
#include "bindings/call.hpp"
#include "bindings/methods.hpp"

namespace cajal::bindings {

namespace {

using emscripten::val;

bool is_a(const val& value, const char* type) { return value.instanceof (val::global(type)); }

/** Values of JavaScript as call.hpp wants them. */
struct Web {
  using Value = val;

  static double number(const val& value, const char* where) {
    if (!value.isNumber()) wrong_type(where, "a number");
    return value.as<double>();
  }
  static bool boolean(const val& value, const char* where) {
    if (!value.isTrue() && !value.isFalse()) wrong_type(where, "true or false");
    return value.isTrue();
  }
  static std::string text(const val& value, const char* where) {
    if (!value.isString()) wrong_type(where, "a string");
    return value.as<std::string>();
  }
  static val member(const val& value, const char* name, const char* where) {
    require_object(value, where);
    return value[name];
  }
  static std::vector<val> items(const val& value, const char* where) {
    if (!value.isArray()) wrong_type(where, "an array");
    const auto length = value["length"].as<std::uint32_t>();
    std::vector<val> list;
    for (std::uint32_t i = 0; i < length; ++i) list.push_back(value[i]);
    return list;
  }
  static std::vector<std::pair<std::string, val>> entries(const val& value, const char* where) {
    require_object(value, where);
    std::vector<std::pair<std::string, val>> list;
    for (const val& name : items(val::global("Object").call<val>("keys", value), where))
      list.emplace_back(name.as<std::string>(), value[name]);
    return list;
  }
  /** A number, an array of numbers or a typed array, always copied. */
  template <class T>
  static std::vector<T> numbers(const val& value, const char* where) {
    if (value.isNumber()) return {element<T>(number(value, where), where)};
    std::vector<T> list;
    if (is_a(value, "Float64Array") || is_a(value, "Float32Array") || is_a(value, "Uint32Array") ||
        is_a(value, "Int32Array")) {
      const auto copied = emscripten::convertJSArrayToNumberVector<double>(value);
      list.reserve(copied.size());
      for (const double one : copied) list.push_back(element<T>(one, where));
      return list;
    }
    if (!value.isArray()) wrong_type(where, "a number, an array of numbers or a typed array of them");
    for (const val& item : items(value, where)) list.push_back(element<T>(number(item, where), where));
    return list;
  }

  /** The bytes of a Uint8Array, copied. */
  static std::vector<std::uint8_t> bytes(const val& value, const char* where) {
    if (!is_a(value, "Uint8Array")) wrong_type(where, "a Uint8Array");
    return emscripten::convertJSArrayToNumberVector<std::uint8_t>(value);
  }

  static val give(double value) { return val(value); }
  static val give(const std::string& value) { return val(value); }
  static val give(const std::vector<double>& values) { return copy("Float64Array", values); }
  static val give(const std::vector<std::uint32_t>& values) { return copy("Uint32Array", values); }
  static val give(const std::vector<std::uint8_t>& values) { return copy("Uint8Array", values); }
  static val object() { return val::object(); }
  static void put(val& object, const char* name, const val& value) { object.set(name, value); }

 private:
  static void require_object(const val& value, const char* where) {
    if (value.isNull() || value.isUndefined() || value.typeOf().as<std::string>() != "object")
      wrong_type(where, "an object");
  }
  template <class T>
  static val copy(const char* type, const std::vector<T>& values) {
    return val::global(type).new_(val(emscripten::typed_memory_view(values.size(), values.data())));
  }
};

/** An error as JavaScript sees it: message, code and the values beside it. */
val script_error(const std::exception_ptr& thrown) {
  const auto make = [](const char* message, const char* code) {
    val error = val::global("Error").new_(std::string(message));
    error.set("code", std::string(code));
    return error;
  };
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& known) {
    val error = make(known.what(), known.code().c_str());
    error.set("parameter", known.detail().parameter);
    error.set("value", known.detail().value);
    error.set("allowed", known.detail().allowed);
    error.set("hint", known.detail().hint);
    return error;
  } catch (const std::bad_alloc&) {
    val error = make("the memory of this WebAssembly module is used up", "E_MEMORY");
    error.set("hint", std::string("use compact weights, a smaller scale, or read recordings more often"));
    return error;
  } catch (const std::exception& unknown) {
    return make(unknown.what(), "E_INTERNAL");
  }
}

struct Arguments {
  const val& list;
  val operator[](std::size_t i) const { return list[i]; }
};

/** The simulation of this module. */
class Session {
 public:
  Session(double resolution, double seed, bool beside)
      : simulation_(resolution, seed), background_(beside, [this] { finished(); }) {}

  /** Calls a method of the list at once; an Error that is returned is to be thrown by the caller. */
  val invoke(const std::string& name, const val& list) {
    return guarded([&] {
      val result = val::undefined();
      visit(
          name,
          [&](auto method, auto&& arguments) {
            using Result = typename Signature<decltype(method)>::Result;
            if constexpr (std::is_void_v<Result>)
              bindings::invoke(simulation_, method, arguments);
            else
              result = give<Web>(bindings::invoke(simulation_, method, arguments));
          },
          list);
      return result;
    });
  }

  /** Calls a method, where there are workers off this thread; `settle` gets undefined or an Error when it has ended. */
  val start(const std::string& name, const val& list, const val& settle) {
    return guarded([&] {
      visit(
          name,
          [&](auto method, auto&& arguments) {
            busy_ = true, failure_ = nullptr, settle_ = settle;
            background_.start([this, method, values = std::move(arguments)] {
              try {
                bindings::invoke(simulation_, method, values);
              } catch (...) {
                failure_ = std::current_exception();
              }
            });
          },
          list);
      return val::undefined();
    });
  }

 private:
  template <class Work>
  static val guarded(Work work) {
    try {
      return work();
    } catch (...) {
      return script_error(std::current_exception());
    }
  }

  template <class Use>
  void visit(const std::string& name, Use use, const val& list) {
    methods([&](const char* known, auto method, Mode) {
      if (name != known) return;
      auto arguments = take_arguments<Web, decltype(method)>(known, Arguments{list});
      check_idle(busy_, known);
      use(method, std::move(arguments));
    });
  }

  void finished() {
    busy_ = false;
    const val settle = std::exchange(settle_, val::undefined());
    settle(failure_ ? script_error(std::exchange(failure_, nullptr)) : val::undefined());
  }

  Simulation simulation_;
  bool busy_ = false;
  std::exception_ptr failure_;
  val settle_ = val::undefined();
  Background background_;
};

// A module ends by being dropped with its workers. Nothing is destroyed before: an object that the garbage collector
// of JavaScript would destroy some time later would wait for threads that are gone.
Session* session = nullptr;

/** Begins the simulation of this module, with workers beside it or none; undefined, or the Error that refused it. */
val create(double resolution, double seed, bool beside) {
  try {
    session = new Session(resolution, seed, beside);
    return val::undefined();
  } catch (...) {
    return script_error(std::current_exception());
  }
}

val invoke_method(const std::string& name, const val& list) { return session->invoke(name, list); }

val start_method(const std::string& name, const val& list, const val& settle) {
  return session->start(name, list, settle);
}

}  // namespace

EMSCRIPTEN_BINDINGS(cajal) {
  emscripten::function("create", &create);
  emscripten::function("invoke", &invoke_method);
  emscripten::function("start", &start_method);
  emscripten::function("tables", &tables);
  emscripten::function("machine", &machine);
}

}  // namespace cajal::bindings
