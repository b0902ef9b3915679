#include "remedy/plan.h"
#include "remedy/shell_quote.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace queuehound {
namespace {

namespace fs = std::filesystem;

// What a real shell makes of a line.
std::string run_shell(const std::string& line) {
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  std::string said;
  char buffer[4096];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
    said.append(buffer, static_cast<std::size_t>(got));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0 ? said : "failed: " + said;
}

TEST(ShellQuote, AShellReadsBackTheVeryText) {
  const std::string rows[] = {
      "",
      "plain",
      "/home/alma/public_html/a.php",
      "info@alma.example",
      "-rf",
      "--",
      "it's",
      "'",
      "''",
      "'\\''",
      "\\",
      "\\'",
      "a b",
      "$(id)",
      "`id`",
      "$HOME",
      "${IFS}",
      "!x",
      "#x",
      "~root",
      "*",
      "?",
      "[a]",
      "{a,b}",
      "a;id",
      "a&&id",
      "a|id",
      "a>b",
      "<x",
      "\"",
      "\"$(id)\"",
      "new\nline",
      "\ttab",
      "\r",
      "\x01\x1b[2J",
      "\xff\xfe",
      "caf\xc3\xa9",
      "%s%n",
      "x=1",
      "\n",
      " ",
      "a\\\nb",
      "x'; touch /tmp/owned; '",
  };
  for (const std::string& text : rows) EXPECT_EQ(run_shell("printf %s " + shell_quote(text)), text);
}

TEST(ShellQuote, KeepsManyRandomWordsApart) {
  std::mt19937_64 random(9);
  for (unsigned round = 0; round < 20; ++round) {
    std::string line = "printf '%s\\000'", wanted;
    for (unsigned word = 0; word < 200; ++word) {
      std::string text(random() % 12, 'x');
      for (char& c : text) c = "'\"\\$`;&|<>(){}[]*?~#! \n\t-ab=%\x80\xff"[random() % 32];
      std::erase(text, '\0');
      line += " " + shell_quote(text);
      wanted += text + '\0';
    }
    ASSERT_EQ(run_shell(line), wanted);
  }
}

Origin origin_of(const char* address, Via via, bool block) {
  Origin origin;
  origin.address = *parse_ip_address(address);
  origin.via = via;
  origin.events = 5;
  origin.block = block;
  if (!block) origin.not_blocked_because = "a private address";
  return origin;
}

Incident incident_of(IncidentKind kind) {
  Incident incident;
  incident.id = "I-abc123";
  incident.kind = kind;
  incident.active = true;
  incident.origins = {
      origin_of("203.0.113.5", Via::smtp_auth, true), origin_of("203.0.113.5", Via::imap, true),
      origin_of("192.168.1.9", Via::web, false), origin_of("2001:db8::7", Via::web, true)};
  incident.quarantine = {known_message_id("1xVAAA-000000-00"),
                         known_message_id("1xVAAA-000001-00")};
  switch (kind) {
    case IncidentKind::mailbox:
    case IncidentKind::backscatter:
      incident.account = "info@alma.example";
      break;
    case IncidentKind::script:
    case IncidentKind::form:
      incident.system_user = "alma";
      incident.domain = "alma.example";
      incident.script = "/home/alma/public_html/it's.php";
      break;
    case IncidentKind::list:
      incident.list = "news@alma.example";
      break;
    default:
      break;
  }
  return incident;
}

std::vector<std::string> actions_of(const std::vector<PlannedAction>& plan) {
  std::vector<std::string> names;
  for (const PlannedAction& action : plan) names.push_back(action.action);
  return names;
}

using Names = std::vector<std::string>;

TEST(Plan, StopsTheSourceFirstAndWritesTheLetterLast) {
  const struct {
    IncidentKind kind;
    Names actions;
  } rows[] = {
      {IncidentKind::mailbox,
       {"hold_account", "reset_password", "block_address", "block_address", "quarantine_messages",
        "advise"}},
      {IncidentKind::script,
       {"seal_script", "stop_process", "block_address", "block_address", "quarantine_messages",
        "advise"}},
      {IncidentKind::form, {"block_address", "block_address", "freeze_messages", "advise"}},
      {IncidentKind::list,
       {"disable_list", "block_address", "block_address", "quarantine_messages", "advise"}},
      {IncidentKind::relay, {"block_address", "block_address", "quarantine_messages", "advise"}},
      {IncidentKind::inbound, {"block_address", "block_address", "quarantine_messages", "advise"}},
      {IncidentKind::backscatter,
       {"block_address", "block_address", "quarantine_messages", "advise"}},
  };
  for (const auto& row : rows)
    EXPECT_EQ(actions_of(plan_for(incident_of(row.kind), Server{})), row.actions)
        << kind_name(row.kind);
}

TEST(Plan, HoldsOneRowAnAddressAndNoneThatMustNotBeBlocked) {
  std::vector<std::string> blocked;
  for (const PlannedAction& action : plan_for(incident_of(IncidentKind::relay), Server{}))
    if (action.action == "block_address")
      blocked.push_back(action.target + ": " + action.shell.value_or(""));
  EXPECT_EQ(blocked, (Names{"203.0.113.5: iptables -I INPUT -s 203.0.113.5 -j DROP",
                            "2001:db8::7: ip6tables -I INPUT -s 2001:db8::7 -j DROP"}));
}

TEST(Plan, BlocksByTheFirewallThatWouldLoseOthersRules) {
  const std::pair<std::string, std::string> rows[] = {
      {"csf", "csf -td 203.0.113.5 86400 spam"},
      {"apf", "apf -d 203.0.113.5 spam"},
      {"nftables", "iptables -I INPUT -s 203.0.113.5 -j DROP"},
  };
  for (const auto& [keeper, shell] : rows) {
    Server server;
    server.rule_keeper = keeper;
    const auto plan = plan_for(incident_of(IncidentKind::relay), server);
    EXPECT_EQ(std::ranges::find(plan, "block_address", &PlannedAction::action)->shell, shell);
    const auto v6 = std::ranges::find(plan, "2001:db8::7", &PlannedAction::target);
    ASSERT_NE(v6, plan.end());
    EXPECT_EQ(v6->shell->starts_with("csf "), keeper == "csf") << "apf knows nothing of IPv6";
    EXPECT_EQ(v6->shell->starts_with("ip6tables "), keeper != "csf");
  }
}

TEST(Plan, NeverSealsAForm) {
  EXPECT_FALSE(std::ranges::count(actions_of(plan_for(incident_of(IncidentKind::form), Server{})),
                                  "seal_script"));
}

TEST(Plan, TellsWhatASiteLosesWithAFileThatItsProgramsShare) {
  const std::pair<std::string, std::string> rows[] = {
      {"/home/m/public_html/contact/x.php", "the rest of the site goes on"},
      {"/home/m/public_html/wp-cron.php", "without its scheduled jobs"},
      {"/home/m/public_html/blog/wp-admin/admin-ajax.php", "such as forms, carts"},
      {"/home/m/public_html/my-wp-cron.php", "the rest of the site goes on"},
      {"/home/m/public_html/index.php", "without every page that goes through it"},
      {"/home/m/public_html/wp-content/uploads/2026/index.php", "the rest of the site goes on"},
  };
  for (const auto& [script, words] : rows) {
    Incident incident = incident_of(IncidentKind::script);
    incident.script = script;
    const auto plan = plan_for(incident, Server{});
    const auto seal = std::ranges::find(plan, "seal_script", &PlannedAction::action);
    ASSERT_NE(seal, plan.end()) << script;
    EXPECT_NE(seal->effect.find(words), std::string::npos) << script << ": " << seal->effect;
  }
}

TEST(Plan, StopsAProcessOnlyWhereNoRequestStartsItAndItIsActive) {
  Incident incident = incident_of(IncidentKind::script);
  incident.url = "alma.example/a.php";
  EXPECT_FALSE(std::ranges::count(actions_of(plan_for(incident, Server{})), "stop_process"));
  incident = incident_of(IncidentKind::script);
  incident.active = false;
  EXPECT_FALSE(std::ranges::count(actions_of(plan_for(incident, Server{})), "stop_process"));
}

TEST(Plan, StopsNoProcessOfManyProgramsWhoseCallersAreKnown) {
  Incident incident = incident_of(IncidentKind::script);
  incident.programs = {"/home/alma/public_html/a", "/home/alma/public_html/b"};
  EXPECT_FALSE(incident.origins.empty());
  EXPECT_FALSE(std::ranges::count(actions_of(plan_for(incident, Server{})), "stop_process"));
  incident.origins.clear();
  EXPECT_TRUE(std::ranges::count(actions_of(plan_for(incident, Server{})), "stop_process"));
}

TEST(Plan, SaysThatNoRequestCameOnlyWhereRequestsAreKnown) {
  Incident incident = incident_of(IncidentKind::script);
  const auto reason = [&] {
    for (const PlannedAction& action : plan_for(incident, Server{}))
      if (action.action == "stop_process") return action.reason;
    return std::string();
  };
  EXPECT_TRUE(reason().starts_with("what starts it is not known")) << reason();
  incident.are_requests_known = true;
  EXPECT_TRUE(reason().starts_with("no web request starts it")) << reason();
}

// Run by a real shell: the folder is the intruder's, and what stands in it now is his choice.
TEST(Plan, SealsByHandTheFileItselfAndNothingBehindALink) {
  std::string pattern = (fs::temp_directory_path() / "plan_XXXXXX").string();
  const fs::path folder = fs::canonical(::mkdtemp(pattern.data()));
  const auto write = [&](const std::string& name) {
    std::ofstream(folder / name) << "<?php";
    fs::permissions(folder / name, fs::perms{0644});
  };
  fs::create_directory(folder / "real");
  for (const char* name : {"own.php", "it's a 'b'.php", "other.php", "linked.php", "real/x.php"})
    write(name);
  fs::create_symlink(folder / "other.php", folder / "link.php");
  fs::create_hard_link(folder / "linked.php", folder / "hard.php");
  fs::create_symlink(folder / "real", folder / "way");
  const struct {
    std::string name;
    bool is_sealed;
  } rows[] = {{"own.php", true},   {"it's a 'b'.php", true}, {"link.php", false},
              {"hard.php", false}, {"way/x.php", false},     {"gone.php", false}};
  Incident incident = incident_of(IncidentKind::script);
  for (const auto& row : rows) {
    incident.script = (folder / row.name).string();
    std::string line;
    for (const PlannedAction& action : plan_for(incident, Server{}))
      if (action.action == "seal_script") line = action.shell.value_or("");
    line = line.substr(0, line.find("; systemctl"));
    ASSERT_FALSE(line.empty());
    const std::string said = run_shell("{ " + line + "; } 2>&1");
    struct stat now{};
    const bool is_there = ::stat(incident.script->c_str(), &now) == 0;
    const bool is_sealed = is_there && (now.st_mode & 07777) == 0;
    EXPECT_EQ(is_sealed, row.is_sealed && ::geteuid() == 0) << line;
    EXPECT_EQ(said.contains("not sealed"), !is_sealed) << said;
  }
  EXPECT_EQ(fs::status(folder / "other.php").permissions(), fs::perms{0644});
  fs::remove_all(folder);
}

TEST(Plan, LeavesAFileThatMayBeTheCustomersPage) {
  Incident incident = incident_of(IncidentKind::script);
  incident.not_sealed_because = "it is older than the logs";
  const std::vector<std::string> actions = actions_of(plan_for(incident, Server{}));
  for (const char* action : {"seal_script", "stop_process"})
    EXPECT_FALSE(std::ranges::count(actions, action)) << action;
  EXPECT_TRUE(std::ranges::count(actions, "quarantine_messages"));
}

TEST(Plan, DisablesTheCronJobThatTheEvidenceNames) {
  Incident incident = incident_of(IncidentKind::script);
  incident.evidence.push_back({"mails_by_itself", 1.0, "started by the crontab: ./mailer.pl", {}});
  const Names actions = actions_of(plan_for(incident, Server{}));
  EXPECT_EQ(std::ranges::count(actions, "disable_cron"), 1);
}

TEST(Plan, TargetsAreTheContracts) {
  for (const PlannedAction& action : plan_for(incident_of(IncidentKind::script), Server{})) {
    if (action.action == "seal_script") {
      EXPECT_EQ(action.target, "/home/alma/public_html/it's.php");
    } else if (action.action == "quarantine_messages") {
      EXPECT_EQ(action.target, "I-abc123");
    } else if (action.action == "advise") {
      EXPECT_EQ(action.shell, std::nullopt);
    }
    EXPECT_FALSE(action.target.empty());
    EXPECT_FALSE(action.effect.empty());
  }
}

TEST(Plan, TheLineThatFreezesNamesEveryMessageOfTheQuarantine) {
  const Incident incident = incident_of(IncidentKind::mailbox);
  const std::vector<PlannedAction> plan = plan_for(incident, Server{});
  const auto step = std::ranges::find(plan, "quarantine_messages", &PlannedAction::action);
  ASSERT_NE(step, plan.end());
  EXPECT_EQ(whole_shell(*step, incident), "exim -Mf 1xVAAA-000000-00 1xVAAA-000001-00");
}

TEST(Plan, WithNothingQueuedMovesNothing) {
  Incident incident = incident_of(IncidentKind::mailbox);
  incident.quarantine.clear();
  EXPECT_FALSE(std::ranges::count(actions_of(plan_for(incident, Server{})), "quarantine_messages"));
}

TEST(Plan, EveryShellLineIsSyntaxAShellAccepts) {
  for (const Profile profile : {Profile::cpanel, Profile::hestia, Profile::debian}) {
    Server server;
    server.profile = profile;
    server.domain_owner = {{"alma.example", "alma"}};
    for (const IncidentKind kind :
         {IncidentKind::mailbox, IncidentKind::script, IncidentKind::form, IncidentKind::relay}) {
      Incident incident = incident_of(kind);
      if (incident.account) incident.account = "o'neil;$(id)@alma.example";
      for (const PlannedAction& action : plan_for(incident, server)) {
        const auto shell = whole_shell(action, incident);
        if (!shell) continue;
        EXPECT_EQ(shell->find('\n'), std::string::npos) << *shell;
        EXPECT_EQ(run_shell("if false; then " + *shell + "\nfi"), "") << *shell;
      }
    }
  }
}

}  // namespace
}  // namespace queuehound
