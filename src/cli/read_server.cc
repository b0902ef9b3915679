#include "cli/read_server.h"

#include <sys/resource.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "base/freed_memory.h"
#include "base/hash.h"
#include "base/table.h"
#include "cli/clock.h"
#include "cli/deeds.h"
#include "cli/evidence_lines.h"
#include "cli/gentle.h"
#include "cli/interruption.h"
#include "cli/memory_watch.h"
#include "cli/named_files.h"
#include "cli/output.h"
#include "dossier/cases.h"
#include "dossier/hairpin.h"
#include "dossier/local_recipient.h"
#include "host/allow_list.h"
#include "host/ask_exim.h"
#include "host/find_server.h"
#include "host/geo_table.h"
#include "remedy/plan.h"
#include "survey/addresses_in_logs.h"
#include "survey/checkpoints.h"
#include "survey/entry_survey.h"
#include "survey/log_end.h"
#include "survey/log_silence.h"
#include "survey/survey_server.h"
#include "survey/web_survey.h"
#include "verdict/ask_old_logs.h"
#include "verdict/entry.h"
#include "verdict/judge.h"

namespace queuehound {
namespace {

constexpr seconds kDefaultWindow{86400};
constexpr const char* kUsualCache = "/var/cache/queuehound";

Time real_now() { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); }

constexpr std::string_view kSettings = "/etc/queuehound/queuehound.toml";

// A file named on the command line is this machine's; the default one is the server's own.
Result<Config> read_config(const ScanOptions& options, ServerView& view, Slips slips) {
  const bool is_named = !options.config.empty();
  const std::string path = is_named ? options.config : std::string(kSettings);
  const RootDir& root = view.root;
  if (!is_named && !root.exists(path)) return Config{};
  const RootDir here = is_named
                           ? TRY(RootDir::open("/"))
                           : TRY(RootDir::open(root.directory().empty() ? "/" : root.directory()));
  const auto text = here.read_file(here.typed_path(path), 1u << 20);
  auto config = text ? parse_config(*text, path) : std::unexpected(text.error());
  if (config || is_named) return config;
  const std::string why = config.error().text;
  if (slips == Slips::stop)
    return fail(config.error().kind, why + "\n  what may stand there: man queuehound.toml");
  complain(why + "\n  it goes on without these settings", "man queuehound.toml");
  view.slip = SettingsSlip{text ? std::optional(*text) : std::nullopt, why};
  return Config{};
}

void override_from_options(const ScanOptions& options, Config& config) {
  if (!options.profile.empty()) config.profile = options.profile;
  if (!options.timezone.empty()) config.timezone = options.timezone;
}

void name_site_logs(const ScanOptions& options, const RootDir& root, Server& server) {
  for (const SiteLog& named : options.access_logs)
    for (LogSource& log : server.logs)
      if (log.path == root.typed_path(named.path) && log.kind == LogKind::access &&
          !named.domain.empty())
        log.domain = named.domain;
}

std::uint64_t memory_limit(const ScanOptions& options, const Config& config) {
  return options.max_memory != 0 ? options.max_memory
                                 : static_cast<std::uint64_t>(config.max_memory_mb) << 20;
}

// The kernel holds us to it; what needs more ends with a clear word (main.cc) instead of the
// server's own programs being killed for it.
Result<> limit_memory(const ScanOptions& options, const Config& config) {
  const std::uint64_t wanted = memory_limit(options, config);
  if (wanted == 0) return {};
  if (wanted < kSmallestMemory)
    return fail(Error::Kind::failed, "a memory limit under 64M leaves no room to read a server");
  const rlimit limit{wanted, wanted};
  if (setrlimit(RLIMIT_DATA, &limit) != 0)
    return std::unexpected(errno_error("limit memory", "of this program", errno));
  return {};
}

// A copied tree is never written to, nor what belongs to this machine because of it: there the
// folder must be named. Where there can be no checkpoints every log is read, and that is all.
std::optional<Checkpoints> open_checkpoints(const ScanOptions& options) {
  if (options.no_cache || (options.cache.empty() && !options.is_live())) return {};
  auto opened = Checkpoints::open(options.cache.empty() ? kUsualCache : options.cache);
  if (!opened || !choose_hash_key(opened->hash_key())) return {};
  return std::move(*opened);
}

unsigned threads_of(const ScanOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

Result<Window> choose_window(const ScanOptions& options, ServerView& view) {
  const Server& server = view.server;
  const Time clock = real_now();
  Time now = clock;
  if (!options.now.empty())
    now = TRY(parse_time_option(options.now, clock, server.zone));
  else if (!options.is_live())
    now = newest_stamp(view.root, server, clock, threads_of(options) > 1, view.listed_queue)
              .value_or(clock);
  Window window{now - kDefaultWindow, now};
  if (!options.until.empty()) window.to = TRY(parse_time_option(options.until, now, server.zone));
  window.from = options.since.empty() ? window.to - kDefaultWindow
                                      : TRY(parse_time_option(options.since, now, server.zone));
  if (window.from >= window.to)
    return fail(Error::Kind::failed, "--since lies after --until: the window is empty");
  return window;
}

FileFacts look_at_files(const RootDir& root, const WantedFiles& wanted, const Ledger& ledger) {
  FileFacts facts;
  for (const std::string& path : wanted.files) facts.files.emplace(path, look_at_file(root, path));
  for (const std::string& path : wanted.directories)
    facts.directories.emplace(path, look_for_programs(root, path));
  // A program that its folder alone names is as old as one that a request names.
  for (const auto& [path, look] : facts.directories)
    for (const FileLook& program : look.programs) facts.files.emplace(program.path, program);
  if (root.is_live()) return facts;
  // An old program of a tree copied today would else be of today, like one that was put there.
  const TimesOfCopying copying = times_of_copying(root, ledger.newest_log);
  for (auto& [path, look] : facts.files) forget_times_of_copying(copying, look);
  for (auto& [path, look] : facts.directories)
    for (FileLook& program : look.programs) forget_times_of_copying(copying, program);
  return facts;
}

// After the verdict, which they play no part in. A server without incidents pays nothing.
void name_countries(const RootDir& root, std::vector<Incident>& incidents) {
  if (incidents.empty()) return;
  const GeoTable table = read_geo_table(root);
  for (Incident& incident : incidents)
    for (Origin& origin : incident.origins) {
      MmdbAnswer answer = geo_of(table, origin.address);
      origin.country = std::move(answer.country);
      origin.asn = std::move(answer.asn);
    }
}

std::string extent_note(std::string_view why, const Survey& survey) {
  const SurveyExtent& extent = survey.extent;
  return fmt::format(
      "{}: {} of {} bytes of logs read, {} of {} queued messages; what was not read is not judged",
      why, extent.bytes, extent.bytes_in_all, extent.messages, extent.messages_in_all);
}

// Where a memory limit is given and comes near, the older logs are left out, then what is left to
// read; threads cost memory too, so there is one then.
Survey survey_within(const ScanOptions& options, const ServerView& view, SurveyOptions& wanted) {
  const auto read = [&] {
    const auto watch = std::make_shared<MemoryWatch>(memory_limit(options, view.config));
    wanted.must_stop = [watch] { return was_interrupted() || watch->is_near(); };
    Survey survey = survey_server(view.root, view.server, wanted);
    const bool is_short = watch->is_near() && !was_interrupted();
    // The looks that follow are small, and have the rest of the memory.
    wanted.must_stop = [] { return was_interrupted(); };
    return std::pair{std::move(survey), is_short};
  };
  if (auto [survey, is_short] = read(); !is_short) return std::move(survey);
  give_back_freed_memory();
  wanted.threads = 1;
  wanted.baseline_from = wanted.from;
  auto [survey, is_short] = read();
  survey.notes.insert(survey.notes.begin(),
                      is_short ? extent_note("memory limit reached", survey)
                               : "the memory limit left no room for older logs: usual levels are "
                                 "unknown, and confidence is lower for it");
  return std::move(survey);
}

// The looks that follow are small; but visitors of a web server may be as many as somebody likes.
WebEvidence read_web(const ScanOptions& options, SurveyOptions wanted,
                     const std::vector<WebTarget>& targets, Reading& reading) {
  const ServerView& view = *reading.view;
  const auto watch =
      std::make_shared<MemoryWatch>(memory_limit(options, view.config), memory_in_use());
  wanted.must_stop = [watch] { return was_interrupted() || watch->is_near(); };
  WebEvidence web = survey_web(view.root, view.server, wanted, targets, reading.survey);
  if (watch->is_near() && !was_interrupted())
    reading.survey.notes.insert(reading.survey.notes.begin(),
                                "memory limit reached while web logs were read: who asked for a "
                                "page in the rest of them is not known, nor named");
  return web;
}

// Of a copy: is its queue or main log there, and not for us?
bool is_closed(const RootDir& root, const Server& server) {
  const auto is_denied = [](const auto& looked_at) {
    return !looked_at && looked_at.error().kind == Error::Kind::denied;
  };
  return is_denied(root.list(server.spool_directory)) ||
         std::ranges::any_of(server.logs, [&](const LogSource& log) {
           return log.kind == LogKind::exim_main && is_denied(root.open_file(log.path));
         });
}

std::unique_ptr<CaseFile> open_file(const Survey& survey, const ServerView& view) {
  auto file = std::make_unique<CaseFile>(CaseFile{survey.ledger,
                                                  view.server,
                                                  view.window.to,
                                                  survey.cron,
                                                  {},
                                                  index_logins(survey.ledger),
                                                  view.config.allow});
  std::vector<bool> is_known(survey.ledger.strings.size());
  for (const Message& message : survey.ledger.messages) {
    if (message.sender == 0 || is_known[message.sender] ||
        survey.ledger.actors[message.actor].submission != SubmissionClass::remote)
      continue;
    is_known[message.sender] = true;
    file->writers.insert(keyed_hash_folded(survey.ledger.text(message.sender)), 0);
  }
  know_local_domains(*file);
  know_people(*file);
  return file;
}

ScanResult describe(const ScanOptions& options, const Server& server, const Survey& survey,
                    Window window, Verdict verdict) {
  ScanResult result;
  result.generated_at = window.to;
  result.from = window.from;
  result.to = window.to;
  result.zone = server.zone;
  result.hostname = server.hostname;
  result.profile = std::string(profile_name(server.profile));
  result.exim_version =
      server.exim_version.empty() ? survey.ledger.exim_version : server.exim_version;
  result.root = options.root;
  for (const SourceTally& source : survey.sources) {
    result.sources.push_back({source.path, source.kind, source.tally.bytes, source.tally.records,
                              source.tally.unrecognised, source.tally.sample,
                              source.tally.disbelieved});
    result.bytes_read += source.tally.bytes;
  }
  result.queue = {survey.queue.messages,   survey.queue.frozen, survey.queue.bounces,
                  survey.queue.recipients, survey.queue.bytes,  {}};
  if (survey.queue.oldest != Time{}) result.queue.oldest = survey.queue.oldest;
  result.queue_was_read = survey.queue_was_read;
  result.main_log_was_read = survey.main_log_was_read;
  result.incidents = std::move(verdict.incidents);
  result.looks_fine = std::move(verdict.looks_fine);
  result.main_log_is_silent = survey.main_log_is_silent;
  result.doubtful = verdict.doubtful;
  result.notes = server.notes;
  result.notes.insert(result.notes.end(), survey.notes.begin(), survey.notes.end());
  result.notes.insert(result.notes.end(), verdict.notes.begin(), verdict.notes.end());
  return result;
}

void add_own(const std::vector<IpAddress>& addresses, Server& server) {
  for (const IpAddress& address : addresses)
    if (!server.is_own_address(address)) server.own_addresses.push_back(address);
}

void heed_logged_addresses(const RootDir& root, Server& server) {
  if (!knows_no_public_address(root, server)) return;
  add_own(addresses_logged_in_to(root, server), server);
  if (knows_no_public_address(root, server)) add_own(addresses_written_to(root, server), server);
}

}  // namespace

SurveyOptions survey_options_of(const ScanOptions& options, const ServerView& view,
                                Progress& progress) {
  SurveyOptions wanted;
  wanted.from = view.window.from;
  wanted.to = view.window.to;
  wanted.baseline_from =
      view.window.from - seconds(static_cast<std::int64_t>(view.config.baseline_days) * 86400);
  wanted.threads = threads_of(options);
  wanted.listed_queue = view.listed_queue;
  wanted.progress = [&progress](std::uint64_t bytes, std::uint64_t total, std::string_view what) {
    progress.advance(bytes, total, what);
  };
  return wanted;
}

Result<RootDir> open_root(const std::string& typed) {
  auto root = RootDir::open(typed);
  if (root || root.error().kind != Error::Kind::gone) return root;
  return fail(
      Error::Kind::gone,
      root.error().text + "\n  --root is the folder of a copied server that holds its etc and var");
}

Result<std::unique_ptr<ServerView>> find_server_of(const ScanOptions& options, Slips slips) {
  auto view =
      std::make_unique<ServerView>(ServerView{TRY(open_root(options.root)), {}, {}, {}, {}, {}});
  view->config = TRY(read_config(options, *view, slips));
  if (const auto honoured = honour_allow_list(view->root, view->config); !honoured) {
    if (slips == Slips::stop) return std::unexpected(honoured.error());
    complain(honoured.error());
  }
  override_from_options(options, view->config);
  TRY(use_named_files(options, view->root, view->config));
  if (const auto limited = limit_memory(options, view->config); !limited) {
    if (slips == Slips::stop) return std::unexpected(limited.error());
    complain(limited.error());
  }
  EximAnswers exim;
  if (options.is_live())
    if (auto answers = ask_exim(view->root)) exim = std::move(*answers);
  view->server = find_server(view->root, view->config, exim);
  heed_logged_addresses(view->root, view->server);
  name_site_logs(options, view->root, view->server);
  for (const std::string& note : view->server.notes)
    if (!options.timezone.empty() && note.starts_with("timezone "))
      return fail(
          Error::Kind::failed,
          note + "\n  names are those below /usr/share/zoneinfo, such as Europe/Berlin, or +02:00");
  view->window = TRY(choose_window(options, *view));
  if (options.is_gentle && !options.fast) stand_back();  // Exim was asked at full speed before
  return view;
}

Result<std::unique_ptr<Reading>> read_server(const ScanOptions& options, Progress& progress) {
  share_one_heap();
  const std::optional<Checkpoints> checkpoints = open_checkpoints(options);  // before any hash
  auto view = TRY(find_server_of(options));
  tables_ask_for_huge_pages = options.fast;
  // Under a limit every page counts (memory_watch.cc).
  if (memory_limit(options, view->config) == 0) keep_freed_memory();
  SurveyOptions wanted = survey_options_of(options, *view, progress);
  if (checkpoints) wanted.checkpoints = &*checkpoints;
  Survey survey = survey_within(options, *view, wanted);
  give_back_freed_memory();
  if (checkpoints) checkpoints->trim();
  wanted.checkpoints = nullptr;
  if (survey.main_log_was_read && options.until.empty())
    if (auto silence = silence_of_main_log(view->root, view->server, view->window.to,
                                           survey.ledger.newest_log)) {
      survey.main_log_is_silent = true;
      survey.notes.insert(survey.notes.begin(), std::move(*silence));
    }
  if (was_interrupted())
    survey.notes.insert(survey.notes.begin(), extent_note("interrupted", survey));
  if (!survey.queue_was_read && !survey.main_log_was_read) {
    std::string text = "neither a queue nor a main log could be read";
    for (const std::string& note : survey.notes) text += "\n  " + note;
    const bool may_be_hidden =
        ::geteuid() != 0 && (view->root.is_live() || is_closed(view->root, view->server));
    return fail(may_be_hidden ? Error::Kind::denied : Error::Kind::failed, text);
  }
  auto reading =
      std::make_unique<Reading>(Reading{std::move(view), wanted, std::move(survey), nullptr});
  Server& server = reading->view->server;
  if (knows_no_public_address(reading->view->root, server))
    add_own(reading->survey.queue.doors, server);
  add_own(addresses_named_ours(reading->survey.ledger), server);
  reading->file = open_file(reading->survey, *reading->view);
  return reading;
}

Result<Judged> read_and_judge(const ScanOptions& options, const Terminal& terminal) {
  const Interruptible interruptible;
  Progress progress(terminal.may_show_progress && !options.json, terminal.width);
  auto reading = TRY(read_server(options, progress));
  ScanResult result = judge_server(options, *reading);
  const ServerView& view = *reading->view;
  if (options.is_live() && ::geteuid() == 0)
    name_deeds({view.root, view.server, options.state_directory, clock_now()}, result);
  progress.finish();
  if (was_interrupted()) complain(extent_note("interrupted", reading->survey));
  return Judged{std::move(reading), std::move(result)};
}

WebEvidence read_requests(const ScanOptions& options, const std::vector<WebTarget>& targets,
                          Reading& reading) {
  const Interruptible interruptible;
  SurveyOptions wanted = reading.survey_options;
  wanted.progress = nullptr;  // it ended with the verdict
  wanted.page_history = seconds{0};
  return read_web(options, wanted, targets, reading);
}

ScanResult judge_server(const ScanOptions& options, Reading& reading) {
  const ServerView& view = *reading.view;
  const RootDir& root = view.root;
  const Server& server = view.server;
  const CaseFile& file = *reading.file;
  Cases cases = open_cases(file);
  reading.web =
      std::make_unique<WebEvidence>(read_web(options, reading.survey_options, cases.web, reading));
  const WebEvidence& web = *reading.web;
  const FileFacts facts = look_at_files(root, join_cases(file, web, cases), file.ledger);
  const AskedOfOldLogs asked = ask_old_logs(file, cases);
  heed_old_logs(file, asked,
                count_written_before(root, server, reading.survey_options, asked.mailboxes), cases);
  Verdict verdict = judge(file, web, facts, std::move(cases));
  const EntryTargets targets = wanted_entries(file, verdict.incidents);
  const EntryTraces entries =
      survey_entries(root, server, reading.survey_options, targets, reading.survey);
  explain_entries(file, entries, verdict.incidents);
  read_evidence_lines(root, verdict.incidents);
  for (Incident& incident : verdict.incidents) incident.plan = plan_for(incident, server);
  name_countries(root, verdict.incidents);
  return describe(options, server, reading.survey, view.window, std::move(verdict));
}

}  // namespace queuehound
