// Numbers in messages.
#pragma once
#include <cstdio>
#include <string>

namespace cajal {

/** As short as 15 digits allow: "0.1", "1e+300", "nan". */
inline std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

}  // namespace cajal
