// What dendritic neurons have in common: the transfer function, what they show, and entries of their tables.
#pragma once
#include "model/define.hpp"

namespace cajal {
namespace {

/** gamma ln(1 + exp(beta (u - theta))); 0 where the exponent is below -15, gamma times the exponent above 15. */
inline __attribute__((always_inline)) double softplus(double u, double gamma, double beta,
                                                      double theta) noexcept {
  const double x = beta * (u - theta);
  const double inside = x < -15 ? -15.0 : x > 15 ? 15.0 : x;
  const double e = exp(inside), sum = 1 + e;
  const double lost = (e < 1 ? e : 1.0) - (sum - (e < 1 ? 1.0 : e));  // the digits that the sum dropped
  const double curved = log(sum) + lost / sum;
  return gamma * (x < -15 ? 0.0 : x > 15 ? x : curved);
}

namespace dendritic {

/** The first parameters and variables, in the order of the tables. */
enum Parameter { g_L, g_basal, g_apical, g_som, scale, slope, theta, latent_equilibrium, parameters };
enum Column { u, prospective, target, nudging, silent, columns };

/** Factors of the drive without nudging and of what the basal dendrite predicts; `total` of all conductances. */
struct Shares {
  double released, prediction;
  Shares(const double* p, double total) noexcept {
    const double unnudged = p[g_L] + p[g_basal] + p[g_apical];
    released = unnudged > 0 ? total / (total - p[g_som]) : 0;
    prediction = unnudged > 0 ? p[g_basal] / unnudged : 0;
  }
};

/** Shows the prospective potential with latent equilibrium, else the potential, and the rate that follows from it. */
template <class Variant>
struct Shown : PlainColumns {
  static inline __attribute__((always_inline)) void publish(const double* c, double* s,
                                                            double* out) noexcept {
    const double shown = choose(c[Variant::latent] != 0, s[prospective], s[u]);
    out[0] = choose(s[silent] != 0, 0, Variant::rate(c, shown));
    out[1] = shown;
  }
};

constexpr std::string_view nudged_text = "1: g_som pulls, to V_target and through port nudge; 0: it does not";

constexpr Field leak = not_negative("g_L", "1/ms", 0.03, "leak conductance over capacitance"),
                basal_coupling = not_negative("g_basal", "1/ms", 0.1, "coupling of the basal dendrite"),
                apical_coupling = not_negative("g_apical", "1/ms", 0.06, "coupling of the apical dendrite"),
                nudging_conductance = not_negative("g_som", "1/ms", 0, "conductance of the nudging"),
                steepness = positive("beta", "", 1, "steepness of the rate"),
                threshold = any("theta", "", 0, "potential around which the rate rises"),
                potential = any("V_m", "", 0, "somatic potential u"),
                teacher = any("V_target", "", 0, "potential of a teacher"),
                nudged = flag("nudging", 1, nudged_text);

constexpr Recordable potential_seen{"V_m", "", "somatic potential u"},
    teacher_seen{"V_target", "", "potential of a teacher"}, nudged_seen{"nudging", "", "whether g_som pulls"},
    silent_seen{"silent", "", "whether it is silenced"}, potential_shown{"V", "", "the potential shown"};

constexpr Port nudge_port{"nudge", "1/ms", "nudging current over capacitance"};

constexpr std::array signals{
    Recordable{"basal", "", "rate minus what the basal dendrite predicts"},
    Recordable{"apical", "", "minus the apical potential"},
    Recordable{"top_down", "", "rate minus what the layer above predicts"},
};

}  // namespace dendritic

}  // namespace
}  // namespace cajal
