// Reads a server once, as every command that asks about it does: whose server, which time, queue
// and logs; and judges it, for those that ask who it was.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/root_dir.h"
#include "cli/progress.h"
#include "cli/scan_options.h"
#include "cli/settings_slip.h"
#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "host/config.h"
#include "host/server.h"
#include "survey/survey.h"
#include "survey/web_survey.h"

namespace queuehound {

struct Window {
  Time from{}, to{};
};

// Who takes something back names and blocks nobody: a slip in the settings or in the allow list,
// which stops all else, must keep no address out and no administrator locked out. It is complained
// of all the same.
enum class Slips : std::uint8_t { stop, are_told };

// The server as it stands, before anything is read: its settings and where everything lies.
struct ServerView {
  RootDir root;
  Config config;
  Server server;
  Window window;
  std::shared_ptr<SpoolListing> listed_queue;  // where "now" was asked of its names
  std::optional<SettingsSlip> slip;            // gone on without the settings
};
Result<RootDir> open_root(const std::string& typed);  // what --root names
// Runs exim once where the server is live. Errors: no such folder, bad settings, an empty window.
Result<std::unique_ptr<ServerView>> find_server_of(const ScanOptions& options,
                                                   Slips slips = Slips::stop);

// What was read. Its parts refer to each other: it stays where it was made.
struct Reading {
  std::unique_ptr<ServerView> view;
  SurveyOptions survey_options;
  Survey survey;
  std::unique_ptr<CaseFile> file;              // refers to view and survey
  std::unique_ptr<WebEvidence> web = nullptr;  // of sites under suspicion; judge_server fills it
};
// An error where neither queue nor main log could be read.
Result<std::unique_ptr<Reading>> read_server(const ScanOptions& options, Progress& progress);

// What to read for these options; `progress` must outlive the reading.
SurveyOptions survey_options_of(const ScanOptions& options, const ServerView& view,
                                Progress& progress);

// The whole of a scan's answer, with progress shown on the way.
struct Judged {
  std::unique_ptr<Reading> reading;
  ScanResult result;

  const Ledger& ledger() const { return reading->survey.ledger; }
  const Server& server() const { return reading->view->server; }
};
Result<Judged> read_and_judge(const ScanOptions& options, const Terminal& terminal);

// The same from what was read. Reads access logs, files and upload logs of suspects on the way.
ScanResult judge_server(const ScanOptions& options, Reading& reading);

// After it: the requests of the window for one who need not be a suspect. Reads access logs.
WebEvidence read_requests(const ScanOptions& options, const std::vector<WebTarget>& targets,
                          Reading& reading);

}  // namespace queuehound
