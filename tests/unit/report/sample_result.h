// Results made by hand for the tests of the reports: two incidents, and strings that attack whoever
// shows them.
#pragma once

#include <string>

#include "dossier/incident.h"

namespace queuehound {

inline Time sample_time(int hour, int minute) {
  return Time{seconds(days_from_civil(2026, 11, 23) * 86400 + hour * 3600 + minute * 60)};
}

// An escape that clears the screen, a byte that is no UTF-8, a C1 control, a direction override, a
// line break, a character of two columns, and quotes.
inline std::string hostile_text() {
  return "Win \x1b[2J\x07 \xff \xc2\x9b \xe2\x80\xaegnp.exe \n \xe4\xb8\xad\xe6\x96\x87 \"q\\";
}

inline Incident sample_mailbox() {
  Incident incident;
  incident.id = "I-3f9a2c";
  incident.kind = IncidentKind::mailbox;
  incident.account = "info@shop.example";
  incident.system_user = "shop";
  incident.domain = "shop.example";
  incident.confidence = 0.98766;
  incident.active = true;
  incident.first_seen = sample_time(10, 36);
  incident.last_seen = sample_time(13, 41);
  incident.messages = {2644, 2700, 2611, 1762, 12, 701, 56, 181};
  incident.usual = {true, 4, 9, 3, 21};
  incident.subjects = {{"Your parcel waits", 2600}, {hostile_text(), 44}};
  incident.campaigns = {{"Your parcel waits", 2644, sample_time(10, 36), sample_time(13, 41)}};
  incident.origins.push_back({*parse_ip_address("203.0.113.77"),
                              Via::smtp_auth,
                              2600,
                              sample_time(10, 36),
                              sample_time(13, 41),
                              "NL",
                              "AS64500",
                              {},
                              true,
                              ""});
  incident.origins.push_back({*parse_ip_address("2001:db8::5"),
                              Via::webmail,
                              3,
                              sample_time(11, 0),
                              sample_time(11, 2),
                              "",
                              "",
                              {},
                              false,
                              "the owner reads mail from there"});
  for (const char* id : {"1wAbCd-000000001Xy-0aBc", "1wAbCd-000000001Xz-1aBc",
                         "1wAbCe-000000001Y0-2aBc", "1wAbCe-000000001Y1-3aBc"})
    incident.quarantine.push_back(known_message_id(id));
  incident.spare = {known_message_id("1wAbCf-000000001Y2-4aBc")};
  incident.evidence.push_back(
      {"over_usual",
       2.5,
       "2700 recipients in 24 h (usual: 4 a day, busiest 9 in 21 days)",
       {"/var/log/exim_mainlog", 118204331, "2026-11-23 10:36:01 a line " + hostile_text()}});
  incident.evidence.push_back(
      {"many_networks", 2.0, "the login was used from 39 addresses in 21 networks", {}});
  incident.evidence.push_back(
      {"few_failures", -0.7, "701 of 882 recipients took it without complaint", {}});
  incident.ruled_out = {"no script of the account sent anything"};
  incident.hourly = std::vector<std::uint64_t>(24, 0);
  incident.hourly[21] = 812;
  incident.hourly[22] = 1000;
  incident.hourly[23] = 832;
  incident.plan.push_back({"reset_password",
                           "info@shop.example",
                           "a stranger knows the password",
                           "every program that holds the old password must learn the new one",
                           true,
                           {}});
  incident.plan.push_back({"block_address", "203.0.113.77", "2600 messages from there",
                           "everybody behind this address loses this server", true,
                           "iptables -I INPUT -s 203.0.113.77 -j DROP"});
  incident.plan.push_back(
      {"quarantine_messages", "I-3f9a2c", "4 messages", "they leave the queue", false, {}});
  return incident;
}

inline Incident sample_script() {
  Incident incident;
  incident.id = "I-00ff00";
  incident.kind = IncidentKind::script;
  incident.system_user = "verylongaccountname";
  incident.domain = "blog.example";
  incident.script =
      "/home/verylongaccountname/public_html/wp-content/uploads/2026/11/a b\x1b]0;x\x07/mailer.php";
  incident.confidence = 0.72;
  incident.first_seen = sample_time(3, 0) - seconds(86400);
  incident.last_seen = sample_time(3, 30);
  incident.messages = {120, 120, 119, 0, 0, 100, 0, 20};
  incident.evidence.push_back({"planted_program",
                               3,
                               "the program lies in a folder for uploads " + std::string(5000, 'A'),
                               {}});
  incident.hourly = std::vector<std::uint64_t>(24, 5);
  for (int i = 0; i < 300; ++i) {
    const std::string address =
        (i < 200 ? "198.51.100." : "203.0.113.") + std::to_string(i < 200 ? i : i - 200);
    incident.origins.push_back({*parse_ip_address(address), Via::web, 1, incident.first_seen,
                                incident.last_seen, "", "", 12.34567, true, ""});
    incident.plan.push_back({"block_address", address, "1 event", "the same for all", true, {}});
  }
  return incident;
}

inline ScanResult sample_clean() {
  ScanResult result;
  result.generated_at = sample_time(13, 48);
  result.from = sample_time(13, 48) - seconds(86400);
  result.to = sample_time(13, 48);
  result.zone = TimeZone::fixed(seconds(3600));
  result.hostname = "mx.hosting.example";
  result.profile = "debian";
  result.exim_version = "4.96";
  result.root = "/";
  result.sources = {{"/var/log/exim_mainlog", "exim_main", 4'100'000'000, 31'204'118, 2,
                     "a strange line \x1b[31m"},
                    {"/var/log/exim_mainlog.1.gz", "exim_main", 90'000'000, 1'000'000, 0, ""},
                    {"/var/log/mail.log", "dovecot", 9'000'000, 50'000, 0, ""}};
  result.queue = {3600, 188, 40, 4100, 12'000'000, sample_time(7, 0)};
  result.queue_was_read = result.main_log_was_read = true;
  result.looks_fine = {{"list:news@club.example", 7310, "as much every Monday"}};
  result.notes = {"subjects are not logged: add +subject to log_selector"};
  result.bytes_read = 4'199'000'000;
  result.seconds_taken = 2.61;
  return result;
}

inline ScanResult sample_result() {
  ScanResult result = sample_clean();
  result.incidents = {sample_mailbox(), sample_script()};
  return result;
}

}  // namespace queuehound
