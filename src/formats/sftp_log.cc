#include "formats/sftp_log.h"

#include "base/text.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// "kim from [192.0.2.5]": accounts hold no blanks, and nothing may follow.
bool fill_session(std::string_view rest, SftpEvent& event) {
  event.user = cut(rest, ' ');
  if (event.user.empty() || !rest.starts_with("from [") || !rest.ends_with(']')) return false;
  event.client = rest.substr(6, rest.size() - 7);
  return true;
}

// `/x.php" flags WRITE,CREATE mode 0644`: the name ends at the last place that fits, because a
// name may hold these words.
bool fill_open(std::string_view rest, SftpEvent& event) {
  constexpr std::string_view kFlags = "\" flags ";
  const std::size_t end = rest.rfind(kFlags);
  if (end == kNone) return false;
  event.path = rest.substr(0, end);
  rest.remove_prefix(end + kFlags.size());
  std::string_view flags = cut(rest, ' ');
  if (!rest.starts_with("mode ")) return false;
  while (!flags.empty())
    if (cut(flags, ',') == "WRITE") event.kind = SftpEvent::Kind::write;
  return true;
}

// `/x.php" bytes read 0 written 123`
bool fill_close(std::string_view rest, SftpEvent& event) {
  constexpr std::string_view kBytes = "\" bytes read ";
  const std::size_t end = rest.rfind(kBytes);
  if (end == kNone) return false;
  event.path = rest.substr(0, end);
  rest.remove_prefix(end + kBytes.size());
  if (!parse_number<std::int64_t>(cut(rest, ' ')) || !rest.starts_with("written ")) return false;
  const auto written = parse_number<std::int64_t>(rest.substr(8));
  if (!written) return false;
  event.bytes = *written;
  event.kind = SftpEvent::Kind::close;
  return true;
}

}  // namespace

std::optional<SftpEvent> parse_sftp_text(std::string_view text) {
  struct Start {
    std::string_view words;
    bool (*fill)(std::string_view, SftpEvent&);
    SftpEvent::Kind kind;
  };
  using Kind = SftpEvent::Kind;
  constexpr Start kStarts[] = {
      {"session opened for local user ", fill_session, Kind::session},
      {"session closed for local user ", fill_session, Kind::end},
      {"open \"", fill_open, Kind::other},
      {"close \"", fill_close, Kind::close},
  };
  if (text.ends_with(" [postauth]")) text.remove_suffix(11);
  for (const Start& start : kStarts) {
    if (!text.starts_with(start.words)) continue;
    SftpEvent event;
    event.kind = start.kind;
    if (!start.fill(text.substr(start.words.size()), event)) return {};
    return event;
  }
  return {};
}

}  // namespace queuehound
