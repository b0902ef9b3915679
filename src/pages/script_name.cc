#include "pages/script_name.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "dossier/file_facts.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/by_the_clock.h"
#include "pages/cron_job_of.h"
#include "pages/cron_programs.h"
#include "pages/home_pages.h"
#include "pages/piped_program.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

constexpr std::string_view kFront = "index.php";
constexpr std::string_view kByRequests = "requests for it in the same seconds";
constexpr std::string_view kByFolder = "the only program in that directory";
constexpr std::uint64_t kEnoughHeaders = 5;

const Account* account_of(const CaseFile& file, const Dossier& dossier) {
  if (!dossier.directory.empty())
    if (const Account* owner = file.server.account_of_path(dossier.directory)) return owner;
  return file.server.account(dossier.system_user);
}

// Of pages that cannot be told apart: an ordinary one only where all of them are.
ScriptPlace place_of_possible_pages(const WebJoin& join) {
  if (join.one_of.empty()) return ScriptPlace::unknown;
  const bool are_ordinary = std::ranges::all_of(join.one_of, [](const WebJoin::Possible& possible) {
    return place_of(possible.url) == ScriptPlace::ordinary;
  });
  return are_ordinary ? ScriptPlace::ordinary : ScriptPlace::unknown;
}

// By the pages' hosts too: all pages of a log without hosts look like one site's.
bool is_of_one_site(const CaseFile& file, const WebJoin& join) {
  const Site* const site = file.server.site_of_domain(host_of(join.url));
  return std::ranges::all_of(join.one_of, [&](const WebJoin::Possible& possible) {
    const std::string_view host = host_of(possible.url);
    return possible.page.site == join.page.site &&
           (host == host_of(join.url) ||
            (site != nullptr && file.server.site_of_domain(host) == site));
  });
}

struct Candidate {
  double score = 0;
  std::string witness;
  SourceRef source;
  std::string line;
};
using Candidates = std::map<std::string, Candidate>;

void vote(Candidates& candidates, std::string path, double score, std::string_view witness,
          SourceRef source = {}, std::string line = {}) {
  Candidate& candidate = candidates[std::move(path)];
  candidate.score += score;
  if (candidate.witness.find(witness) == std::string::npos) {
    if (!candidate.witness.empty()) candidate.witness += ", ";
    candidate.witness += witness;
  }
  if (candidate.source.file == SourceRef::kNoFile) {
    candidate.source = source;
    candidate.line = std::move(line);
  }
}

void vote_php_log(const CaseFile& file, Dossier& dossier, Candidates& candidates) {
  if (file.ledger.php_calls.empty()) return;
  std::map<std::uint32_t, std::pair<std::uint64_t, SourceRef>> calls;
  for (const MessageIndex index : dossier.messages) {
    const PhpCall* call = php_call_of(file, file.ledger.messages[index]);
    if (call == nullptr) continue;
    auto& [count, source] = calls[call->script];
    if (count++ == 0) source = call->source;
    ++dossier.php_calls;
  }
  const auto total = static_cast<double>(std::max<std::size_t>(1, dossier.messages.size()));
  for (const auto& [script, found] : calls) {
    const std::string path(file.ledger.text(script));
    if (is_mail_library(path)) {
      dossier.is_library = true;
      continue;
    }
    vote(candidates, path, 3.0 * static_cast<double>(found.first) / total, "PHP's mail log",
         found.second);
  }
}

// How many messages make which claim; the same claim is looked into once.
std::map<std::string, std::uint64_t> count_claims(const CaseFile& file, const Dossier& dossier) {
  struct Claim {
    const HeaderHints* hints = nullptr;
    std::uint64_t messages = 0;
  };
  if (file.ledger.hints.empty()) return {};  // no queue was read
  KeyedRows<Claim> claims;
  for (const MessageIndex index : dossier.messages) {
    const HeaderHints* hints = file.ledger.hints_of(file.ledger.messages[index]);
    if (hints == nullptr) continue;
    Claim& claim =
        claims[static_cast<std::uint64_t>(hints->php_script) << 32 | hints->board_origin];
    claim.hints = hints;
    ++claim.messages;
  }
  std::map<std::string, std::uint64_t> counts;
  for (const Claim& claim : claims.rows())
    if (std::string path = claimed_path(file, *claim.hints); !path.empty())
      counts[std::move(path)] += claim.messages;
  return counts;
}

// Files of the dossier's directory that PHP's own header names.
std::map<std::string, std::uint64_t> count_originating(const CaseFile& file, const Dossier& dossier,
                                                       const Account* account) {
  std::map<std::string, std::uint64_t> counts;
  if (!dossier.directory.starts_with('/') || file.ledger.hints.empty()) return counts;
  KeyedRows<std::pair<std::uint32_t, std::uint64_t>> headers;  // string id, messages
  for (const MessageIndex index : dossier.messages) {
    const HeaderHints* hints = file.ledger.hints_of(file.ledger.messages[index]);
    if (hints == nullptr) continue;
    auto& [header, messages] = headers[hints->php_originating];
    header = hints->php_originating;
    ++messages;
  }
  for (const auto& [header, messages] : headers.rows()) {
    std::uint32_t uid = 0;
    std::string_view name;
    if (!split_originating(file.ledger.text(header), uid, name)) continue;
    if (account == nullptr || account->uid == uid || uid == 0)
      counts[dossier.directory + "/" + std::string(name)] += messages;
  }
  return counts;
}

void vote_headers(const CaseFile& file, Dossier& dossier, Candidates& candidates) {
  const Account* account = account_of(file, dossier);
  const std::map<std::string, std::uint64_t> claims = count_claims(file, dossier);
  const std::map<std::string, std::uint64_t> originating =
      count_originating(file, dossier, account);
  const auto total = static_cast<double>(std::max<std::size_t>(1, dossier.messages.size()));
  for (const auto& [path, count] : claims) {
    const bool agrees = dossier.directory.starts_with('/')
                            ? directory_of(path) == dossier.directory
                            : account != nullptr && file.server.account_of_path(path) == account;
    const bool web_agrees = dossier.web.names_page() && path.ends_with(dossier.web.path);
    if (agrees || web_agrees) {
      vote(candidates, path, 1.5 * static_cast<double>(count) / total,
           "the message's own header, which agrees");
    } else if (!dossier.directory.empty() || account != nullptr) {
      dossier.false_claim = path;
    }
  }
  for (const auto& [path, count] : originating)
    if (!is_mail_library(path))
      vote(candidates, path, 1.0 * static_cast<double>(count) / total,
           "PHP's header in the message");
}

// All of a site's addresses lead to its index.php, which calls the files that do the work, and what
// an intruder put among them. Requests cannot tell these; PHP's own header can. A program that is
// asked for by its own name has its own word alone for another's.
std::string called_by_front_page(const CaseFile& file, const Dossier& dossier) {
  if (!is_named_as_front_page(dossier)) return {};
  const Account* const account = account_of(file, dossier);
  std::map<std::string, std::uint64_t> called;
  std::uint64_t all = 0;
  for (const MessageIndex index : dossier.messages) {
    const HeaderHints* hints = file.ledger.hints_of(file.ledger.messages[index]);
    std::uint32_t uid = 0;
    std::string_view name;
    if (hints == nullptr || account == nullptr ||
        !split_originating(file.ledger.text(hints->php_originating), uid, name))
      continue;
    ++all;
    if (uid == account->uid && name != kFront && !is_mail_library(name))
      ++called[std::string(name)];
  }
  for (const auto& [name, messages] : called)
    if (messages >= kEnoughHeaders && messages * 5 >= all * 4) return name;
  return {};
}

// Where the called file lies among uploads and the mail came from that folder, it is found.
void doubt_front_page(const CaseFile& file, const FileFacts& facts, Dossier& dossier) {
  dossier.called_file = called_by_front_page(file, dossier);
  const std::string beside = dossier.directory + "/" + dossier.called_file;
  if (dossier.called_file.empty() || !is_planted(place_of_file(file.server, beside)) ||
      facts.existing(beside) == nullptr)
    return;
  dossier.script = beside;
  dossier.script_witness = "PHP's header in the message and the directory it came from";
  dossier.called_file.clear();
}

// `direct`: the file that the address means; `beside`: one of its name in the directory that the
// mail came from; either may be "". The directory is where the program went, and one that went to
// the site's first folder would have the site's own index.php taken for it: the file asked for
// comes first.
std::string file_of_page(const FileFacts& facts, const std::string& direct,
                         const std::string& beside) {
  const FileLook* const asked = facts.existing(direct);
  const FileLook* const near = facts.existing(beside);
  // A document root may be a link; the directory is the kernel's word.
  const bool is_same =
      asked && near && asked->device == near->device && asked->inode == near->inode;
  if (is_same || (near && !asked)) return beside;
  if (asked) return direct;
  // A rewritten address ("/contact/") is served by the index.php of the directory. One that names a
  // program was one: who deleted an intruder's file has not made the front page send its mail.
  const std::string index = std::string(directory_of(beside)) + "/index.php";
  if (!beside.empty() && !beside.ends_with(".php") && facts.existing(index)) return index;
  // A file that is gone is named only where nothing says that it stood elsewhere.
  const std::string& gone = beside.empty() ? direct : beside;
  const bool is_told = direct.empty() || beside.empty() || direct == beside;
  return is_told && file_name_of(gone).contains('.') ? gone : "";
}

void vote_requests(const CaseFile& file, const FileFacts& facts, Dossier& dossier,
                   Candidates& candidates) {
  if (!dossier.web.names_page()) return;
  const std::string_view host = host_of(dossier.web.url);
  const Site* site = file.server.site_of_domain(host);
  if (site == nullptr && !dossier.directory.empty())
    site = file.server.site_of_path(dossier.directory);
  std::string direct = site == nullptr ? "" : file_of_url(*site, dossier.web.path);
  if (direct.ends_with('/')) direct += "index.php";
  if (direct.empty()) direct = file_of_page_in_home(file, facts, dossier);
  const std::string& directory = dossier.directory;
  const bool has_directory = directory.starts_with('/') && directory != "/";
  const std::string beside =
      has_directory ? directory + "/" + std::string(file_name_of(dossier.web.path)) : "";
  const std::string path = file_of_page(facts, direct, beside);
  if (path.empty()) return;
  vote(candidates, path, facts.existing(path) ? 2.0 : 1.2, kByRequests, dossier.web.source,
       dossier.web.line);
}

// What the request that began its mail asked for, where PHP's header in the letters names the same
// file and its owner. An intruder writes himself the header of a neighbour's page and asks for that
// in the second in which he starts his own.
void vote_begun(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                Candidates& candidates) {
  const std::string& url = dossier.web.begun.url;
  const bool is_contested = dossier.web.begun.page == PageId{};
  if (!dossier.directory.starts_with('?') || dossier.web.has_requests || is_contested) return;
  std::string path = file_of_page(file, url);
  const FileLook* const look = facts.existing(path);
  if (look == nullptr || file_name_of(path) != claimed_name(file, dossier)) return;
  const bool is_owner_known = look->owner_uid != 0;  // a copy may have lost its owners
  if (is_owner_known && claimed_owner(dossier) != look->owner_uid) return;
  vote(candidates, std::move(path), 1.5,
       "PHP's header in the message and the request that began its mail");
}

void vote_cron(const CaseFile& file, const FileFacts& facts, Dossier& dossier,
               Candidates& candidates) {
  const Account* account = file.server.account(dossier.system_user);
  const std::string home = account == nullptr ? "" : account->home;
  const std::string of_home = job_of_home(file, facts, dossier, home);
  const std::string of_folder = job_of_folder(file, facts, dossier, home);
  dossier.may_be_of_old_job = candidates.empty() && may_be_of_old_job(file, facts, dossier, home);
  for (const CronEntry& entry : file.cron) {
    if (entry.user != dossier.system_user) continue;
    for (const auto& [program, folder] : own_programs(entry.command, home)) {
      const bool exists = facts.existing(program) != nullptr;
      const bool in_place =
          !dossier.directory.empty() && directory_of(program) == dossier.directory;
      if (!in_place && program != of_home && program != of_folder) continue;
      if (dossier.cron_job.empty()) {
        dossier.cron_job = entry.command;
        dossier.cron_path = entry.path;
        dossier.cron_line = entry.line;
      }
      vote(candidates, program, exists ? 1.5 : 1.0, "the account's crontab");
    }
  }
}

void vote_letters(const CaseFile& file, const FileFacts& facts, Dossier& dossier,
                  Candidates& candidates) {
  std::string program = find_piped_program(file, facts, dossier);
  if (program.empty()) return;
  vote(candidates, std::move(program), 1.5,
       "letters that are piped to it, with which its mail begins");
}

void vote_directory(const FileFacts& facts, const Dossier& dossier, Candidates& candidates) {
  if (dossier.web.has_requests || dossier.php_calls > 0) return;
  const auto found = facts.directories.find(dossier.directory);
  if (found == facts.directories.end() || !found->second.is_complete ||
      found->second.programs.size() != 1)
    return;
  vote(candidates, found->second.programs.front().path, 0.6, kByFolder);
}

}  // namespace

bool is_named_as_front_page(const Dossier& dossier) {
  const std::string_view asked = file_name_of(dossier.web.path);
  return dossier.web.names_page() && dossier.script_witness == kByRequests &&
         file_name_of(dossier.script) == kFront && (asked == kFront || !asked.ends_with(".php"));
}

bool is_named_by_folder_alone(const Dossier& dossier) {
  return dossier.script_witness == kByFolder;
}

WantedFiles wanted_files(const CaseFile& file, const Dossier& dossier) {
  WantedFiles wanted;
  if (dossier.kind != IncidentKind::script && dossier.kind != IncidentKind::form) return wanted;
  Candidates candidates;
  Dossier scratch = dossier;
  vote_php_log(file, scratch, candidates);
  vote_headers(file, scratch, candidates);
  for (const auto& [path, candidate] : candidates) wanted.files.push_back(path);
  for (const auto* pages : {&dossier.web.one_of, &dossier.web.perhaps_planted})
    for (const WebJoin::Possible& possible : *pages)
      if (std::string path = file_of_page(file, possible.url); !path.empty())
        wanted.files.push_back(std::move(path));
  if (std::string path = file_of_page(file, dossier.web.begun.url); !path.empty())
    wanted.files.push_back(std::move(path));
  if (dossier.web.has_requests) {
    const std::string_view host = host_of(dossier.web.url);
    if (const Site* site = file.server.site_of_domain(host))
      for (const char* suffix : {"", "index.php"})
        wanted.files.push_back(file_of_url(*site, dossier.web.path) + suffix);
  }
  std::ranges::move(places_of_page_in_home(file, dossier), std::back_inserter(wanted.files));
  std::ranges::move(places_of_page_in_other_homes(file, dossier), std::back_inserter(wanted.files));
  if (dossier.directory.starts_with('/')) {
    wanted.directories.push_back(dossier.directory);
    wanted.files.push_back(dossier.directory + "/index.php");
    if (dossier.web.has_requests)
      wanted.files.push_back(dossier.directory + "/" + std::string(file_name_of(dossier.web.path)));
  }
  std::ranges::move(programs_piped_to(file, dossier), std::back_inserter(wanted.files));
  const Account* account = file.server.account(dossier.system_user);
  for (const CronEntry& entry : file.cron)
    if (entry.user == dossier.system_user)
      for (CronProgram& program :
           programs_of(entry.command, account == nullptr ? "" : account->home))
        wanted.files.push_back(std::move(program.path));
  return wanted;
}

void name_script(const CaseFile& file, const FileFacts& facts, Dossier& dossier) {
  dossier.php_calls = 0;
  dossier.called_file.clear();
  if (is_page_near_by_chance(file, facts, dossier) || is_job_beside_page(file, facts, dossier))
    dossier.web = {};
  Candidates candidates;
  vote_php_log(file, dossier, candidates);
  vote_headers(file, dossier, candidates);
  vote_requests(file, facts, dossier, candidates);
  vote_begun(file, facts, dossier, candidates);
  vote_cron(file, facts, dossier, candidates);
  vote_letters(file, facts, dossier, candidates);
  vote_directory(facts, dossier, candidates);
  const Candidate* best = nullptr;
  for (const auto& [path, candidate] : candidates) {
    if (path.ends_with('/') || (best != nullptr && candidate.score <= best->score)) continue;
    best = &candidate;
    dossier.script = path;
  }
  if (best != nullptr) {
    dossier.script_witness = best->witness;
    dossier.script_source = best->source;
    dossier.script_line = best->line;
    doubt_front_page(file, facts, dossier);
    if (const FileLook* const look = facts.existing(dossier.script)) {
      dossier.has_file_facts = true;
      const Time touched = std::max(look->modified, look->changed);
      // A copied tree tells no change time: that a file is young would be its owner's word alone.
      dossier.is_new_file = look->changed != Time{} &&
                            look->modified > file.ledger.from() - seconds(7 * 86400) &&
                            touched <= file.ledger.to() + seconds(86400);
      dossier.script_touched = touched_at(file, *look);
      dossier.is_old_file = is_older_than_its_mail(file, *look, dossier.past);
    }
  }
  // Under a user that runs everybody's sites a directory of the log, which can be forged, names no
  // customer alone: a request, PHP's log or PHP's header must agree.
  const bool is_everybodys = file.server.is_web_server_user(dossier.system_user) &&
                             file.server.account_of_path(dossier.directory) != nullptr;
  if (is_everybodys && dossier.php_calls == 0 && !dossier.web.has_requests &&
      claimed_name(file, dossier).empty()) {
    dossier.script.clear();
    dossier.directory.clear();
  }
  if (dossier.directory.starts_with('?')) dossier.directory.clear();
  const std::string_view where = dossier.script.empty() ? std::string_view(dossier.directory)
                                                        : std::string_view(dossier.script);
  dossier.place = where.empty()
                      ? place_of_possible_pages(dossier.web)
                      : place_of_file(file.server, dossier.script.empty() ? dossier.directory + "/x"
                                                                          : dossier.script);
  if (const Site* site = file.server.site_of_path(where))
    dossier.domain = site->domain;
  else if (dossier.web.has_requests && is_of_one_site(file, dossier.web))
    dossier.domain = host_of(dossier.web.url);
  if (dossier.domain.starts_with("www.")) dossier.domain.erase(0, 4);
}

void look_up_script_line(const CaseFile& file, const Dossier& dossier,
                         std::vector<Evidence>& evidence) {
  const SourceRef& place = dossier.script_source;
  if (!dossier.script_line.empty() || place.file >= file.ledger.files.size()) return;
  for (Evidence& row : evidence)
    if (row.source.offset == place.offset && row.source.path == file.ledger.files[place.file])
      row.source.message = dossier.script;
}

}  // namespace queuehound
