// The Node host of the method list.
#include <napi.h>

#include <memory>
#include <optional>

#include "call.hpp"
#include "methods.hpp"

namespace cajal::bindings {

namespace {

/** Values of Node-API as call.hpp wants them. The environment is that of the call under way on this thread. */
struct Node {
  using Value = Napi::Value;
  inline static thread_local napi_env environment = nullptr;

  static double number(const Value& value, const char* where) {
    if (!value.IsNumber()) wrong_type(where, "a number");
    return value.As<Napi::Number>().DoubleValue();
  }
  static bool boolean(const Value& value, const char* where) {
    if (!value.IsBoolean()) wrong_type(where, "true or false");
    return value.As<Napi::Boolean>().Value();
  }
  static std::string text(const Value& value, const char* where) {
    if (!value.IsString()) wrong_type(where, "a string");
    return value.As<Napi::String>().Utf8Value();
  }
  static Value member(const Value& value, const char* name, const char* where) {
    if (!value.IsObject()) wrong_type(where, "an object");
    return value.As<Napi::Object>().Get(name);
  }
  static std::vector<Value> items(const Value& value, const char* where) {
    if (!value.IsArray()) wrong_type(where, "an array");
    const auto array = value.As<Napi::Array>();
    std::vector<Value> list;
    for (std::uint32_t i = 0; i < array.Length(); ++i) list.push_back(array.Get(i));
    return list;
  }
  static std::vector<std::pair<std::string, Value>> entries(const Value& value, const char* where) {
    if (!value.IsObject()) wrong_type(where, "an object");
    const auto object = value.As<Napi::Object>();
    const auto names = object.GetPropertyNames();
    std::vector<std::pair<std::string, Value>> list;
    for (std::uint32_t i = 0; i < names.Length(); ++i) {
      const std::string name = text(names.Get(i), where);
      list.emplace_back(name, object.Get(name));
    }
    return list;
  }
  /** A number, an array of numbers or a typed array, always copied: the caller may change or detach its own. */
  template <class T>
  static std::vector<T> numbers(const Value& value, const char* where) {
    if (value.IsNumber()) return {element<T>(number(value, where), where)};
    if (value.IsTypedArray()) {
      const auto array = value.As<Napi::TypedArray>();
      if (array.TypedArrayType() == napi_float64_array) return copy<T>(value.As<Napi::Float64Array>(), where);
      if (array.TypedArrayType() == napi_float32_array) return copy<T>(value.As<Napi::Float32Array>(), where);
      if (array.TypedArrayType() == napi_uint32_array) return copy<T>(value.As<Napi::Uint32Array>(), where);
      if (array.TypedArrayType() == napi_int32_array) return copy<T>(value.As<Napi::Int32Array>(), where);
    }
    if (!value.IsArray()) wrong_type(where, "a number, an array of numbers or a typed array of them");
    std::vector<T> list;
    for (const Value& item : items(value, where)) list.push_back(element<T>(number(item, where), where));
    return list;
  }

  /** The bytes of a Uint8Array, copied. */
  static std::vector<std::uint8_t> bytes(const Value& value, const char* where) {
    const bool right =
        value.IsTypedArray() && value.As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array;
    if (!right) wrong_type(where, "a Uint8Array");
    const auto array = value.As<Napi::Uint8Array>();
    return {array.Data(), array.Data() + array.ElementLength()};
  }

  static Value give(double value) { return Napi::Number::New(environment, value); }
  static Value give(const std::string& value) { return Napi::String::New(environment, value); }
  static Value give(const std::vector<double>& values) {
    auto array = Napi::Float64Array::New(environment, values.size());
    std::copy(values.begin(), values.end(), array.Data());
    return array;
  }
  static Value give(const std::vector<std::uint32_t>& values) {
    auto array = Napi::Uint32Array::New(environment, values.size());
    std::copy(values.begin(), values.end(), array.Data());
    return array;
  }
  static Value give(const std::vector<std::uint8_t>& values) {
    auto array = Napi::Uint8Array::New(environment, values.size());
    std::copy(values.begin(), values.end(), array.Data());
    return array;
  }
  static Napi::Object object() { return Napi::Object::New(environment); }
  static void put(Napi::Object& object, const char* name, const Value& value) { object.Set(name, value); }

 private:
  template <class T, class Array>
  static std::vector<T> copy(const Array& array, const char* where) {
    std::vector<T> list(array.ElementLength());
    for (std::size_t i = 0; i < list.size(); ++i)
      list[i] = element<T>(static_cast<double>(array.Data()[i]), where);
    return list;
  }
};

/** A kernel error as JavaScript sees it: message, code and the values beside it. */
Napi::Error script_error(Napi::Env env, const std::exception& error) {
  Napi::Error out = Napi::Error::New(env, error.what());
  const auto* known = dynamic_cast<const Error*>(&error);
  Napi::Object value = out.Value();
  value.Set("code", known ? known->code() : std::string("E_INTERNAL"));
  if (!known) return out;
  const ErrorDetail& detail = known->detail();
  value.Set("parameter", detail.parameter);
  value.Set("value", detail.value);
  value.Set("allowed", detail.allowed);
  value.Set("hint", detail.hint);
  return out;
}

/** What a JavaScript object of the kernel owns. */
struct Session {
  explicit Session(double resolution, double seed) : simulation(resolution, seed) {}
  Simulation simulation;
  bool busy = false;  ///< a build or run is under way on another thread
};

/** Calls a method on another thread and settles a promise. */
class Task : public Napi::AsyncWorker {
 public:
  Task(Napi::Env env, std::shared_ptr<Session> session, std::function<void(Simulation&)> work)
      : Napi::AsyncWorker(env),
        deferred_(Napi::Promise::Deferred::New(env)),
        session_(std::move(session)),
        work_(std::move(work)) {
    session_->busy = true;
  }
  Napi::Promise promise() const { return deferred_.Promise(); }

 protected:
  void Execute() override {
    try {
      work_(session_->simulation);
    } catch (const Error& error) {
      error_ = error;
      SetError(error.what());
    } catch (const std::exception& error) {
      SetError(error.what());
    }
  }
  void OnOK() override {
    session_->busy = false;
    deferred_.Resolve(Env().Undefined());
  }
  void OnError(const Napi::Error& error) override {
    session_->busy = false;
    deferred_.Reject(error_ ? script_error(Env(), *error_).Value() : error.Value());
  }

 private:
  Napi::Promise::Deferred deferred_;
  std::shared_ptr<Session> session_;
  std::function<void(Simulation&)> work_;
  std::optional<Error> error_;
};

struct Arguments {
  const Napi::CallbackInfo& info;
  Napi::Value operator[](std::size_t i) const { return info[i]; }
};

template <class F>
Napi::Value call(const Napi::CallbackInfo& info, const std::shared_ptr<Session>& session, const char* name,
                 F method, Mode mode) {
  const Napi::Env env = info.Env();
  Node::environment = env;
  auto arguments = take_arguments<Node, F>(name, Arguments{info});
  // Asked after the conversion: an accessor of an argument may itself have begun a run.
  check_idle(session->busy, name);
  if (mode == Mode::off_thread) {
    auto* task = new Task(env, session, [method, values = std::move(arguments)](Simulation& simulation) {
      invoke(simulation, method, values);
    });
    const Napi::Promise promise = task->promise();
    task->Queue();
    return promise;
  }
  if constexpr (std::is_void_v<typename Signature<F>::Result>) {
    invoke(session->simulation, method, arguments);
    return env.Undefined();
  } else {
    return give<Node>(invoke(session->simulation, method, arguments));
  }
}

/** Runs a callback from JavaScript and turns kernel errors into JavaScript ones. */
template <class Work>
Napi::Value guarded(const Napi::CallbackInfo& info, Work work) {
  try {
    return work();
  } catch (const Napi::Error&) {
    throw;
  } catch (const std::exception& error) {
    throw script_error(info.Env(), error);
  }
}

Napi::Value create(const Napi::CallbackInfo& info) {
  return guarded(info, [&]() -> Napi::Value {
    const Napi::Env env = info.Env();
    auto session =
        std::make_shared<Session>(Node::number(info[0], "resolution"), Node::number(info[1], "seed"));
    auto kernel = Napi::Object::New(env);
    methods([&](const char* name, auto method, Mode mode) {
      kernel.Set(name, Napi::Function::New(
                           env,
                           [session, name, method, mode](const Napi::CallbackInfo& call_info) {
                             return guarded(call_info,
                                            [&] { return call(call_info, session, name, method, mode); });
                           },
                           name));
    });
    return kernel;
  });
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
  exports.Set("create", Napi::Function::New(env, create, "create"));
  exports.Set("tables", Napi::Function::New(
                            env,
                            [](const Napi::CallbackInfo& info) {
                              return guarded(info, [&]() -> Napi::Value {
                                return Napi::String::New(info.Env(), tables());
                              });
                            },
                            "tables"));
  exports.Set("machine", Napi::Function::New(
                             env,
                             [](const Napi::CallbackInfo& info) {
                               return guarded(info, [&]() -> Napi::Value {
                                 return Napi::String::New(info.Env(), machine());
                               });
                             },
                             "machine"));
  return exports;
}

}  // namespace

}  // namespace cajal::bindings

static Napi::Object start(Napi::Env env, Napi::Object exports) {
  return cajal::bindings::start(env, exports);
}

NODE_API_MODULE(cajal, start)
