// The options of `scan`. Each row stores its own value, and refuses one it cannot mean.
#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "base/text.h"
#include "cli/command_row.h"
#include "host/server.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;
constexpr Complaint kAccepted{};

constexpr std::string_view kWhere = "What to read", kWhen = "When", kHow = "How it is shown",
                           kCost = "What it may cost";

Complaint set_path(std::string& field, std::string_view value) {
  if (value.empty()) return "wants a path";
  field = value;
  return kAccepted;
}

Complaint add_path(std::vector<std::string>& field, std::string_view value) {
  if (value.empty()) return "wants a path";
  field.emplace_back(value);
  return kAccepted;
}

// Only whether it is one: what it means depends on the clock and zone of the server.
Complaint set_time(std::string& field, std::string_view value) {
  const Time some_day{seconds(1'700'000'000)};
  if (!parse_time_option(value, some_day, TimeZone::utc())) {
    return "wants a time such as 4h, 30d, yesterday, 2026-11-23, \"2026-11-23 10:00\" or "
           "@1795441173";
  }
  field = value;
  return kAccepted;
}

// A site's log may be named with its site: shop.example=/var/log/shop.log. A path may hold a '='
// too, but then a '/' stands before it.
Complaint add_site_log(ScanOptions& options, std::string_view value) {
  SiteLog log;
  const std::size_t equals = value.find('=');
  if (equals != std::string_view::npos && value.substr(0, equals).find('/') == value.npos) {
    log.domain = to_lower(value.substr(0, equals));
    value.remove_prefix(equals + 1);
  }
  if (value.empty()) return "wants a path, or SITE=PATH";
  log.path = value;
  options.access_logs.push_back(std::move(log));
  return kAccepted;
}

Complaint set_profile(ScanOptions& options, std::string_view value) {
  std::string known;
  for (int i = 0; i <= static_cast<int>(Profile::custom); ++i) {
    const std::string_view name = profile_name(static_cast<Profile>(i));
    if (name == value) {
      options.profile = value;
      return kAccepted;
    }
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  return std::string(kOneOf) + known;
}

Complaint set_threads(ScanOptions& options, std::string_view value) {
  const auto threads = parse_number<unsigned>(value);
  if (!threads || *threads < 1 || *threads > 256) return "wants a number from 1 to 256";
  options.threads = *threads;
  return kAccepted;
}

Complaint set_memory(ScanOptions& options, std::string_view value) {
  constexpr std::string_view kUnits = "kmgt";
  constexpr std::string_view kWanted = "wants a size of 64M or more, such as 512M or 2G";
  int shift = 0;
  if (!value.empty() && kUnits.find(to_lower(value.substr(value.size() - 1))) != kUnits.npos) {
    shift = 10 * static_cast<int>(kUnits.find(to_lower(value.substr(value.size() - 1))) + 1);
    value.remove_suffix(1);
  }
  const auto number = parse_number<std::uint64_t>(value);
  if (!number || *number > (UINT64_MAX >> shift)) return std::string(kWanted);
  if ((*number << shift) < kSmallestMemory) return std::string(kWanted);
  options.max_memory = *number << shift;
  return kAccepted;
}

Complaint set_colour(ScanOptions& options, std::string_view value) {
  constexpr std::array<std::string_view, 3> kWords{"auto", "always", "never"};
  const auto word = std::ranges::find(kWords, value);
  if (word == kWords.end()) return std::string(kOneOf) + "auto, always, never";
  options.display.colour = static_cast<ColourWhen>(word - kWords.begin());
  return kAccepted;
}

Complaint set_width(ScanOptions& options, std::string_view value) {
  const auto width = parse_number<std::size_t>(value);
  if (!width || *width < 40 || *width > 1000) return "wants a number of columns from 40 to 1000";
  options.display.width = *width;
  return kAccepted;
}

#define QUEUEHOUND_SET(statement)                                      \
  [](Options& all, [[maybe_unused]] std::string_view v) -> Complaint { \
    [[maybe_unused]] ScanOptions& o = all.scan;                        \
    statement;                                                         \
  }

constexpr auto kRows = std::to_array<OptionRow>({
    {"--root", "", "DIR", kWhere, "judge a copied server tree instead of this machine",
     QUEUEHOUND_SET(return set_path(o.root, v))},
    {"--config", "", "FILE", kWhere, "settings; otherwise /etc/queuehound/queuehound.toml",
     QUEUEHOUND_SET(return set_path(o.config, v))},
    {"--profile", "", "NAME", kWhere,
     "the server's layout where it should not be guessed: cpanel, directadmin, hestia, debian, "
     "rhel, custom",
     QUEUEHOUND_SET(return set_profile(o, v))},
    {"--spool", "", "DIR", kWhere, "Exim's spool directory",
     QUEUEHOUND_SET(return set_path(o.spool, v))},
    {"--main-log", "", "FILE", kWhere,
     "Exim's main log; its rotations are found beside it. This and the logs below may be given "
     "several times, and replace what would be found",
     QUEUEHOUND_SET(return add_path(o.main_logs, v))},
    {"--reject-log", "", "FILE", kWhere, "Exim's reject log",
     QUEUEHOUND_SET(return add_path(o.reject_logs, v))},
    {"--dovecot-log", "", "FILE", kWhere, "Dovecot's log, or the mail log it writes to",
     QUEUEHOUND_SET(return add_path(o.dovecot_logs, v))},
    {"--access-log", "", "[SITE=]FILE", kWhere, "a web server's access log",
     QUEUEHOUND_SET(return add_site_log(o, v))},
    {"--webmail-log", "", "FILE", kWhere,
     "a webmail's log: Roundcube's, Horde's, SOGo's, SnappyMail's",
     QUEUEHOUND_SET(return add_path(o.webmail_logs, v))},
    {"--php-mail-log", "", "FILE", kWhere, "the file that PHP's mail.log names",
     QUEUEHOUND_SET(return add_path(o.php_mail_logs, v))},
    {"--since", "", "TIME", kWhen,
     "judge from here on; otherwise the last 24 hours. Such as 4h, yesterday, \"2026-11-23 10:00\"",
     QUEUEHOUND_SET(return set_time(o.since, v))},
    {"--until", "", "TIME", kWhen, "judge up to here; otherwise up to now",
     QUEUEHOUND_SET(return set_time(o.until, v))},
    {"--now", "", "TIME", kWhen, "take this for the present moment",
     QUEUEHOUND_SET(return set_time(o.now, v))},
    {"--timezone", "", "ZONE", kWhen, "zone of the logs, such as Europe/Berlin or +02:00",
     QUEUEHOUND_SET(return set_path(o.timezone, v) ? "wants a zone, such as +02:00" : kAccepted)},
    {"--json", "", "", kHow, "one JSON document, for programs",
     QUEUEHOUND_SET(o.json = true; return kAccepted)},
    {"--verbose", "-v", "", kHow, "every origin, message id and log line",
     QUEUEHOUND_SET(o.detail = TextDetail::full; return kAccepted)},
    {"--quiet", "-q", "", kHow, "only what is wrong and what to do",
     QUEUEHOUND_SET(o.detail = TextDetail::brief; return kAccepted)},
    {"--color", "", "WHEN", kHow, "auto, always or never; NO_COLOR is obeyed",
     QUEUEHOUND_SET(return set_colour(o, v))},
    {"--width", "", "N", kHow, "columns to fill; otherwise the terminal's",
     QUEUEHOUND_SET(return set_width(o, v))},
    {"--ascii", "", "", kHow, "no characters beyond ASCII",
     QUEUEHOUND_SET(o.display.ascii = true; return kAccepted)},
    {"--no-pager", "", "", kHow, "write long text straight to the terminal, not through PAGER",
     QUEUEHOUND_SET(o.display.no_pager = true; return kAccepted)},
    {"--threads", "", "N", kCost, "otherwise one a core", QUEUEHOUND_SET(return set_threads(o, v))},
    {"--cache", "", "DIR", kCost,
     "keep there what logs taught, so that the next question reads only what is new; "
     "otherwise /var/cache/queuehound, and none with --root. It can be thrown away at any time",
     QUEUEHOUND_SET(o.no_cache = false; return set_path(o.cache, v))},
    {"--no-cache", "", "", kCost, "keep nothing and use nothing kept: read every log anew",
     QUEUEHOUND_SET(o.no_cache = true; return kAccepted)},
    {"--fast", "", "", kCost,
     "do not stand back: otherwise niceness 10 and idle disk access, for the mail server's sake",
     QUEUEHOUND_SET(o.fast = true; return kAccepted)},
    {"--max-memory", "", "SIZE", kCost,
     "such as 512M, at least 64M; otherwise no limit. Where it runs short, older logs are left out "
     "first, and a note says so",
     QUEUEHOUND_SET(return set_memory(o, v))},
});

#undef QUEUEHOUND_SET

}  // namespace

OptionRows scan_option_rows() { return kRows; }

OptionRows server_option_rows() {
  constexpr std::array<std::string_view, 9> kNames{"--root",  "--config", "--profile",
                                                   "--spool", "--json",   "--color",
                                                   "--width", "--ascii",  "--no-pager"};
  static const std::vector<OptionRow> kServerRows = [&] {
    std::vector<OptionRow> rows;
    std::ranges::copy_if(kRows, std::back_inserter(rows), [&](const OptionRow& row) {
      return std::ranges::find(kNames, row.name) != kNames.end();
    });
    return rows;
  }();
  return kServerRows;
}

}  // namespace queuehound
