#include "verdict/judge_evidence.h"

#include <algorithm>
#include <array>

#include "verdict/look.h"

namespace queuehound {
namespace {

// One thing to look at. `look` says what it sees and what to do, or nothing where all is well; a
// cost of its own replaces the row's.
struct Row {
  std::string_view name;
  unsigned cost;
  std::string_view costs;
  std::optional<Finding> (*look)(const CheckFile&);
};

constexpr std::array kRows{
    Row{"main_log", 60,
        "without Exim's main log there is no history: only what still waits in the "
        "queue can be judged",
        look_at_main_log},
    Row{"absent_log", 30, "what it would tell is judged as if it had not happened",
        look_at_absent_logs},
    Row{"unreadable", 30, "what cannot be read is judged as if it had not happened",
        look_at_permissions},
    Row{"log_selector", 0, "", look_at_selector},
    Row{"queue", 20,
        "without the spool nobody can say which waiting messages belong to whom, and "
        "a main-log line lacks its second witness",
        look_at_queue},
    Row{"access_log", 15,
        "without access logs nobody can say who drives a script or a form, so no "
        "address can be blocked",
        look_at_access_logs},
    Row{"php_header", 10,
        "without the header a queued message does not name the PHP file that sent "
        "it",
        look_at_php_header},
    Row{"php_log", 10,
        "without a log of mail() calls the very file is guessed from its folder and "
        "from requests in the same seconds",
        look_at_php_log},
    Row{"login_log", 10,
        "without Dovecot's log nobody can say whether a mailbox's password was "
        "guessed, and where its owner usually reads mail",
        look_at_login_log},
    Row{"login_address", 10,
        "without rip= in Dovecot's lines nobody can say from where a mailbox is read and where its "
        "password was guessed from",
        look_at_login_addresses},
    Row{"future_stamps", 10,
        "lines from the future are not believed, and their messages are not "
        "counted",
        look_at_future},
    Row{"zone", 8,
        "stamps of one log and of another are joined by time: an hour's difference "
        "joins nothing",
        look_at_zone},
    Row{"history", 8,
        "what is usual for a sender is learned from older logs; with few days of "
        "them a newsletter looks like a flood",
        look_at_history},
    Row{"hold", 1,
        "without it nobody's outgoing mail can be held (hold_account): only passwords and scripts "
        "can be stopped",
        look_at_hold},
    Row{"csf_testing", 4, "an address that is blocked comes back by itself", look_at_testing},
    Row{"firewall", 4, "a plan to block an address has nothing to block it with", look_at_firewall},
    Row{"lines", 3, "lines that are not understood witness nothing", look_at_lines},
};

constexpr unsigned kGoodBelow = 10, kWeakFrom = 40;

}  // namespace

std::vector<Finding> judge_evidence(const CheckFile& file) {
  std::vector<Finding> findings;
  for (const Row& row : kRows) {
    auto found = row.look(file);
    if (!found) continue;
    found->name = row.name;
    if (found->cost == 0) found->cost = row.cost;
    if (found->costs.empty()) found->costs = row.costs;
    findings.push_back(*std::move(found));
  }
  std::ranges::stable_sort(findings, std::ranges::greater{}, &Finding::cost);
  return findings;
}

EvidenceGrade evidence_grade(const std::vector<Finding>& findings) {
  unsigned sum = 0;
  for (const Finding& finding : findings) sum += finding.cost;
  if (sum < kGoodBelow) return EvidenceGrade::good;
  return sum < kWeakFrom ? EvidenceGrade::fair : EvidenceGrade::weak;
}

std::string_view grade_word(EvidenceGrade grade) {
  constexpr std::array<std::string_view, 3> kWords{"good", "fair", "weak"};
  return kWords[static_cast<std::size_t>(grade)];
}

}  // namespace queuehound
