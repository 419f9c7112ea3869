// Neurons chosen by ranges.
#include <doctest/doctest.h>

#include <vector>

#include "base/selection.hpp"
#include "errors.hpp"

using namespace cajal;
using namespace cajal::test;

static std::vector<std::uint32_t> listed(const Ranges& ranges) {
  std::vector<std::uint32_t> ids;
  for (std::size_t i = 0; i < ranges.size(); i += 3) {
    for (std::uint32_t id = ranges[i]; id < ranges[i + 1]; id += ranges[i + 2]) ids.push_back(id);
  }
  return ids;
}

TEST_CASE("positions and neurons are inverse to each other, for any order and interleaving of ranges") {
  const Ranges all[] = {{0, 100, 1},
                        {50, 60, 1, 10, 20, 3, 70, 71, 1},
                        {0, 100, 2, 1, 100, 2},
                        {5, 96, 10, 4, 95, 10, 20, 21, 1, 0, 1, 7},
                        {30, 30, 1, 10, 12, 5, 9, 3, 1},
                        {}};
  for (const Ranges& ranges : all) {
    const Selection selection(ranges, "targets", 100);
    const std::vector<std::uint32_t> ids = listed(ranges);
    REQUIRE(selection.size() == ids.size());
    std::vector<std::uint32_t> positions(101, Selection::npos);
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
      CHECK(selection.at(i) == ids[i]);
      positions[ids[i]] = i;
    }
    for (std::uint32_t id = 0; id <= 100; ++id) CHECK(selection.position_of(id) == positions[id]);
  }
}

TEST_CASE("four billion neurons in one range cost nothing") {
  const Selection selection({0, 0xfffffffe, 1}, "sources", 0xffffffff);
  CHECK(selection.size() == 0xfffffffe);
  CHECK(selection.position_of(0xfffffffd) == 0xfffffffd);
  CHECK(selection.position_of(0xfffffffe) == Selection::npos);
}

TEST_CASE("selections refuse neurons that do not exist or come twice, at the first bad position") {
  const auto error = [](const Ranges& ranges) {
    return error_of([&] { Selection(ranges, "sources", 100); });
  };
  CHECK(error({0, 10, 1, 5}).code() == "E_TYPE");
  CHECK(error({0, 10, 0}).code() == "E_TYPE");
  CHECK(error({0, 101, 1}).code() == "E_INDEX");
  CHECK(error({0, 101, 1}).detail().value == "100");
  CHECK(error({0, 5, 1, 95, 110, 4}).detail().value == "103");
  CHECK(std::string(error({0, 5, 1, 95, 110, 4}).what()).find("position 7") != std::string::npos);
  CHECK(error({200, 300, 1}).detail().value == "200");
  CHECK(error({0, 10, 1, 9, 12, 1}).code() == "E_INDEX");
  CHECK(error({0, 10, 1, 9, 12, 1}).detail().value == "9");
  CHECK(std::string(error({0, 90, 2, 1, 90, 4, 9, 10, 1}).what()).find("position 68") != std::string::npos);
  CHECK(error({7, 8, 1, 7, 8, 1}).detail().parameter == "sources");
  CHECK(error({0, 10, 2, 1, 10, 2}).code() == "none");
}
