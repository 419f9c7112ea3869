// The error that a call throws, to look at.
#pragma once
#include <string>

#include "error.hpp"

namespace cajal::test {

template <class Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  return Error("none", "nothing was thrown");
}

template <class Call>
std::string code_of(Call call) {
  return error_of(call).code();
}

}  // namespace cajal::test
