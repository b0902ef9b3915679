// A line of a megabyte costs what its length is worth: nothing in it is looked at again for each
// place where it could end, and none of its parts is read within another.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "formats/access_log.h"
#include "formats/dovecot_log.h"
#include "formats/exim_log.h"
#include "unit/growth.h"

namespace queuehound {
namespace {

struct LongLine {
  const char* name;
  std::string_view begin, part, end;
  std::function<void(std::string_view)> parse;

  std::string text(std::size_t length) const {
    std::string line(begin);
    while (line.size() + part.size() + end.size() < length) line += part;
    return line += end;
  }
};

const LongLine kLines[] = {
    {"groups behind a name that goes on", "imap(kim", "<)<x>", "",
     [](std::string_view line) { EXPECT_TRUE(parse_dovecot_text(line)); }},
    {"a frame in a frame", "", "2026-11-23T13:40:28Z h p: ", "x",
     [](std::string_view line) { EXPECT_LT(access_stops_at(line), line.size()); }},
    {"a client in a command", "SMTP syntax error in \"", "x\" H=(y", ") [192.0.2.7] more",
     [](std::string_view line) { EXPECT_TRUE(parse_exim_connection(line)->is_ambiguous); }},
};

TEST(LongLines, CostWhatTheyHold) {
  for (const LongLine& row : kLines) {
    const auto parse = [&](std::size_t times) { row.parse(row.text(times << 16)); };
    EXPECT_LT(growth_of(parse), kLinearGrowth) << row.name;
  }
}

TEST(LongLines, OfAMegabyteAreRead) {
  for (const LongLine& row : kLines) row.parse(row.text(1u << 20));
}

}  // namespace
}  // namespace queuehound
