// A log learned whole and the same log cut at any line starts, each part learned by its own
// thread's ledger and absorbed in order, tell the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "survey/exim_log_learner.h"
#include "unit/survey/exim_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kPrimer = 64u << 10;

struct LogStyle {
  bool has_pids = false, has_recipients = true, has_subjects = true, long_ids = false;
  unsigned messages = 400, forgeries = 8;
};

// What an afternoon of a shared server writes, from a seed.
class LogWriter {
 public:
  LogWriter(std::uint64_t seed, LogStyle style) : random_(seed), style_(style) {}

  std::string write(Time from, Time to) {
    const auto span = static_cast<std::uint64_t>((to - from).count());
    for (unsigned i = 0; i < style_.messages; ++i)
      write_message(from + seconds(static_cast<std::int64_t>(below(span))));
    // Attacks come in bursts: an hour of them is what a cut goes through.
    for (unsigned burst = 0; burst < 12; ++burst) {
      const Time start = from + seconds(static_cast<std::int64_t>(below(span)));
      const unsigned host = below_u(6);
      const bool guesses = below(2) == 0;
      for (unsigned i = 0; i < 40; ++i) {
        const Time at = start + seconds(static_cast<std::int64_t>(below(5000)));
        if (guesses)
          write_guess(at, host);
        else
          write_refusal(at, host);
      }
    }
    for (unsigned i = 0; i < style_.forgeries; ++i)
      write_forgery(from + seconds(static_cast<std::int64_t>(below(span))));
    std::ranges::stable_sort(lines_, {}, &Line::at);
    std::string log;
    for (const Line& line : lines_) log += line.text + "\n";
    return log;
  }

 private:
  struct Line {
    Time at;
    std::string text;
  };

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  unsigned below_u(unsigned limit) { return static_cast<unsigned>(below(limit)); }

  void put(Time at, unsigned pid, const std::string& text) {
    lines_.push_back({at, stamp_of(at, style_.has_pids ? pid : 0) + text});
  }

  std::string person() {
    static const std::vector<std::string> kDomains{"a.example", "B.example", "c.test",
                                                   "alma.example"};
    return "p" + std::to_string(below(300)) + "@" + kDomains[below(kDomains.size())];
  }

  std::string arrival_head(Time at, unsigned pid, bool& is_bounce) {
    const std::string host = std::to_string(below(5) + 1);
    is_bounce = false;
    switch (below(5)) {
      case 0:
        return "<= info@alma.example H=" +
               (below(3) == 0 ? "mail" + host + ".bigmail.example" : std::string("(pc)")) +
               " [192.0.2." + host + "]:5" + host + "00 P=esmtpa A=plain:Info@Alma.example";
      case 1:
        return "<= " + person() + " H=mx.a.example [203.0.113." + host +
               "] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no";
      case 2:
        is_bounce = true;
        return "<= <> R=" + id_text(at - seconds(9), pid, style_.long_ids) +
               " U=Debian-exim P=local";
      default: {
        const std::string user = below(2) == 0 ? "alma" : "bert";
        if (below(8) != 0) {
          const std::string folder = below(3) == 0 ? "/contact" : "";
          put(at - seconds(static_cast<std::int64_t>(below(3))), pid,
              "cwd=/home/" + user + "/public_html" + folder + " 3 args: /usr/sbin/sendmail -t -i");
        }
        return "<= " + user + "@host.example U=" + user + " P=local";
      }
    }
  }

  void write_message(Time at) {
    const unsigned pid = ++number_;
    const std::string id = id_text(at, pid, style_.long_ids);
    bool is_bounce = false;
    std::string line = arrival_head(at, pid, is_bounce) + " S=" + std::to_string(400 + below(9000));
    if (style_.has_subjects)
      line += " T=\"Offer " + std::to_string(below(30)) + " for \\303\\251t\\303\\251\"";
    std::vector<std::string> recipients;
    const std::uint64_t count = below(20) == 0 ? 30 + below(30) : 1 + below(3);
    for (std::uint64_t i = 0; i < count; ++i) recipients.push_back(person());
    if (style_.has_recipients) {
      line += " for";
      for (const std::string& recipient : recipients) line += " " + recipient;
    }
    const bool is_cutthrough = below(10) == 0;
    const std::string onward = " R=dnslookup T=remote_smtp H=mx.c.test [203.0.113.99] C=\"250 OK\"";
    if (is_cutthrough)
      for (const std::string& recipient : recipients)
        put(at, pid, id + " >> " + recipient + onward);
    put(at, pid, id + " " + line);
    if (is_cutthrough)
      put(at, pid, id + " Completed");
    else
      write_deliveries(at, id, recipients);
  }

  void write_deliveries(Time at, const std::string& id,
                        const std::vector<std::string>& recipients) {
    if (below(15) == 0) return;  // nothing was tried yet
    Time done = at;
    bool is_left = false;
    for (const std::string& recipient : recipients) {
      Time tried = at + seconds(static_cast<std::int64_t>(below(4) == 0 ? below(9000) : below(20)));
      const std::string where = " R=dnslookup T=remote_smtp";
      while (below(5) == 0) {
        put(tried, 9,
            id + " == " + recipient + where +
                " defer (-44) H=mx.c.test [203.0.113.99]: 451 4.7.1 greylisted");
        tried += seconds(1800);
      }
      done = std::max(done, tried);
      switch (below(10)) {
        case 0:
          is_left = true;
          break;
        case 1:
          put(tried, 9,
              id + " ** " + recipient + where +
                  " H=mx.c.test [203.0.113.99]: SMTP error from remote mail server after RCPT "
                  "TO:<x@c.test>: 550 5.1.1 no such user");
          break;
        case 2:
          put(tried, 9,
              id + " ** " + recipient + where +
                  " H=mx.c.test [203.0.113.99]: 554 rejected as spam");
          break;
        case 3:
          put(tried, 9, id + " => joe <" + recipient + "> R=local_user T=maildir_home");
          break;
        case 4:
          put(tried, 9,
              id + " -> " + recipient + where + " H=mx.c.test [203.0.113.99] C=\"250 OK\"");
          break;
        default:
          put(tried, 9,
              id + " => " + recipient + where + " H=mx.c.test [203.0.113.99] C=\"250 OK\"");
      }
    }
    if (!is_left) put(done, 9, id + " Completed");
  }

  // A directory named with line breaks: everything between its first and its last line is invented.
  void write_forgery(Time at) {
    std::string name = "/home/bert/x";
    for (unsigned i = 0; i < 5; ++i) {
      const std::string start = "\n" + stamp_of(at) + id_text(at, ++number_, style_.long_ids);
      name += start + " <= boss@alma.example U=alma P=local S=9 for " + person();
      name += start + " => " + person() + " R=dnslookup T=remote_smtp";
      name += start + " Completed";
    }
    put(at, ++number_, "cwd=" + name + " 3 args: /usr/sbin/sendmail -t -i");
  }

  void write_guess(Time at, unsigned host) {
    put(at, 8,
        "login authenticator failed for (x) [198.51.100." + std::to_string(host) +
            "]: 535 Incorrect authentication data (set_id=user" + std::to_string(below(2)) + ")");
  }

  void write_refusal(Time at, unsigned host) {
    const std::string from = below(5) == 0 ? "" : "s@c.test";
    put(at, 8,
        "H=(x) [198.51.100." + std::to_string(100 + host) + "] F=<" + from + "> rejected RCPT <n" +
            std::to_string(below(900)) + "@alma.example>: Unrouteable address");
  }

  std::mt19937_64 random_;
  LogStyle style_;
  std::vector<Line> lines_;
  unsigned number_ = 0;
};

std::string count_text(Time at) { return std::to_string(at.time_since_epoch().count()); }

std::string name_of(const Ledger& ledger, const ActorRecord& actor) {
  const std::string name = actor.submission == SubmissionClass::remote
                               ? to_text(ledger.address(actor.name))
                               : std::string(ledger.text(actor.name));
  return std::to_string(static_cast<int>(actor.submission)) + ":" + name + ":" +
         std::string(ledger.text(actor.place));
}

using Tale =
    std::map<std::string, std::string>;  // what a ledger tells, in words that can be compared

void tell_actors(const Ledger& ledger, Tale& tale) {
  for (const ActorRecord& actor : ledger.actors) {
    std::string text = std::to_string(actor.messages.count) + " hours";
    for (const HourCount& hour : ledger.hours_of(actor))
      text += " " + std::to_string(hour.hour) + "/" + std::to_string(hour.messages) + "/" +
              std::to_string(hour.recipients);
    for (const MessageIndex index : ledger.messages_of(actor))
      text += " " + std::string(ledger.messages[index].id.text());
    tale["actor " + name_of(ledger, actor)] = text;
  }
  for (const AddressUse& use : ledger.address_uses)
    tale["use " + name_of(ledger, ledger.actors[use.actor]) + " " +
         to_text(ledger.address(use.address))] =
        std::to_string(use.messages) + " " + count_text(use.first) + " " + count_text(use.last) +
        " days " + std::to_string(use.days) + " of " + std::string(ledger.text(use.family));
}

void tell_messages(const Ledger& ledger, Tale& tale) {
  for (const Message& message : ledger.messages) {
    std::string text =
        name_of(ledger, ledger.actors[message.actor]) + " at " + count_text(message.at);
    for (const std::uint32_t id : {message.sender, message.subject, message.skeleton})
      text += " " + std::string(ledger.text(id));
    text += " " + to_text(ledger.address(message.address)) + " at byte " +
            std::to_string(ledger.line_of(message).offset);
    for (const bool flag : {message.in_window, message.in_log, message.is_completed,
                            message.has_outcome, message.was_to_loopback, message.is_tampered,
                            message.came_twice, message.is_counted_elsewhere, message.is_cron})
      text += flag ? '1' : '0';
    text += " to " + std::to_string(message.recipients);
    std::multiset<std::string> recipients;
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& entry) {
      std::string one =
          " " + std::to_string(entry.hash % 100000) + "@" + std::string(ledger.text(entry.domain)) +
          "/" + std::string(ledger.text(entry.text)) + "=" +
          std::to_string(static_cast<int>(entry.outcome)) + "x" + std::to_string(entry.copies);
      for (const bool flag : {entry.is_unknown_recipient, entry.is_spam_refusal})
        one += flag ? '1' : '0';
      recipients.insert(one);
    });
    for (const std::string& one : recipients) text += one;
    tale["message " + std::string(message.id.text())] = text;
  }
}

void tell_attacks(const Ledger& ledger, Tale& tale) {
  for (const LoginUse& use : ledger.logins) {
    const LoginsInWindow& now = ledger.in_window_of(use);
    std::string text;
    const LoginsGotIn& got_in = ledger.got_in_of(use);
    for (const std::uint32_t n :
         {now.succeeded, now.failed, got_in.succeeded_before, use.failed_before, use.unknown_user,
          got_in.days, now.hours.busiest})
      text += std::to_string(n) + " ";
    for (const Time at :
         {got_in.first_success, got_in.last_success, use.first_failure, use.last_failure})
      text += count_text(at) + " ";
    tale["login " + std::string(ledger.text(use.key.user)) + " " +
         to_text(ledger.address(use.key.address)) + " " +
         std::to_string(static_cast<int>(use.key.door))] =
        text + std::to_string(now.line.offset) + " " + std::to_string(now.line.digest);
  }
  for (const RefusalUse& use : ledger.refusals) {
    const RefusalsInWindow& now = ledger.in_window_of(use);
    std::string text = std::to_string(use.before) + " " + std::to_string(now.distinct_recipients) +
                       " " + std::to_string(now.hours.busiest) + " " + count_text(now.first) + " " +
                       count_text(now.last);
    for (const std::uint32_t n : now.by_what) text += " " + std::to_string(n);
    tale["refusal " + to_text(ledger.address(use.address))] =
        text + " " + std::to_string(now.line.offset) + " " + std::to_string(now.line.digest);
  }
  for (const auto& [domain, use] : ledger.bounce_refusals)
    tale["bounces " + std::string(ledger.text(domain))] =
        std::to_string(use.count) + " " + std::to_string(use.hosts.size()) + " " +
        count_text(use.first) + " " + count_text(use.last);
  for (const DomainDeliveries& seen : ledger.delivered_domains)
    if (seen.local + seen.remote > 0)
      tale["domain " + std::string(ledger.text(seen.domain))] =
          std::to_string(seen.local) + " " + std::to_string(seen.remote);
}

Tale tell(const Ledger& ledger) {
  Tale tale;
  tell_actors(ledger, tale);
  tell_messages(ledger, tale);
  tell_attacks(ledger, tale);
  tale["doubtful"] = std::to_string(ledger.doubtful_arrivals);
  tale["forged"] =
      std::to_string(ledger.forged_blocks) + " at " + std::to_string(ledger.first_forgery.offset);
  for (const std::uint32_t path : ledger.forging_paths)
    tale["forged"] += " in " + std::string(ledger.text(path));
  tale["twofold"] = std::to_string(ledger.twofold.logins) + " and " +
                    std::to_string(ledger.twofold.others) + ", " + ledger.twofold.line;
  tale["log"] = count_text(ledger.oldest_log.value_or(Time{})) + " " +
                count_text(ledger.newest_log.value_or(Time{}));
  return tale;
}

std::size_t line_start(std::string_view log, std::size_t at) {
  if (at == 0 || at >= log.size()) return std::min(at, log.size());
  const std::size_t end = log.find('\n', at - 1);
  return end == std::string_view::npos ? log.size() : end + 1;
}

struct Window {
  Time from, to;
};

// The survey cuts nowhere else either.
bool may_cut(std::string_view log, std::size_t at) {
  const std::size_t from = line_start(log, at < kOneWrite ? 0 : at - kOneWrite);
  return is_safe_cut(log.substr(from, at - from));
}

// As the survey does it: a ledger a part, cwd= records of the 64 KiB before a cut looked at again.
Tale learn_cut(std::string_view log, const std::vector<std::size_t>& cuts, Window window,
               const Server& server, bool spool_was_read) {
  const TimeZone zone = TimeZone::utc();
  Ledger all(window.from, window.to);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Ledger part(window.from, window.to);
    EximLogLearner learner(part, server, zone, 0);
    const std::size_t primer = line_start(log, cuts[i] < kPrimer ? 0 : cuts[i] - kPrimer);
    learner.prime(log.substr(primer, cuts[i] - primer), primer);
    learner.learn_block(log.substr(cuts[i], cuts[i + 1] - cuts[i]), cuts[i]);
    learner.finish();
    all.absorb(std::move(part));
  }
  all.settle(spool_was_read);
  return tell(all);
}

std::string first_difference(const Tale& whole, const Tale& parts) {
  std::string text;
  std::set<std::string> keys;
  for (const auto& [key, value] : whole) keys.insert(key);
  for (const auto& [key, value] : parts) keys.insert(key);
  unsigned shown = 0;
  for (const std::string& key : keys) {
    const auto a = whole.find(key), b = parts.find(key);
    if (a != whole.end() && b != parts.end() && a->second == b->second) continue;
    if (++shown > 3) break;
    text += key + "\n  whole: " + (a == whole.end() ? "-" : a->second.substr(0, 600)) +
            "\n  parts: " + (b == parts.end() ? "-" : b->second.substr(0, 600)) + "\n";
  }
  return text;
}

TEST(CutLog, TellsTheSameAsTheWholeLog) {
  const Server server = sample_server();
  const Window window{log_time(22, 15, 0), log_time(23, 15, 0)};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed * 7919);
    LogStyle style;
    style.has_pids = random() % 2 == 0;
    style.has_recipients = random() % 3 != 0;
    style.has_subjects = random() % 4 != 0;
    style.long_ids = random() % 2 == 0;
    const Time start = log_time(seed % 2 == 0 ? 18 : 22, 3, 0);
    const std::string log = LogWriter(seed, style).write(start, window.to - seconds(7200));
    std::vector<std::size_t> cuts{0, log.size()};
    for (std::uint64_t i = 1 + random() % 9; i > 0; --i)
      cuts.push_back(line_start(log, random() % log.size()));
    std::erase_if(cuts, [&](std::size_t at) { return at != log.size() && !may_cut(log, at); });
    std::ranges::sort(cuts);
    const bool spool_was_read = random() % 2 == 0;
    const Tale whole = learn_cut(log, {0, log.size()}, window, server, spool_was_read);
    const Tale parts = learn_cut(log, cuts, window, server, spool_was_read);
    ASSERT_GT(whole.size(), 50u);
    ASSERT_EQ(first_difference(whole, parts), "");
  }
}

// Cut at every line: the worst that any number of threads can do.
TEST(CutLog, MayBeCutAtEveryLine) {
  const Server server = sample_server();
  const Window window{log_time(22, 15, 0), log_time(23, 15, 0)};
  LogStyle style;
  style.messages = 60;
  const std::string log = LogWriter(4711, style).write(log_time(21, 3, 0), window.to);
  std::vector<std::size_t> cuts;
  for (std::size_t at = 0; at < log.size(); at = line_start(log, at + 1))
    if (may_cut(log, at)) cuts.push_back(at);
  ASSERT_GT(cuts.size(), 50u);
  cuts.push_back(log.size());
  ASSERT_EQ(first_difference(learn_cut(log, {0, log.size()}, window, server, true),
                             learn_cut(log, cuts, window, server, true)),
            "");
}

}  // namespace
}  // namespace queuehound
