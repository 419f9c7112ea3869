// The tables of models, devices and rules as JSON: the one source of every list outside the kernel.
#pragma once
#include <string>

namespace cajal {

std::string tables_json();

}  // namespace cajal
