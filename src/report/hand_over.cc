#include "report/hand_over.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "report/anonymize.h"

namespace queuehound {
namespace {

constexpr std::string_view kWhatItIs =
    "What this is: one incident of a mail server, handed over by queuehound explain --bundle.\n\n"
    "report.txt     what happened, step by step, and what to do\n"
    "incident.json  the same for programs (queuehound/explain/1)\n"
    "evidence.txt   every line that is cited: file, byte of its start, the line as it stands\n"
    "headers/       -H files of its queued messages: envelope and headers as Exim keeps them\n"
    "bodies/        -D files, only where they were asked for\n"
    "hashes.txt     SHA-256 of the script, of files like it and of the logs: as they were when "
    "this\n"
    "               was made. A log that is still written has as many bytes more by now:\n"
    "               head -c BYTES FILE | sha256sum\n";

// Fields of a message that tell of programs and hosts. Any other may name people, or hold whatever
// a person wrote: Thread-Topic is a subject, too.
constexpr std::string_view kOfMachines[] = {"received",
                                            "date",
                                            "message-id",
                                            "mime-version",
                                            "content-transfer-encoding",
                                            "x-mailer",
                                            "user-agent",
                                            "x-php-script",
                                            "x-php-originating-script",
                                            "x-source",
                                            "x-source-args",
                                            "x-source-dir",
                                            "x-phpbb-origin",
                                            "x-antiabuse",
                                            "x-authenticated-sender",
                                            "x-get-message-sender-via",
                                            "precedence",
                                            "auto-submitted",
                                            "received-spf",
                                            "authentication-results",
                                            "dkim-signature"};

void add_line(std::set<std::string>& lines, const EvidenceSource& source) {
  if (source.path.empty()) return;
  lines.insert(fmt::format("{} at byte {}\n  {}\n", to_printable(source.path), source.offset,
                           to_printable(source.line)));
}

std::string evidence_of(const Explanation& all) {
  std::set<std::string> lines;
  for (const ChainStep& step : all.chain)
    for (const EvidenceSource& source : step.lines) add_line(lines, source);
  for (const MessageLine& line : all.sample.lines)
    add_line(lines, {line.path, line.offset, line.line});
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

std::string hashes_of(const std::vector<FileHash>& hashes) {
  std::string text;
  for (const FileHash& hash : hashes)
    text += hash.error.empty()
                ? fmt::format("{}  {:>12}  {}\n", hash.sha256, hash.bytes, to_printable(hash.path))
                : fmt::format("{:<64}  {:>12}  {}\n", "not read: " + to_printable(hash.error), "",
                              to_printable(hash.path));
  return text;
}

// "024T To: x": a length of three digits or more and a flag stand before the field in a -H file.
bool is_personal(std::string_view line) {
  const std::size_t flag = line.find_first_not_of("0123456789"), colon = line.find(':');
  if (flag == line.npos || flag < 3 || colon == line.npos || colon < flag + 2) return true;
  const std::string name = to_lower(trim(line.substr(flag + 2, colon - flag - 2)));
  return std::ranges::find(kOfMachines, name) == std::end(kOfMachines);
}

// "-aclm NAME LENGTH", whose value of as many bytes follows: a text of the server's own, which may
// be anything, such as the sender's name.
std::optional<std::size_t> variable_length(std::string_view line) {
  std::string_view rest = line;
  while (rest.starts_with('-')) rest.remove_prefix(1);
  if (rest.size() == line.size() || !rest.starts_with("acl")) return {};
  return parse_number<std::size_t>(rest.substr(rest.rfind(' ') + 1));
}

// With a host, -ident is what the client says of its user; an ORCPT may be encoded in a way that
// shows no '@'.
std::string envelope_without_people(std::string_view line, bool has_host) {
  constexpr std::string_view kIdent = "-ident ", kOriginal = "rfc822;";
  const std::size_t ident = line.starts_with('-') ? line.find(kIdent) : line.npos;
  if (has_host && ident != line.npos && ident < 2)
    return std::string(line.substr(0, ident + kIdent.size())) + "(left out)";
  const std::size_t original = line.find(kOriginal);
  if (original == line.npos) return std::string(line);
  const std::size_t begin = original + kOriginal.size(), end = line.find(' ', begin);
  return std::string(line.substr(0, begin)) + "(left out)" +
         std::string(end == line.npos ? "" : line.substr(end));
}

// The lengths before the fields no longer hold then: the file is for reading only.
std::string without_people(std::string_view headers) {
  const bool has_host = headers.substr(0, headers.find("\n\n")).contains("\n-host_address ");
  std::string out;
  bool is_envelope = true, is_left_out = false;
  while (!headers.empty()) {
    const std::string_view line = headers.substr(0, headers.find('\n'));
    headers.remove_prefix(std::min(headers.size(), line.size() + 1));
    const bool ends_envelope = is_envelope && line.empty();
    is_envelope &= !ends_envelope;
    if (ends_envelope) out += "\n";
    if (is_envelope) {
      out += envelope_without_people(line, has_host) + "\n";
      const auto value = variable_length(line);
      if (!value) continue;
      out += "(left out)\n";
      headers.remove_prefix(
          std::min(headers.size(), *value + std::size_t{*value < headers.size()}));
      continue;
    }
    const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
    if (!is_folded) {
      is_left_out = is_personal(line);
      const std::size_t colon = line.find(':');
      if (is_left_out && colon != line.npos)
        out += std::string(line.substr(0, colon)) + ": (left out)\n";
    }
    if (!is_left_out) out += std::string(line) + "\n";
  }
  return out;
}

// Lines of logs, while each is one line still.
void clean_lines(Anonymizer& anonymizer, Incident& incident, Explanation& all) {
  const auto clean = [&](std::string& line) { line = anonymizer.clean_line(line); };
  for (Evidence& evidence : incident.evidence) clean(evidence.source.line);
  if (incident.entry) clean(incident.entry->source.line);
  for (ChainStep& step : all.chain)
    for (EvidenceSource& source : step.lines) clean(source.line);
  for (MessageLine& line : all.sample.lines) clean(line.line);
}

Anonymizer anonymizer_for(const Incident& incident) {
  Anonymizer anonymizer;
  const bool is_culprit = incident.kind == IncidentKind::mailbox;
  if (is_culprit && incident.account) anonymizer.keep(*incident.account);
  if (incident.list) anonymizer.keep(*incident.list);
  return anonymizer;
}

std::string whole_json(const Explanation& all) {
  std::string document;
  write_explain_json(all, [&](std::string_view piece) {
    document += piece;
    return true;
  });
  return document;
}

}  // namespace

std::vector<std::string> files_named(const Explanation& all) {
  std::set<std::string> paths;
  if (all.incident.script) paths.insert(*all.incident.script);
  if (all.incident.entry)
    for (const Sibling& sibling : all.incident.entry->siblings) paths.insert(sibling.path);
  for (const ChainStep& step : all.chain)
    for (const EvidenceSource& source : step.lines) paths.insert(source.path);
  for (const MessageLine& line : all.sample.lines) paths.insert(line.path);
  paths.erase("");
  return {paths.begin(), paths.end()};
}

std::vector<ArchiveFile> hand_over_files(const Explanation& explanation, const QueuedFiles& queued,
                                         const std::vector<FileHash>& hashes, bool anonymize) {
  Incident incident = explanation.incident;
  Explanation all{explanation.result,    incident,          explanation.chain,
                  explanation.what_if,   explanation.after, explanation.by_hand,
                  explanation.sample_id, explanation.sample};
  Anonymizer anonymizer = anonymizer_for(incident);
  if (anonymize) clean_lines(anonymizer, incident, all);
  const std::string top = all.incident.id + "/";
  TextOptions text;
  text.style = {100, true, false};
  text.detail = TextDetail::full;
  std::string readme(kWhatItIs);
  if (queued.left_out + queued.missing > 0)
    readme += fmt::format("\n{} queued messages are left out as too many, {} were gone already.\n",
                          queued.left_out, queued.missing);
  if (anonymize)
    readme +=
        "\nAddresses of people who are no culprits are tokens (person1), the same for the same\n"
        "address in every file; fields that name people are left out of the headers. Names in\n"
        "subjects of the report stay.\n";
  std::vector<ArchiveFile> files{{top + "README.txt", readme},
                                 {top + "report.txt", explain_text(all, text)},
                                 {top + "incident.json", whole_json(all)},
                                 {top + "evidence.txt", evidence_of(all)},
                                 {top + "hashes.txt", hashes_of(hashes)}};
  for (const QueuedFile& file : queued.files) {
    files.push_back({top + "headers/" + file.id + "-H",
                     anonymize ? without_people(file.headers) : file.headers});
    if (!file.body.empty() && !anonymize)
      files.push_back({top + "bodies/" + file.id + "-D", file.body});
  }
  if (!anonymize) return files;
  for (ArchiveFile& file : files) file.bytes = anonymizer.clean(file.bytes);
  return files;
}

}  // namespace queuehound
