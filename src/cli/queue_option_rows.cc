// The options of `queue`; letters are exiqgrep's.
#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "cli/command_row.h"
#include "mail/asked_subject.h"
#include "mail/subject.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;

// A variable that is not set, in `queue -i -f "$WHO" | xargs exim -Mrm`, would fit every message.
template <class Pattern>
Complaint add_pattern(std::vector<Pattern>& patterns, std::string_view value) {
  if (value.empty()) return "wants a text (an empty one would fit every message)";
  patterns.emplace_back(value);
  return {};
}

// As "=$WHO" would fit every bounce.
Complaint add_envelope(std::vector<TextPattern>& patterns, std::string_view value) {
  if (value == "=") return "wants an address behind = ('<>' is a bounce)";
  // A quoted name may hold "<>" too, and is no bounce.
  return add_pattern(patterns, value == "<>" ? "=<>" : value);
}

// "12K" as a number of bytes.
std::optional<std::uint64_t> bytes_of(std::string_view value) {
  int shift = 0;
  if (!value.empty() && (value.back() == 'K' || value.back() == 'k')) shift = 10;
  if (!value.empty() && (value.back() == 'M' || value.back() == 'm')) shift = 20;
  if (shift > 0) value.remove_suffix(1);
  const auto number = parse_number<std::uint64_t>(value);
  if (!number || *number > (UINT64_MAX >> shift)) return {};
  return *number << shift;
}

Complaint set_size(QueueFilter& filter, std::string_view value) {
  const bool is_least = value.starts_with('+'), is_most = value.starts_with('-');
  if (!is_least && !is_most) return add_pattern(filter.sizes, value);
  const auto bytes = bytes_of(value.substr(1));
  if (!bytes) return "wants +100K (at least), -2M (at most), or the size as exim -bp shows it";
  (is_least ? filter.at_least : filter.at_most) = bytes;
  return {};
}

// As $recipients_count of exipick.
Complaint set_recipients(QueueFilter& filter, std::string_view value) {
  const bool is_least = value.starts_with('+'), is_most = value.starts_with('-');
  const auto count = parse_number<std::uint64_t>(value.substr(is_least || is_most));
  if (!count) return "wants +50 (at least), -2 (at most), or 1";
  if (!is_most) filter.fewest_recipients = count;
  if (!is_least) filter.most_recipients = count;
  return {};
}

Complaint set_age(std::optional<seconds>& field, std::string_view value) {
  constexpr std::string_view kUnits = "smhdw";
  constexpr std::array<std::int64_t, 5> kSeconds{1, 60, 3600, 86400, 604800};
  std::int64_t factor = 1;
  if (const std::size_t unit = value.empty() ? kUnits.npos : kUnits.find(value.back());
      unit != kUnits.npos) {
    factor = kSeconds[unit];
    value.remove_suffix(1);
  }
  const auto number = parse_number<std::int64_t>(value);
  if (!number || *number < 0 || *number > 10'000'000'000 / factor)
    return "wants seconds, or an age such as 15m, 4h, 3d";
  field = seconds(*number * factor);
  return {};
}

// NAME=TEXT, or as the header itself is written, NAME: TEXT; NAME alone is any text.
Complaint add_header(QueueFilter& filter, std::string_view value) {
  const std::size_t end = value.find_first_of(":=");
  const std::string_view name = trim(value.substr(0, end));
  std::string_view text = end == value.npos ? "*" : value.substr(end + 1);
  if (end != value.npos && value[end] == ':') text = trim(text.substr(text.starts_with('=')));
  if (name.empty() || text.empty())
    return "wants NAME=TEXT, such as X-Mailer=PHPMailer, or NAME where any text will do";
  filter.headers.emplace_back(std::string(name), TextPattern(text));
  return {};
}

Complaint set_summary(QueueOptions& options, std::string_view value) {
  options.summary = queue_group_of(value);
  if (options.summary) return {};
  return std::string(kOneOf) + "sender, actor, domain, script, subject, campaign, age";
}

Complaint set_order(QueueOptions& options, std::string_view value) {
  options.order = queue_order_of(value);
  if (options.order) return {};
  return std::string(kOneOf) + "time, size, recipients, sender, subject";
}

Complaint set_like(QueueOptions& options, std::string_view value) {
  constexpr std::array<std::string_view, 4> kForms{"bp", "bpu", "bpr", "bpc"};
  for (std::size_t i = 0; i < kForms.size(); ++i)
    if (kForms[i] == value.substr(value.starts_with('-'))) options.like = static_cast<QueueForm>(i);
  if (options.like) return {};
  return std::string(kOneOf) + "bp, bpu, bpr, bpc";
}

Complaint set_body(QueueOptions& options, std::string_view value) {
  const auto bytes = parse_number<std::size_t>(value);
  if (!bytes || *bytes > (std::size_t{64} << 20)) return "wants a number of bytes up to 67108864";
  options.body_limit = *bytes;
  return {};
}

bool is_glob(std::string_view value) { return value.find_first_of("*?") != value.npos; }

// A slip here would find nothing, which reads as "there is none".
bool is_address_pattern(std::string_view value) {
  return is_glob(value) || parse_ip_network(value.substr(value.starts_with('=')));
}

Complaint add_address(std::vector<AddressPattern>& patterns, std::string_view value) {
  if (is_address_pattern(value)) return add_pattern(patterns, value);
  return "wants an address, a network such as 192.0.2.0/24, or with * a part of an address";
}

// What is wrong with "kind:name"; a name alone may be anything.
Complaint actor_complaint(std::string_view bare) {
  constexpr std::array<std::string_view, 8> kKinds{"mailbox", "account", "ip",   "net",
                                                   "script",  "dir",     "list", "domain"};
  const std::size_t colon = bare.find(':');
  if (colon == bare.npos || is_address_pattern(bare)) return {};
  const std::string_view kind = bare.substr(0, colon), name = bare.substr(colon + 1);
  if ((kind == "ip" || kind == "net") && !is_address_pattern(name))
    return "wants an address or a network behind " + std::string(kind) + ":";
  if (std::ranges::find(kKinds, kind) != kKinds.end()) return {};
  return "knows mailbox:, account:, ip:, net:, script:, dir:, list:, domain:";
}

// The programs of a script, folder or form are told by the logs; who sent it, by the spool.
Complaint add_actor(Options& all, std::string_view value) {
  constexpr std::array<std::string_view, 4> kOfLogs{"script:", "dir:", "list:", "domain:"};
  const std::string_view bare = value.substr(value.starts_with('='));
  if (bare.empty()) return "wants a mailbox, an account, or kind:name";
  if (auto complaint = actor_complaint(bare)) return complaint;
  all.queue.with_evidence |= std::ranges::any_of(
      kOfLogs, [&](std::string_view prefix) { return bare.starts_with(prefix); });
  // The spool holds either form of an internationalized domain.
  if (const auto asked = parse_asked_subject(bare); asked && !asked->other_name.empty())
    add_pattern(all.queue.filter.actors, asked->other_text());
  return add_pattern(all.queue.filter.actors, value);
}

// "C-3f9a2c", or a subject like those that are meant.
Complaint add_campaign(QueueFilter& filter, std::string_view value) {
  if (value.empty()) return "wants an id, or a subject";
  const bool is_id =
      value.size() == 8 && value.starts_with("C-") &&
      value.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz", 2) == value.npos;
  if (is_id)
    filter.campaigns.emplace_back(value);
  else
    filter.skeletons.push_back(subject_skeleton(value));
  return {};
}

// As exiqgrep and exipick take them.
bool is_regex_like(std::string_view value) {
  return value.starts_with('^') || value.ends_with('$') || value.contains(".*") ||
         value.contains("\\.");
}

constexpr std::string_view kWhich = "Which messages", kForm = "What is shown";

// An option that chooses messages; QUEUEHOUND_SET is one that does not.
#define QUEUEHOUND_CHOOSE(statement)                                   \
  [](Options& all, [[maybe_unused]] std::string_view v) -> Complaint { \
    [[maybe_unused]] QueueFilter& f = all.queue.filter;                \
    if (is_regex_like(v)) all.queue.regex_like = v;                    \
    statement;                                                         \
  }
#define QUEUEHOUND_SET(statement)                                      \
  [](Options& all, [[maybe_unused]] std::string_view v) -> Complaint { \
    [[maybe_unused]] QueueOptions& o = all.queue;                      \
    [[maybe_unused]] QueueFilter& f = all.queue.filter;                \
    statement;                                                         \
  }

constexpr auto kRows = std::to_array<OptionRow>({
    {"--from", "-f", "TEXT", kWhich, "envelope sender; it stands in < >, so '<>' is a bounce",
     QUEUEHOUND_CHOOSE(return add_envelope(f.senders, v))},
    {"--to", "-r", "TEXT", kWhich, "a recipient that still waits (with -a: any)",
     QUEUEHOUND_CHOOSE(return add_envelope(f.recipients, v))},
    {"--size", "-s", "TEXT", kWhich, "+100K at least, -2M at most, or the text exim -bp shows",
     QUEUEHOUND_CHOOSE(return set_size(f, v))},
    {"--recipients", "", "NUMBER", kWhich,
     "how many still wait (with -a: all): +50 at least, -2 at most, or 1",
     QUEUEHOUND_CHOOSE(return set_recipients(f, v))},
    {"--younger", "-y", "AGE", kWhich, "than seconds, or 15m, 4h, 3d",
     QUEUEHOUND_CHOOSE(return set_age(f.younger, v))},
    {"--older", "-o", "AGE", kWhich, "the same", QUEUEHOUND_CHOOSE(return set_age(f.older, v))},
    {"--frozen", "-z", "", kWhich, "frozen ones only",
     QUEUEHOUND_CHOOSE(f.frozen = true; return {})},
    {"--not-frozen", "-x", "", kWhich, "no frozen ones",
     QUEUEHOUND_CHOOSE(f.not_frozen = true; return {})},
    {"--bounce", "", "", kWhich, "bounces only", QUEUEHOUND_CHOOSE(f.bounce = true; return {})},
    {"--not-bounce", "", "", kWhich, "no bounces",
     QUEUEHOUND_CHOOSE(f.not_bounce = true; return {})},
    {"--subject", "", "TEXT", kWhich, "decoded subject",
     QUEUEHOUND_CHOOSE(return add_pattern(f.subjects, v))},
    {"--campaign", "", "ID|TEXT", kWhich,
     "an id that --summary campaign or --json tells (C-3f9a2c), or subjects alike this one but for "
     "digits and codes",
     QUEUEHOUND_CHOOSE(return add_campaign(f, v))},
    {"--header", "", "NAME[=TEXT]", kWhich,
     "a header, decoded; NAME alone: it has one; several must all fit",
     QUEUEHOUND_CHOOSE(return add_header(f, v))},
    {"--actor", "", "WHO", kWhich,
     "who can answer for it: mailbox:a@b.example, account:user, ip:192.0.2.1 (or a network) by the "
     "spool (with --evidence also who sent what a content filter handed back), or the name alone; "
     "all of it, or with * a part; "
     "script:/path, dir:/path, list:a@b.example, domain:x read the logs as scan does",
     QUEUEHOUND_CHOOSE(return add_actor(all, v))},
    {"--script", "", "TEXT", kWhich,
     "the program that sent it by the scan's evidence or PHP's own log, or its folder where the "
     "file is not known; reads the logs as scan does",
     QUEUEHOUND_CHOOSE(return add_pattern(f.programs, v))},
    {"--origin", "", "ADDRESS", kWhich,
     "the remote address (or a network) that drives it: who logged in, or whose web request it "
     "followed; reads "
     "the logs as scan does",
     QUEUEHOUND_CHOOSE(return add_address(f.origins, v))},
    {"--claims", "", "TEXT", kWhich, "the program that the message's own headers name: a hint only",
     QUEUEHOUND_CHOOSE(return add_pattern(f.scripts, v))},
    {"--client", "", "ADDRESS", kWhich, "address or network of the host it came from",
     QUEUEHOUND_CHOOSE(return add_address(f.addresses, v))},
    {"--helo", "", "TEXT", kWhich, "what that host called itself",
     QUEUEHOUND_CHOOSE(return add_pattern(f.helo_names, v))},
    {"--interface", "", "ADDRESS", kWhich, "this server's own address that it came to",
     QUEUEHOUND_CHOOSE(return add_address(f.interfaces, v))},
    {"--protocol", "", "TEXT", kWhich,
     "how it came: =local, =esmtpsa (s: encrypted, a: logged in); =esmtp is neither",
     QUEUEHOUND_CHOOSE(return add_pattern(f.protocols, v))},
    {"--incident", "", "ID", kWhich,
     "what scan would move to quarantine for this incident, or for mailbox:a@b.example, "
     "script:/path; reads the logs as scan does",
     QUEUEHOUND_SET(return add_pattern(o.incidents, v))},
    {"--queue", "-G", "NAME", kWhich, "a named queue; = alone is the main one",
     QUEUEHOUND_CHOOSE(return add_pattern(f.queues, v))},
    {"--any", "", "", kWhich,
     "any one of the options above is enough, within --queue and --incident",
     QUEUEHOUND_SET(f.is_any = true; return {})},
    {"--not", "", "", kWhich, "all others instead, whatever their queue",
     QUEUEHOUND_CHOOSE(f.is_inverted = true; return {})},
    {"--count", "-c", "", kForm, "only how many", QUEUEHOUND_SET(o.count = true; return {})},
    {"--ids", "-i", "", kForm, "only message ids, for xargs",
     QUEUEHOUND_SET(o.ids = true; return {})},
    {"--brief", "-b", "", kForm, "id, sender and recipients on one line",
     QUEUEHOUND_SET(o.brief = true; return {})},
    {"--sort", "", "WHAT", kForm,
     "by time (oldest first, as without it), size or recipients (most first), sender or subject",
     QUEUEHOUND_SET(return set_order(o, v))},
    {"--newest-first", "-R", "", kForm, "the other way round: otherwise the oldest are first",
     QUEUEHOUND_SET(o.newest_first = true; return {})},
    {"--delivered", "-a", "", kForm, "--to looks at delivered recipients too",
     QUEUEHOUND_SET(f.with_delivered = true; return {})},
    {"--jsonl", "", "", kForm, "one JSON object a line, for programs that read line by line",
     QUEUEHOUND_SET(o.json_lines = true; return {})},
    {"--summary", "", "WHAT", kForm,
     "sums by sender, actor, domain (of recipients), script (reads the logs), subject, campaign "
     "or age",
     QUEUEHOUND_SET(return set_summary(o, v))},
    {"--evidence", "", "", kForm,
     "read the logs as scan does, and tell program, driver and incident of each message in --json",
     QUEUEHOUND_SET(o.with_evidence = true; return {})},
    {"--like", "", "FORM", kForm,
     "byte for byte as exim -bp, -bpu, -bpr (whose order is chance's) or -bpc",
     QUEUEHOUND_SET(return set_like(o, v))},
    {"--body", "", "BYTES", kForm, "how much of the body show shows; otherwise 4096",
     QUEUEHOUND_SET(return set_body(o, v))},
    {"--yes", "", "", "Quarantine", "expire does not ask", QUEUEHOUND_SET(o.yes = true; return {})},
});

#undef QUEUEHOUND_SET
#undef QUEUEHOUND_CHOOSE

}  // namespace

OptionRows queue_option_rows() { return kRows; }

}  // namespace queuehound
