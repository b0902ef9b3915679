#include "apply/block_hosts_file.h"

#include <algorithm>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kTagLength = kBlockTag.size() + 8;

std::string tag_in(std::string_view comment) {
  const std::size_t at = comment.find(kBlockTag);
  return at == comment.npos ? std::string() : std::string(comment.substr(at, kTagLength));
}

bool is_note_of(std::string_view line, std::string_view tag, const IpNetwork& network) {
  if (!line.starts_with("# added ")) return false;
  std::string_view rest = line.substr(8);
  return parse_ip_network(cut(rest, ' ')) == network && tag_in(rest) == tag;
}

}  // namespace

std::vector<BlockedAddress> parse_csf_deny(std::string_view file) {
  std::vector<BlockedAddress> blocked;
  for_each_line(file, [&](std::string_view line) {
    const auto network = parse_ip_network(trim(cut(line, '#')));
    if (network) blocked.push_back({*network, tag_in(line)});
  });
  return blocked;
}

std::vector<BlockedAddress> parse_csf_tempban(std::string_view file) {
  std::vector<BlockedAddress> blocked;
  for_each_line(file, [&](std::string_view line) {
    const auto since = parse_number<std::int64_t>(cut(line, '|'));
    const auto network = parse_ip_network(cut(line, '|'));
    const bool is_all_ports = cut(line, '|').empty();
    cut(line, '|');
    const auto lasts = parse_number<std::int64_t>(cut(line, '|'));
    if (since && network && lasts && is_all_ports)
      blocked.push_back({*network, tag_in(line), Time(seconds(*since + *lasts))});
  });
  return blocked;
}

std::vector<BlockedAddress> parse_apf_deny(std::string_view file) {
  std::vector<BlockedAddress> blocked;
  std::string_view above;
  for_each_line(file, [&](std::string_view line) {
    const auto network = parse_ip_network(trim(line));
    if (network)
      blocked.push_back(
          {*network, is_note_of(above, tag_in(above), *network) ? tag_in(above) : std::string()});
    above = line;
  });
  return blocked;
}

std::string without_apf_lines(std::string_view file, std::string_view tag,
                              const std::vector<IpNetwork>& networks) {
  std::string text;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size() - 1) + 1;
    const std::string_view note = file.substr(0, end);
    const std::size_t next = file.find('\n', end);
    const std::string_view below = file.substr(end, next == file.npos ? next : next - end);
    const auto network = parse_ip_network(trim(below));
    const bool is_ours =
        network && is_one_of(networks, *network) && is_note_of(note, tag, *network);
    if (!is_ours) text += note;
    file.remove_prefix(is_ours ? std::min(file.size(), end + below.size() + 1) : end);
  }
  return text;
}

std::string shell_setting(std::string_view config, std::string_view name) {
  std::string value;
  for_each_line(config, [&](std::string_view line) {
    if (trim(cut(line, '=')) != name) return;
    line = trim(line);
    const char quote = line.starts_with('"') || line.starts_with('\'') ? line[0] : ' ';
    if (quote != ' ') line.remove_prefix(1);
    value = cut(line, quote);
  });
  return value;
}

}  // namespace queuehound
