// A line of a megabyte costs what its length is worth: nothing in it is looked at again for each
// place where it could end, and none of its parts is read within another.
#include <gtest/gtest.h>

#include <ctime>
#include <functional>
#include <string>

#include "formats/access_log.h"
#include "formats/dovecot_log.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace {

struct LongLine {
  const char* name;
  std::string_view begin, part, end;
  std::function<void(std::string_view)> parse;

  std::string text() const {
    constexpr std::size_t kLength = 1u << 20;
    std::string line(begin);
    while (line.size() + part.size() + end.size() < kLength) line += part;
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

TEST(LongLines, AreReadInNoTime) {
  for (const LongLine& row : kLines) {
    const std::string line = row.text();
    const std::clock_t begin = std::clock();
    row.parse(line);
    EXPECT_LT(std::clock() - begin, CLOCKS_PER_SEC / 4) << row.name;
  }
}

}  // namespace
}  // namespace queuehound
