#include "survey/quarantine_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/plain_entry.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::string_view kNoIncident = "by-hand";
constexpr std::size_t kStampLength = 15, kChanceLength = 8;  // "20261126T142840", "8f3a01bc"

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

// "promo/input/a" as "promo", "input", "/a".
struct PlaceParts {
  std::string_view before, kind, letter;
};
PlaceParts parts_of(std::string_view place) {
  PlaceParts parts;
  if (place.size() > 2 && place[place.size() - 2] == '/') {
    parts.letter = place.substr(place.size() - 2);
    place.remove_suffix(2);
  }
  const std::size_t slash = place.rfind('/');
  parts.kind = slash == place.npos ? place : place.substr(slash + 1);
  parts.before = place.substr(0, place.size() - parts.kind.size());
  return parts;
}

struct Kinds {
  std::string_view mail, log;
};
constexpr std::array<Kinds, 2> kKinds{{{"input", "msglog"}, {"Finput", "Fmsglog"}}};

std::string with_kind(const PlaceParts& parts, std::string_view kind) {
  return std::string(parts.before).append(kind).append(parts.letter);
}

// "" where `place` is no place of logs.
std::string mail_place_of(std::string_view place) {
  const PlaceParts parts = parts_of(place);
  const auto* row = std::ranges::find(kKinds, parts.kind, &Kinds::log);
  return row == kKinds.end() ? std::string() : with_kind(parts, row->mail);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string path_of(std::string_view spool, std::string_view batch) {
  while (spool.size() > 1 && spool.ends_with('/')) spool.remove_suffix(1);
  std::string path(spool);
  path.append("/").append(kQuarantineName);
  if (!batch.empty()) path.append("/").append(batch);
  return path;
}

// Messages of a batch as its folders tell of them, one after the other.
class BatchReader {
 public:
  explicit BatchReader(Batch& batch) : batch_(batch) {}

  void take_folder(const std::string& place, const std::vector<DirectoryEntry>& entries);
  void finish();

 private:
  std::uint32_t place_index(const std::string& place);
  bool take_name(std::string_view name, std::uint32_t place, bool is_log);

  Batch& batch_;
  std::map<std::pair<MessageId, std::uint32_t>, MessageFiles> files_;
};

std::uint32_t BatchReader::place_index(const std::string& place) {
  const auto found = std::ranges::find(batch_.places, place);
  const auto index = static_cast<std::uint32_t>(found - batch_.places.begin());
  if (found == batch_.places.end()) batch_.places.push_back(place);
  return index;
}

bool BatchReader::take_name(std::string_view name, std::uint32_t place, bool is_log) {
  const char letter = name.size() > 2 && name[name.size() - 2] == '-' ? name.back() : '\0';
  const auto id = parse_message_id(is_log ? name : name.substr(0, name.size() - 2));
  if (!id || (!is_log && letter != 'H' && letter != 'D' && letter != 'J')) return false;
  MessageFiles& files = files_[{*id, place}];
  files.log = files.log || is_log;
  if (is_log) return true;
  files.header = files.header || letter == 'H';
  files.data = files.data || letter == 'D';
  files.journal = files.journal || letter == 'J';
  return true;
}

void BatchReader::take_folder(const std::string& place,
                              const std::vector<DirectoryEntry>& entries) {
  const std::string mail = mail_place_of(place);
  const std::uint32_t index = place_index(mail.empty() ? place : mail);
  for (const DirectoryEntry& entry : entries)
    if (entry.name.size() < 3 || !take_name(entry.name, index, !mail.empty()))
      ++batch_.foreign_names;
}

void BatchReader::finish() {
  batch_.messages.reserve(files_.size());
  for (const auto& [key, files] : files_) batch_.messages.push_back({key.first, key.second, files});
}

}  // namespace

std::string folder_of_place(std::string_view place) {
  std::string folder = "+";
  for (const char c : place) {
    if (c == '/' || c == '%')
      folder += c == '/' ? "%2F" : "%25";
    else
      folder += c;
  }
  return folder;
}

std::optional<std::string> place_of_folder(std::string_view folder) {
  if (folder.size() < 2 || folder.front() != '+') return {};
  std::string place;
  for (std::size_t i = 1; i < folder.size(); ++i) {
    if (folder[i] != '%') {
      place += folder[i];
      continue;
    }
    const int high = i + 2 < folder.size() ? hex_value(folder[i + 1]) : -1;
    const int low = i + 2 < folder.size() ? hex_value(folder[i + 2]) : -1;
    if (high < 0 || low < 0) return {};
    place += static_cast<char>(high * 16 + low);
    i += 2;
  }
  // It becomes a path below the spool directory again: never out of it.
  for (std::string_view rest = place; !rest.empty();) {
    const std::string_view part = cut(rest, '/');
    if (part.empty() || part == "." || part == "..") return {};
  }
  return place.ends_with('/') ? std::nullopt : std::optional(place);
}

std::string log_place_of(std::string_view place) {
  const PlaceParts parts = parts_of(place);
  const auto* row = std::ranges::find(kKinds, parts.kind, &Kinds::mail);
  return row == kKinds.end() ? std::string() : with_kind(parts, row->log);
}

std::string batch_name(Time since, std::string_view incident, std::uint32_t chance) {
  const std::int64_t total = since.time_since_epoch().count();
  const std::int64_t days = (total >= 0 ? total : total - 86399) / 86400;
  const std::int64_t second = total - days * 86400;
  const CivilDate date = civil_from_days(days);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}-{}-{:08x}", date.year, date.month, date.day,
                     second / 3600, second / 60 % 60, second % 60,
                     is_word(incident) ? incident : kNoIncident, chance);
}

bool parse_batch_name(std::string_view name, Batch& batch) {
  if (name.size() < kStampLength + kChanceLength + 3 || name[8] != 'T') return false;
  const std::string_view middle =
      name.substr(kStampLength + 1, name.size() - kStampLength - kChanceLength - 2);
  if (name[kStampLength] != '-' || name[name.size() - kChanceLength - 1] != '-') return false;
  if (!is_word(middle)) return false;
  const auto number = [&](std::size_t at, std::size_t length) {
    return parse_number<unsigned>(name.substr(at, length)).value_or(99999);
  };
  const unsigned year = number(0, 4), month = number(4, 2), day = number(6, 2);
  const unsigned hour = number(9, 2), minute = number(11, 2), second = number(13, 2);
  if (year > 9999 || !is_valid_date(static_cast<int>(year), month, day)) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  batch.name = name;
  batch.incident = middle == kNoIncident ? std::string_view{} : middle;
  batch.since = Time(seconds(days_from_civil(static_cast<int>(year), month, day) * 86400 +
                             hour * 3600 + minute * 60 + second));
  return true;
}

Result<std::vector<std::string>> list_batches(const RootDir& root, std::string_view spool) {
  const auto entries = root.list(path_of(spool, {}));
  if (!entries && entries.error().kind == Error::Kind::gone) return std::vector<std::string>{};
  if (!entries) return std::unexpected(entries.error());
  std::vector<std::string> names;
  Batch parsed;
  for (const DirectoryEntry& entry : *entries)
    if (parse_batch_name(entry.name, parsed)) names.push_back(entry.name);
  std::ranges::sort(names);
  return names;
}

Result<Batch> read_batch(const RootDir& root, std::string_view spool, std::string_view name) {
  Batch batch;
  if (!parse_batch_name(name, batch))
    return fail(Error::Kind::gone, to_printable(name) + " is no quarantine's name");
  const std::string path = path_of(spool, name);
  BatchReader reader(batch);
  for (const DirectoryEntry& entry : TRY(root.list(path))) {
    const auto place = place_of_folder(entry.name);
    if (!place) {
      ++batch.foreign_names;
      continue;
    }
    const auto entries = list_plain_folder(root, path + "/" + entry.name);
    if (entries) reader.take_folder(*place, *entries);
    // Gone meanwhile: the last message of this place was just put back.
    if (!entries && entries.error().kind != Error::Kind::gone)
      return std::unexpected(entries.error());
  }
  reader.finish();
  return batch;
}

std::optional<HeldAt> find_held(const RootDir& root, std::string_view spool, const MessageId& id) {
  const auto names = list_batches(root, spool);
  if (!names) return {};
  for (const std::string& name : *names) {
    auto batch = read_batch(root, spool, name);
    if (!batch) continue;
    const auto held = std::ranges::lower_bound(batch->messages, id, {}, &HeldMessage::id);
    if (held == batch->messages.end() || held->id != id || !held->files.header) continue;
    const HeldMessage message = *held;
    return HeldAt{*std::move(batch), message};
  }
  return {};
}

std::string held_stem(std::string_view spool, const Batch& batch, const HeldMessage& message) {
  return path_of(spool, batch.name) + "/" + folder_of_place(batch.places[message.place]) + "/" +
         std::string(message.id.text());
}

std::uint64_t held_bytes(const RootDir& root, std::string_view spool, const Batch& batch,
                         const HeldMessage& message) {
  const std::string stem = held_stem(spool, batch, message);
  const std::string log = path_of(spool, batch.name) + "/" +
                          folder_of_place(log_place_of(batch.places[message.place])) + "/" +
                          std::string(message.id.text());
  std::uint64_t bytes = 0;
  const auto add = [&](bool is_there, const std::string& path) {
    if (!is_there) return;
    if (const auto status = root.lstat(path)) bytes += static_cast<std::uint64_t>(status->st_size);
  };
  add(message.files.header, stem + "-H");
  add(message.files.data, stem + "-D");
  add(message.files.journal, stem + "-J");
  add(message.files.log, log);
  return bytes;
}

}  // namespace queuehound
