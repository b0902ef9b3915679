#include "formats/sogo_log.h"

#include <algorithm>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/clock_text.h"
#include "formats/webmail_client.h"

namespace queuehound {
namespace {

using Kind = WebmailEvent::Kind;
constexpr auto kNone = std::string_view::npos;

// Cuts "sogod [1234]: " off, of which the syslog's reader may have taken the name for a host.
bool take_frame(const SyslogLine& syslog, std::string_view& text) {
  constexpr std::string_view kName = "sogod";
  text = syslog.text;
  if (syslog.program == kName) return true;
  if (text.starts_with(kName)) {
    text.remove_prefix(kName.size() + 1 < text.size() ? kName.size() + 1 : text.size());
  } else if (syslog.host != kName) {
    return false;
  }
  const std::size_t close = text.substr(0, 24).find("]: ");
  if (!text.starts_with('[') || close == kNone) return false;
  text.remove_prefix(close + 3);
  return true;
}

std::string_view last_of(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  return trim(comma == kNone ? list : list.substr(comma + 1));
}

// In an intranet nobody is public: then it is who stands last.
void set_client(std::string_view list, WebmailEvent& event) {
  event.forwarded_for = list;
  event.client = last_public(list);
  if (event.client.empty() && parse_ip_address(last_of(list))) event.client = last_of(list);
}

bool parse_success(std::string_view text, WebmailEvent& event) {
  // The name exists, and stands behind what a header may say: its last beginning is the true one.
  constexpr std::string_view kName = "' for user '", kEnd = "' - expire = ";
  const std::size_t end = text.rfind(kEnd);
  const std::size_t name = end == kNone ? kNone : text.substr(0, end).rfind(kName);
  if (name == kNone) return false;
  event.kind = Kind::login;
  event.user = text.substr(name + kName.size(), end - name - kName.size());
  set_client(text.substr(0, name), event);
  return true;
}

// A name that was guessed and a header may both hold the mark: if there are two, nobody is named.
bool parse_failure(std::string_view text, WebmailEvent& event) {
  constexpr std::string_view kName = "' for user '", kEnd = "' might not have worked";
  event.kind = Kind::failure;
  const std::size_t end = text.rfind(kEnd);
  if (end == kNone) {
    event.is_broken_off = true;
    return true;
  }
  text = text.substr(0, end);
  const std::size_t name = text.find(kName);
  if (name == kNone) return false;
  if (text.find(kName, name + 1) != kNone) return true;
  event.user = text.substr(name + kName.size());
  set_client(text.substr(0, name), event);
  return true;
}

// The mailbox in "/SOGo/so/u@d/Mail/0/folderDrafts/newDraft5-1/send".
std::string_view sender_in(std::string_view path) {
  constexpr std::string_view kSessions = "/SOGo/so/";
  if (!path.starts_with(kSessions) || !path.ends_with("/send")) return {};
  path.remove_prefix(kSessions.size());
  const std::size_t slash = path.find('/');
  return path.substr(std::min(slash, path.size())).starts_with("/Mail/") ? path.substr(0, slash)
                                                                         : std::string_view{};
}

// A request or a header with a quote in it is a second reading of the line: none is taken.
bool parse_request(std::string_view text, WebmailEvent& event) {
  if (std::ranges::count(text, '"') != 2) return false;
  const std::size_t open = text.find(" \"");
  const std::size_t close = text.rfind("\" ");
  if (open == kNone || close == kNone || close < open + 2) return false;
  std::string_view request = text.substr(open + 2, close - open - 2);
  event.kind = Kind::request;
  event.status = std::max(0, digits_at(text, close + 2, 3));
  event.method = cut(request, ' ');
  event.target = request.substr(0, request.find(' '));
  set_client(text.substr(0, open), event);
  if (event.client.empty()) return false;
  const std::string_view sender = sender_in(event.target.substr(0, event.target.find('?')));
  if (sender.empty() || event.method != "POST" || event.status != 200) return true;
  event.kind = Kind::send;
  event.user = sender;
  event.tells_sender = event.keeps_mailbox_open = true;
  return true;
}

}  // namespace

std::optional<WebmailEvent> parse_sogo_line(std::string_view line) {
  constexpr std::string_view kPage = "SOGoRootPage ";
  constexpr std::string_view kSuccess = "successful login from '", kFailure = "Login from '";
  const auto syslog = parse_syslog_line(line);
  std::string_view text;
  if (!syslog || !take_frame(*syslog, text)) return {};
  WebmailEvent event;
  event.syslog = syslog->stamp;
  bool fits = false;
  if (text.starts_with(kPage)) {
    text.remove_prefix(kPage.size());
    if (text.starts_with(kSuccess)) fits = parse_success(text.substr(kSuccess.size()), event);
    if (text.starts_with(kFailure)) fits = parse_failure(text.substr(kFailure.size()), event);
  } else {
    fits = parse_request(text, event);
  }
  if (!fits) return {};
  return event;
}

}  // namespace queuehound
