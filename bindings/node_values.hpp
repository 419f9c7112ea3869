// Values of Node-API, as the list of methods wants them.
#pragma once
#include <napi.h>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "call.hpp"

namespace cajal::bindings {

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
inline Napi::Error script_error(Napi::Env env, const std::exception& error) {
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

inline Napi::Error script_error(Napi::Env env, const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    return script_error(env, error);
  }
}

}  // namespace cajal::bindings
