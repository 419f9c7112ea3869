// How many random cases a test tries, and how many steps it runs.
#pragma once
#include <cstdlib>

namespace cajal::test {

/**
 * `thorough` where the variable CAJAL_THOROUGH is set, as `npm run verify` does, otherwise `usual`; and `few` under a
 * sanitizer, which slows every access down and looks for other things than rare combinations.
 */
inline unsigned cases([[maybe_unused]] unsigned usual, [[maybe_unused]] unsigned few, unsigned thorough) {
  if (std::getenv("CAJAL_THOROUGH")) return thorough;
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
  return few;
#else
  return usual;
#endif
}

/** Whether a test tries all combinations of what it varies, as `npm run verify` does; usually some are enough. */
inline bool all_combinations() { return cases(0, 0, 1) == 1; }

/** Whether one of them is enough, as it usually is under a sanitizer. */
inline bool one_combination() { return cases(0, 1, 0) == 1; }

}  // namespace cajal::test
