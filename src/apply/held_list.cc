#include "apply/held_list.h"

#include <sys/stat.h>

#include <algorithm>

#include "apply/changed_file.h"
#include "base/text.h"
#include "host/tree.h"
#include "remedy/held_names.h"

namespace queuehound {
namespace {

constexpr std::size_t kListFileBytes = 16u << 20;

bool is_key(std::string_view line, std::string_view key) {
  const auto parsed = parse_lsearch_line(line);
  return parsed && equal_ignoring_case(parsed->key, key);
}

std::optional<std::string> value_in(std::string_view text, std::string_view key) {
  std::optional<std::string> value;
  for_each_line(text, [&](std::string_view line) {
    if (!value && is_key(line, key)) value = parse_lsearch_line(line)->value;
  });
  return value;
}

bool is_passable(const struct stat& status, const Account& reader, mode_t bit) {
  if (status.st_uid == reader.uid) return (status.st_mode & (bit << 6)) != 0;
  if (status.st_gid == reader.gid) return (status.st_mode & (bit << 3)) != 0;
  return (status.st_mode & bit) != 0;
}

Result<void> add_lines(const LiveServer& live, const HeldList& list, const std::string& lines) {
  auto file = ChangedFile::open(live.root, list.path);
  if (file) {
    std::string text = file->text();
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    return file->replace(text + lines);
  }
  if (file.error().kind != Error::Kind::gone) return std::unexpected(file.error());
  const Account* reader = live.server.account(list.reader);
  NewFile as{reader == nullptr ? mode_t{0644} : mode_t{0640}, 0,
             reader == nullptr ? 0 : reader->gid};
  return create_file(live.root, list.path, lines, as);
}

}  // namespace

Result<std::optional<std::string>> held_value(const LiveServer& live, const HeldList& list,
                                              std::string_view key) {
  const auto text = live.root.read_file(list.path, kListFileBytes);
  if (!text && text.error().kind == Error::Kind::gone) return std::optional<std::string>{};
  if (!text) return std::unexpected(text.error());
  return value_in(*text, key);
}

Result<void> hold(const LiveServer& live, const HeldList& list,
                  const std::vector<std::string>& keys, std::string_view value) {
  std::string lines;
  for (const std::string& key : keys) {
    const auto line = lsearch_line(key, value);
    if (!line)
      return fail(Error::Kind::refused, "no lookup file can hold the name " + to_printable(key));
    const auto present = TRY(held_value(live, list, key));
    if (present && *present != value)
      return fail(Error::Kind::refused, list.path + " holds " + to_printable(key) +
                                            " already, with \"" + to_printable(*present) + "\"");
    if (!present) lines += *line;
  }
  if (lines.empty()) return {};
  return add_lines(live, list, lines);
}

Result<void> release(const LiveServer& live, const HeldList& list,
                     const std::vector<std::string>& keys) {
  auto file = ChangedFile::open(live.root, list.path);
  if (!file && file.error().kind == Error::Kind::gone) return {};
  if (!file) return std::unexpected(file.error());
  std::string kept;
  std::string_view rest = file->text();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    const std::string_view bare = line.ends_with('\n') ? line.substr(0, end - 1) : line;
    if (!std::ranges::any_of(keys, [&](const std::string& key) { return is_key(bare, key); }))
      kept += line;
  }
  if (kept == file->text()) return {};
  return file->replace(kept);
}

std::string unreadable_to(const LiveServer& live, const HeldList& list) {
  const Account* reader = live.server.account(list.reader);
  if (reader == nullptr) return {};
  for (std::size_t at = list.path.find('/', 1);; at = list.path.find('/', at + 1)) {
    const std::string part = list.path.substr(0, at);
    const auto status = live.root.stat(part);
    if (!status) return status.error().text;
    if (!is_passable(*status, *reader, at == list.path.npos ? 4 : 1))
      return part + " is closed to " + list.reader + ", so Exim cannot ask it";
    if (at == list.path.npos) return {};
  }
}

}  // namespace queuehound
