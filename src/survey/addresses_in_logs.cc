#include "survey/addresses_in_logs.h"

#include <algorithm>
#include <map>

#include "base/byte_scan.h"
#include "formats/exim_log.h"
#include "formats/login_line.h"
#include "formats/syslog_stamp.h"
#include "survey/forgery_guard.h"
#include "survey/framed_line.h"
#include "survey/line_reader.h"
#include "survey/log_end.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kEnd = 256u << 10;
constexpr std::uint64_t kLeast = 5, kShare = 5;
// Where the live file was begun this morning, or is syslog's file of all mail, its end holds few:
// then more of it is read, and of its rotations.
constexpr std::uint64_t kEnough = 50;
constexpr std::size_t kLongerPart = 4u << 20;
constexpr int kFiles = 4;

struct Doors {                            // where logins or letters came in
  std::map<IpAddress, std::uint64_t> at;  // public addresses
  std::uint64_t all = 0;

  void see(std::string_view address) {
    ++all;
    if (const auto door = parse_ip_address(address); door && !is_private(*door)) ++at[*door];
  }
  void add(const Doors& other) {
    all += other.all;
    for (const auto& [address, count] : other.at) at[address] += count;
  }
  std::vector<IpAddress> own() const {
    std::vector<IpAddress> found;
    for (const auto& [address, count] : at)
      if (count >= kLeast && count * kShare >= all) found.push_back(address);
    return found;
  }
};

void see_logins(std::string_view lines, bool /*is_whole*/, Doors& doors) {
  for_each_readable_line(lines, [&](std::string_view line) {
    const auto syslog = parse_syslog_line(line);
    const auto event = syslog ? parse_login_line(*syslog) : std::nullopt;
    if (event && event->kind == DovecotEvent::Kind::login) doors.see(event->lip);
  });
}

// A folder that Exim was called in, and that a user may have made: none of his is in the spool.
bool names_folder(std::string_view line, std::string_view spool_directory) {
  constexpr std::string_view kFolder = "cwd=";
  const std::size_t at = line.find(kFolder);
  if (at == std::string_view::npos) return false;
  std::string_view folder = line.substr(at + kFolder.size());
  const bool is_spool = !spool_directory.empty() && folder.starts_with(spool_directory);
  if (is_spool) folder.remove_prefix(spool_directory.size());
  return !is_spool || !folder.starts_with(' ');
}

// What a folder's name has Exim write lies behind its "cwd=" in one write: where that stands, no
// line is believed for as long, and none at the beginning of a part, before which it may stand.
void see_letters(std::string_view lines, bool is_whole, const Server& server, Doors& doors) {
  // Most servers do not log it, and lines are not cut for nothing then.
  if (find_pair(lines.data(), lines.data() + lines.size(), 'I', '=') == lines.data() + lines.size())
    return;
  std::uint64_t believed_from = is_whole ? 0 : kOneWrite;
  for_each_readable_line(lines, [&](std::string_view line) {
    const auto at = static_cast<std::uint64_t>(line.data() - lines.data());
    if (names_folder(line, server.spool_directory)) believed_from = at + line.size() + kOneWrite;
    if (at < believed_from || !line.contains(" I=[")) return;
    const auto framed = frame_line(line, server.exim_syslog_name);
    if (!framed || classify_exim_text(framed->frame) != EximLineKind::arrival) return;
    const auto arrival = parse_exim_arrival(framed->frame.text.substr(3));
    if (arrival && !arrival->is_ambiguous && !arrival->interface_address.empty())
      doors.see(arrival->interface_address);
  });
}

// `see`: a part of a log, whether that is the whole file, and the doors in it.
template <class See>
Doors doors_of(const RootDir& root, const LogSource& source, See&& see) {
  Doors found;
  const auto see_part = [&](std::string_view part, std::size_t asked) {
    see(part, part.size() + kOneWrite < asked, found);
  };
  see_part(end_of_log(root, source, kEnd), kEnd);
  if (found.all >= kEnough) return found;
  found = {};
  int files = 0;
  read_parts_of_log(root, source, kLongerPart, [&](std::string_view part) {
    see_part(part, kLongerPart);
    return found.all < kEnough && ++files < kFiles;
  });
  return found;
}

}  // namespace

bool knows_no_public_address(const RootDir& root, const Server& server) {
  return !root.is_live() && std::ranges::all_of(server.own_addresses, is_private);
}

std::vector<IpAddress> addresses_logged_in_to(const RootDir& root, const Server& server) {
  Doors logins;
  for (const LogSource& source : server.logs)
    if (source.kind == LogKind::dovecot) logins.add(doors_of(root, source, see_logins));
  return logins.own();
}

std::vector<IpAddress> addresses_written_to(const RootDir& root, const Server& server) {
  Doors letters;
  for (const LogSource& source : server.logs)
    if (source.kind == LogKind::exim_main)
      letters.add(doors_of(root, source, [&](std::string_view end, bool is_whole, Doors& doors) {
        see_letters(end, is_whole, server, doors);
      }));
  return letters.own();
}

}  // namespace queuehound
