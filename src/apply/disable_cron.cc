// cron notices a changed crontab by its time and its directory's; a rename moves both. The bytes
// are replaced as one step, since cron may read them at any moment.
#include "apply/disable_cron.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "apply/changed_file.h"
#include "apply/file_state.h"
#include "base/text.h"
#include "base/whole_file.h"
#include "formats/crontab.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostBytes = 1u << 20;
constexpr std::size_t kMostFiles = 4096;

struct Crontab {
  std::string path;
  bool is_system = false;
};

std::vector<Crontab> crontabs_of(const LiveServer& live, const std::string& user) {
  std::vector<Crontab> all{{"/var/spool/cron/crontabs/" + user, false},
                           {"/var/spool/cron/" + user, false},
                           {"/etc/crontab", true}};
  if (const auto names = live.root.list("/etc/cron.d", RootDir::Links::refuse, kMostFiles))
    for (const DirectoryEntry& entry : *names) all.push_back({"/etc/cron.d/" + entry.name, true});
  return all;
}

struct FileBytes {
  std::string bytes;
  Record state;  // read_file_state
};

// Only looks, and never through a link. Kind::gone: nothing is there.
Result<FileBytes> read_with_state(const RootDir& root, const std::string& path) {
  const Fd fd = TRY(root.open_file(path, RootDir::Links::refuse));
  FileBytes file;
  file.state = TRY(read_file_state(fd.get(), path));
  file.bytes = TRY(read_whole(fd.get(), path, kMostBytes));
  return file;
}

constexpr std::string_view kWordEnds = " \t;|&<>()'\"`$=\n";

bool is_word(std::string_view text, std::size_t at, std::size_t size) {
  const bool begins = at == 0 || text[at - 1] == '/' || kWordEnds.contains(text[at - 1]);
  return begins && (at + size >= text.size() || kWordEnds.contains(text[at + size]));
}

// The script as a whole word, or its directory entered and its name run: "cd /a/b && ./x.pl".
bool starts_script(std::string_view command, std::string_view script) {
  const auto holds = [&](std::string_view word) {
    for (std::size_t at = command.find(word); at != std::string_view::npos;
         at = command.find(word, at + 1))
      if (is_word(command, at, word.size())) return true;
    return false;
  };
  if (holds(script)) return true;
  const std::size_t slash = script.rfind('/');
  return slash != std::string_view::npos && slash > 0 && holds(script.substr(0, slash)) &&
         holds(script.substr(slash + 1));
}

// A mailer may stand in several crontabs: of each file a record (path, bytes, new_bytes, lines and
// its state), the second and further ones under names with their number in front ("1:path").
std::vector<Record> files_of(const Record& before) {
  std::vector<Record> files(1);
  for (const auto& [name, value] : before) {
    const std::size_t colon = name.find(':');
    const auto number = colon == std::string::npos
                            ? std::optional<std::size_t>(0)
                            : parse_number<std::size_t>(std::string_view(name).substr(0, colon));
    if (!number || *number > kMostFiles) continue;
    if (files.size() <= *number) files.resize(*number + 1);
    files[*number][colon == std::string::npos ? name : name.substr(colon + 1)] = value;
  }
  return files;
}

void add_file(Record& before, std::size_t number, const Record& file) {
  for (const auto& [name, value] : file)
    before[number == 0 ? name : fmt::format("{}:{}", number, name)] = value;
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  const Account* account = live.server.account(action.target);
  if (account == nullptr || account->uid == 0)
    return fail(Error::Kind::refused,
                to_printable(action.target) + " is no account whose cron jobs could be changed");
  const std::string script = value_in(action.details, "script");
  const std::string command = value_in(action.details, "command");
  if (script.empty() && command.empty())
    return fail(Error::Kind::refused, "which cron job it is is not known: look with crontab -l");
  Record before;
  std::size_t files = 0;
  for (const Crontab& crontab : crontabs_of(live, action.target)) {
    const auto file = read_with_state(live.root, crontab.path);
    if (!file) continue;
    const CronEdit edit =
        comment_out(file->bytes, crontab.is_system, action.target, script, command);
    if (edit.lines.empty()) continue;
    Record one = file->state;
    one["path"] = crontab.path;
    one["bytes"] = file->bytes;
    one["new_bytes"] = edit.bytes;
    one["lines"] = edit.lines;
    add_file(before, files++, one);
  }
  if (files > 0) return before;
  return fail(Error::Kind::refused,
              fmt::format("no crontab line of {} starts it any more", to_printable(action.target)));
}

std::unexpected<Error> changed(const Record& file) {
  return fail(Error::Kind::refused,
              to_printable(value_in(file, "path")) + " changed since; not touched");
}

Record state_of_old(Record file) {
  for (const std::string_view ours : {"bytes", "new_bytes", "path", "lines"})
    file.erase(file.find(ours));
  return file;
}

bool is_one_of(std::string_view text, const std::string& one, const std::string& other) {
  return text == one || text == other;
}

Result<Record> act(const LiveServer& live, const Action&, const Record& before,
                   const NoteProgress&) {
  const std::vector<Record> files = files_of(before);
  for (const Record& file : files) {  // all of them first: half of it would be no stop
    const auto now = TRY(read_with_state(live.root, value_in(file, "path")));
    if (!is_one_of(now.bytes, value_in(file, "bytes"), value_in(file, "new_bytes")))
      return changed(file);
  }
  std::string text;
  for (const Record& before_of_file : files) {
    const std::string path = value_in(before_of_file, "path");
    ChangedFile file = TRY(ChangedFile::open(live.root, path));
    if (file.text() != value_in(before_of_file, "new_bytes")) {
      if (file.text() != value_in(before_of_file, "bytes")) return changed(before_of_file);
      TRY(file.replace(value_in(before_of_file, "new_bytes")));
    }
    const std::string lines = value_in(before_of_file, "lines");
    text += fmt::format("{} line{} {} of {}", text.empty() ? "commented out" : ", and",
                        lines.contains(',') ? "s" : "", lines, to_printable(path));
  }
  return Record{{"text", text}};
}

Result<std::string> verify(const LiveServer& live, const Action&, const Record& before,
                           const Record&) {
  for (const Record& file : files_of(before)) {
    const auto now = TRY(read_with_state(live.root, value_in(file, "path")));
    if (now.bytes != value_in(file, "new_bytes")) return changed(file);
  }
  return "the job does not start any more";
}

// What restoring one file says; or, with `is_look`, only whether it could be.
Result<std::string> restore(const LiveServer& live, const Record& before, bool force,
                            bool is_look) {
  const std::string path = value_in(before, "path");
  const std::string old_bytes = value_in(before, "bytes");
  const Record old_state = state_of_old(before);
  if (is_look) {
    const auto now = TRY(read_with_state(live.root, path));
    if (!force && !is_one_of(now.bytes, old_bytes, value_in(before, "new_bytes")))
      return changed(before);
    return path;
  }
  ChangedFile file = TRY(ChangedFile::open(live.root, path));
  if (file.text() == old_bytes &&
      difference_in(old_state, TRY(file.state()), {"uid", "gid", "mode", "mtime"}).empty())
    return to_printable(path) + " is as it was";
  if (is_one_of(file.text(), old_bytes, value_in(before, "new_bytes"))) {
    TRY(file.replace(old_bytes, &old_state));
    return fmt::format("restored {}", to_printable(path));
  }
  if (!force) return changed(before);
  MarkedLines ours = marked_lines(value_in(before, "new_bytes"));
  for (const std::string& line : marked_lines(old_bytes)) ours.erase(line);
  TRY(file.replace(without_marks(file.text(), ours)));
  return fmt::format("took its marks out of {}; what others changed in it stays",
                     to_printable(path));
}

Result<Undone> undo(const LiveServer& live, const Action&, const Record& before, const Record&,
                    const UndoOptions& options) {
  const std::vector<Record> files = files_of(before);
  for (const Record& file : files) (void)TRY(restore(live, file, options.force, true));
  std::string text;
  for (const Record& file : files)
    text += (text.empty() ? "" : "; ") + TRY(restore(live, file, options.force, false));
  return text;
}

// Lines that are in one and not in the other; a crontab's order says little.
std::string difference_of(const LiveServer& live, const Record& before) {
  const auto now = read_with_state(live.root, value_in(before, "path"));
  if (!now) return now.error().text + "\n";
  const auto lines_of = [](std::string_view bytes) {
    std::multiset<std::string, std::less<>> lines;
    while (!bytes.empty()) lines.emplace(cut(bytes, '\n'));
    return lines;
  };
  const auto then_lines = lines_of(value_in(before, "new_bytes")), now_lines = lines_of(now->bytes);
  std::vector<std::string> gone, fresh;
  std::ranges::set_difference(then_lines, now_lines, std::back_inserter(gone));
  std::ranges::set_difference(now_lines, then_lines, std::back_inserter(fresh));
  std::string text;
  for (const std::string& line : gone) text += "- " + to_printable(line) + "\n";
  for (const std::string& line : fresh) text += "+ " + to_printable(line) + "\n";
  return text;
}

std::string difference(const LiveServer& live, const Action&, const Record& before, const Record&) {
  const std::vector<Record> files = files_of(before);
  std::string text;
  for (const Record& file : files) {
    const std::string lines = difference_of(live, file);
    if (!lines.empty() && files.size() > 1) text += to_printable(value_in(file, "path")) + ":\n";
    text += lines;
  }
  return text;
}

}  // namespace

CronEdit comment_out(std::string_view bytes, bool is_system, std::string_view user,
                     std::string_view script, std::string_view command) {
  std::set<std::size_t> numbers;
  for (const CrontabJob& job :
       parse_crontab(bytes, is_system ? CrontabForm::system : CrontabForm::user)) {
    if (is_system && job.user != user) continue;
    if ((!command.empty() && job.command == command) ||
        (!script.empty() && starts_script(job.command, script)))
      numbers.insert(job.line);
  }
  CronEdit edit;
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
    if (numbers.contains(++number)) {
      edit.bytes += kCronMark;
      edit.lines += fmt::format("{}{}", edit.lines.empty() ? "" : ", ", number);
    }
    edit.bytes += bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  return edit;
}

MarkedLines marked_lines(std::string_view bytes) {
  MarkedLines lines;
  while (!bytes.empty()) {
    const std::string_view line = cut(bytes, '\n');
    if (line.starts_with(kCronMark)) lines.emplace(line);
  }
  return lines;
}

std::string without_marks(std::string_view bytes, const MarkedLines& lines) {
  std::string all;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
    std::string_view line = bytes.substr(0, size);
    bytes.remove_prefix(size);
    if (lines.contains(line.substr(0, line.find('\n')))) line.remove_prefix(kCronMark.size());
    all += line;
  }
  return all;
}

Doing disable_cron_doing() {
  return {ActionKind::disable_cron, prepare, act, verify, undo, difference};
}

}  // namespace queuehound
