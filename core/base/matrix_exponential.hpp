// The exponential of a small matrix: what a linear system does in one step, whatever its time constants are.
#pragma once
#include <cstddef>

namespace cajal {
namespace {

template <std::size_t n>
struct Matrix {
  double at[n][n];
};

template <std::size_t n>
constexpr Matrix<n> product(const Matrix<n>& a, const Matrix<n>& b) noexcept {
  Matrix<n> made{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t k = 0; k < n; ++k) made.at[i][j] += a.at[i][k] * b.at[k][j];
  return made;
}

/**
 * e^a by the Taylor series of a / 2^k, whose rows sum up to at most a half, squared k times (Moler & Van Loan 2003,
 * SIAM Rev 45:3, method 3). Eighteen terms leave 1e-23; no entry needs to differ from another, so there is no limit
 * case.
 */
template <std::size_t n>
Matrix<n> matrix_exponential(Matrix<n> a) noexcept {
  double norm = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += a.at[i][j] < 0 ? -a.at[i][j] : a.at[i][j];
    norm = sum > norm ? sum : norm;
  }
  constexpr int most_halvings = 1024, terms = 18;
  int halvings = 0;
  double scale = 1;
  for (; norm * scale > 0.5 && halvings < most_halvings; ++halvings) scale *= 0.5;
  Matrix<n> sum{}, term{};
  for (std::size_t i = 0; i < n; ++i) {
    sum.at[i][i] = term.at[i][i] = 1;
    for (std::size_t j = 0; j < n; ++j) a.at[i][j] *= scale;
  }
  for (int k = 1; k <= terms; ++k) {
    term = product(term, a);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) sum.at[i][j] += term.at[i][j] /= k;
  }
  for (int k = 0; k < halvings; ++k) sum = product(sum, sum);
  return sum;
}

}  // namespace
}  // namespace cajal
