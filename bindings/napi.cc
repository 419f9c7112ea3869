// The Node host of the method list.
#include <napi.h>

#include <memory>

#include "methods.hpp"
#include "node_values.hpp"
#include "tasks.hpp"

namespace cajal::bindings {

namespace {

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
    session->simulation.watch({});
    return env.GetInstanceData<Tasks>()->begin(
        env, session, [method, values = std::move(arguments)](Simulation& simulation) {
          invoke(simulation, method, values);
        });
  }
  // A worker that is ended cannot interrupt a call that keeps its thread, so the call asks.
  if (!session->busy) session->simulation.watch([env] { return ending(env); });
  if constexpr (std::is_void_v<typename Signature<F>::Result>) {
    invoke(session->simulation, method, arguments);
    if (std::string_view(name) == "close") session->background.end(), session->tell_memory();
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
    if (ending(info.Env())) return {};  // nobody is left to be told
    throw script_error(info.Env(), error);
  }
}

Napi::Value create(const Napi::CallbackInfo& info) {
  return guarded(info, [&]() -> Napi::Value {
    const Napi::Env env = info.Env();
    auto session =
        std::make_shared<Session>(env, Node::number(info[0], "resolution"), Node::number(info[1], "seed"));
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
  env.SetInstanceData(new Tasks(env));
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
