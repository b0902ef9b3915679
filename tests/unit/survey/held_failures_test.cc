// What a guesser at Roundcube may write into its logs, and what of it is believed.
#include "survey/held_failures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "survey/log_learners.h"
#include "unit/survey/exim_lines.h"

namespace queuehound {
namespace {

constexpr std::string_view kStamp = "[23-Nov-2026 10:00:00 +0000]: ";

std::string failed(std::string_view session, std::string_view name, std::string_view address) {
  return std::string(kStamp) + std::string(session) + "Failed login for " + std::string(name) +
         " from " + std::string(address) + " in session x (error: 0)\n";
}
std::string refused(std::string_view session, std::string_view name, std::string_view address) {
  return std::string(kStamp) + std::string(session) + "IMAP Error: Login failed for " +
         std::string(name) + " against mx from " + std::string(address) + ". LOGIN: no\n";
}
std::string got_in(std::string_view session, std::string_view name, std::string_view address) {
  return std::string(kStamp) + std::string(session) + "Successful login for " + std::string(name) +
         " (ID: 7) from " + std::string(address) + " in session x\n";
}

struct Seen {
  std::uint32_t failed = 0, proven = 0, succeeded = 0;
  bool operator==(const Seen&) const = default;
};

std::map<std::string, Seen> learn(const std::string& log) {
  const Time from = log_time(23, 0, 0);
  Ledger ledger(from, from + seconds(86400));
  const Server server = sample_server();
  const RootDir root = *RootDir::open(std::filesystem::temp_directory_path().string());
  const auto learner =
      make_log_learner(LogKind::roundcube_login, ledger, root, server, 0, log_time(23, 12, 0));
  learner->learn_block(log, 0);
  learner->finish();
  std::map<std::string, Seen> seen;
  for (const LoginUse& use : ledger.logins) {
    const LoginsInWindow& now = ledger.in_window_of(use);
    Seen& one = seen[to_text(ledger.address(use.key.address))];
    one.failed += now.failed;
    one.proven += now.proven;
    one.succeeded += now.succeeded;
  }
  return seen;
}

const std::string kFramed = "2001:db8::66", kForger = "198.51.100.82", kOther = "192.0.2.7";

// "a from FRAMED ...", and the line that goes on behind it.
std::string typed(std::string_view behind) {
  return "a@x.example from " + kFramed + " in session y (error: 0)\n" + std::string(kStamp) +
         std::string(behind);
}

TEST(HeldFailures, WhatIsTypedProvesNothing) {
  const struct {
    std::string log;
    std::map<std::string, Seen> seen;
  } rows[] = {
      // Roundcube's own, with sessions and without.
      {failed("<s1> ", "kim", kOther) + failed("<s2> ", "kim", kForger),
       {{kOther, {1, 1, 0}}, {kForger, {1, 1, 0}}}},
      {failed("", "kim", kOther) + failed("", "lea", kOther), {{kOther, {2, 2, 0}}}},
      {failed("", "kim", kOther) + got_in("", "kim", kOther), {{kOther, {1, 1, 1}}}},
      // A line typed behind a failure's; the next of Roundcube's own tells that it is over.
      {failed("<s1> ", typed("Failed login for b"), kForger) + failed("<s2> ", "kim", kOther),
       {{kFramed, {1, 0, 0}}, {kForger, {1, 1, 0}}, {kOther, {1, 1, 0}}}},
      {refused("<s1> ",
               "a against mx from " + kFramed + ". LOGIN: no\n" + std::string(kStamp) +
                   "IMAP Error: Login failed for b",
               kForger),
       {{kFramed, {1, 0, 0}}, {kForger, {1, 1, 0}}}},
      // A success that may be typed is nobody's.
      {failed("<s1> ",
              typed("Successful login for b (ID: 7) from " + kFramed +
                    " in session z\n[x]: Failed login for c"),
              kForger) +
           got_in("<s2> ", "kim", kOther),
       {{kFramed, {1, 0, 0}}, {kOther, {0, 0, 1}}}},
      // Nor where the first line says nothing whole.
      {std::string(kStamp) + "<s1> Failed login for a\n" + got_in("", "b", kFramed) + "c from " +
           kForger + " in session x (error: 0)\n",
       {{kFramed, {0, 0, 0}}}},
      // A log without sessions: what other addresses stand close behind is in doubt.
      {failed("", "kim", kOther) + failed("", "lea", kForger),
       {{kOther, {1, 0, 0}}, {kForger, {1, 1, 0}}}},
  };
  for (const auto& row : rows) {
    const auto seen = learn(row.log);
    for (const auto& [address, wanted] : row.seen) {
      const auto found = seen.find(address);
      EXPECT_EQ(found == seen.end() ? Seen{} : found->second, wanted) << address << "\n" << row.log;
    }
  }
}

TEST(HeldFailures, BeyondTheLongestNameALineProvesItself) {
  std::string log = failed("", "kim", kOther);
  log += std::string(kStamp) + "PHP Error: " + std::string(1100, 'x') + "\n";
  const auto doubtful = learn(log);  // one line, which begins in reach
  EXPECT_EQ(doubtful.at(kOther), (Seen{1, 0, 0}));
  log = failed("", "kim", kOther);
  for (int line = 0; line < 40; ++line) log += "\n";  // blank lines name nobody
  log += std::string(kStamp) + "<s2> PHP Error: of Roundcube's own\n";
  EXPECT_EQ(learn(log).at(kOther), (Seen{1, 1, 0}));
}

TEST(HeldFailures, TheFirstLineOfALogMayBeASuccess) {
  EXPECT_EQ(learn(got_in("", "kim", kOther)).at(kOther), (Seen{0, 0, 1}));
}

}  // namespace
}  // namespace queuehound
