#include "survey/entry_log_reader.h"

#include <algorithm>

#include "survey/detect_form.h"
#include "survey/line_reader.h"
#include "survey/unread_lines.h"

namespace queuehound {

std::vector<LogSegment> segments_around(const std::vector<LogSegment>& segments,
                                        const std::vector<Time>& moments, seconds before,
                                        seconds after) {
  std::vector<LogSegment> chosen;
  Time last_write{};  // of the segment before: this one holds nothing older
  for (const LogSegment& segment : segments) {
    const bool is_wanted = std::ranges::any_of(moments, [&](Time moment) {
      return segment.modified >= moment - before && last_write <= moment + after;
    });
    if (is_wanted) chosen.push_back(segment);
    last_write = segment.modified;
  }
  return chosen;
}

TraceLine kept(const EntryLine& line) {
  constexpr std::size_t kLongest = 8u << 10;
  return {line.segment->path, line.offset, std::string(line.text.substr(0, kLongest))};
}

void read_entry_log(const RootDir& root, const SurveyOptions& options, const LogSource& log,
                    const std::vector<LogSegment>& segments, const UseLine& use, Survey& survey) {
  LineTally tally;
  for (const LogSegment& segment : segments) {
    if (options.is_stopped()) break;
    const auto file = root.open_file(segment.path);
    if (!file) {
      if (file.error().kind != Error::Kind::gone) survey.notes.push_back(file.error().text);
      continue;
    }
    UnreadLines unread;
    (void)read_lines(*file, detect_form(*file), 0, UINT64_MAX, [&](const LineBlock& block) {
      tally.bytes += block.text.size();
      for_each_line(block.text, [&](std::string_view line) {
        if (line.empty()) return;
        ++tally.records;
        const auto at = block.offset + static_cast<std::uint64_t>(line.data() - block.text.data());
        bool is_understood = false;
        unread.survive(at, [&] { is_understood = use({line, at, &segment}); });
        if (is_understood) return;
        ++tally.unrecognised;
        if (tally.sample.empty()) tally.sample = std::string(line.substr(0, 200));
      });
      if (options.progress) options.progress(block.text.size(), 0, segment.path);
      return !options.is_stopped();
    });
    if (unread.count > 0) survey.notes.push_back(unread_note(segment.path, unread));
  }
  const std::string_view kind = log_kind_name(log.kind);
  const bool is_listed = std::ranges::any_of(survey.sources, [&](const SourceTally& source) {
    return source.path == log.path && source.kind == kind;
  });
  if (!is_listed && !segments.empty())
    survey.sources.push_back({log.path, std::string(kind), tally});
}

}  // namespace queuehound
