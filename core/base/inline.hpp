// For headers compiled once per instruction set: a function that is always inlined has no copy that the
// linker could share between the sets.
#pragma once

#define CAJAL_INLINE inline __attribute__((always_inline))
