#include "report/text.h"

#include <gtest/gtest.h>

#include "unit/report/sample_result.h"

namespace queuehound {
namespace {

std::string text_of(const ScanResult& result, TextOptions options = {}) {
  return scan_text(result, options);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', from)) {
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  EXPECT_EQ(from, text.size()) << "the last line ends";
  return lines;
}

std::string without_breaks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = c == '\n' || c == ' ';
    if (!is_blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

const std::size_t kWidths[] = {40, 80, 120};

TEST(ScanText, the_facts_are_there_at_every_width) {
  const std::string_view facts[] = {
      "2 incidents: a stolen mailbox password is sending spam now (info@shop.example); a script "
      "sent spam",
      "What to do first: set a new password for info@shop.example",
      "mx.hosting.example",
      "Exim 4.96",
      "Read 4.2 GB in 2.6 s: 2 main logs, 1 Dovecot log",
      "QUEUE 3,600 messages (12 MB)",
      "frozen 188",
      "oldest 6 h",
      "I-3f9a2c",
      "sure: 2 signs for it, 1 against",
      "likely: 1 sign for it",
      "2,644 messages",
      "to 2,611 people",
      "usual: 4 a day (busiest day 9, busiest hour 3, in 21 days)",
      "usual unknown: no older log",
      "in the queue 1,762 (12 frozen)",
      "delivered 701",
      "most 1,000 in the hour from",
      "\"Your parcel waits\" 2,600 times",
      "/var/log/exim_mainlog at byte 118204331",
      "Against it",
      "203.0.113.77",
      "to be blocked",
      "not blocked: the owner reads mail from there",
      "4 to quarantine: 1wAbCd-000000001Xy-0aBc",
      "1 to spare",
      "1wAbCf-000000001Y2-4aBc",
      "Ruled out no script of the account sent anything",
      "$ iptables -I INPUT -s 203.0.113.77 -j DROP",
      "(cannot be undone)",
      "and 296 more: -v shows all",
      "/home/verylongaccountname/public_html/wp-content/uploads/2026/11/a "
      "b\\x1b]0;x\\x07/mailer.php",
      "ALSO LOOKED AT, LOOKS FINE",
      "list:news@club.example 7,310 messages as much every Monday",
      "2 lines not understood",
      "add +subject to log_selector",
      "Nothing was changed."};
  for (const std::size_t width : kWidths) {
    const std::string text = without_breaks(text_of(sample_result(), {.style = {.width = width}}));
    for (const std::string_view fact : facts)
      EXPECT_NE(text.find(fact), text.npos) << width << ": " << fact << "\n" << text;
  }
}

TEST(ScanText, a_line_is_too_long_only_where_a_word_is) {
  for (const std::size_t width : kWidths) {
    for (const bool utf8 : {false, true}) {
      const std::string text = text_of(sample_result(), {.style = {.width = width, .utf8 = utf8}});
      for (const std::string& line : lines_of(text)) {
        if (display_width(line) <= width) continue;
        const std::string rest = line.substr(line.find_first_not_of(' '));
        const bool is_one_word = rest.find("  ") == rest.npos && rest.find(' ') == rest.npos;
        const bool is_whole = rest.starts_with("$ ") || rest.starts_with("/") ||
                              rest.starts_with("(/home") || rest.find(" /home") != rest.npos;
        EXPECT_TRUE(is_one_word || is_whole) << width << ": " << line;
      }
    }
  }
}

TEST(ScanText, nothing_reaches_the_terminal_that_it_would_act_on) {
  for (const bool utf8 : {false, true}) {
    for (const TextDetail detail : {TextDetail::brief, TextDetail::normal, TextDetail::full}) {
      const std::string text =
          text_of(sample_result(), {.style = {.utf8 = utf8}, .detail = detail});
      for (const char c : text) {
        EXPECT_TRUE(c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
        EXPECT_TRUE(utf8 || static_cast<unsigned char>(c) < 0x80);
      }
      EXPECT_EQ(text.find("\xe2\x80\xae"), text.npos);
      EXPECT_EQ(text.find("\xc2\x9b"), text.npos);
    }
  }
}

TEST(ScanText, colour_changes_nothing_but_colour) {
  const std::string plain = text_of(sample_result(), {.style = {.utf8 = true}});
  std::string coloured = text_of(sample_result(), {.style = {.utf8 = true, .colour = true}});
  EXPECT_NE(coloured.find("\x1b[31m"), coloured.npos);
  for (std::size_t at = coloured.find('\x1b'); at != coloured.npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) - at + 1);
  EXPECT_EQ(coloured, plain);
}

TEST(ScanText, only_commands_of_this_version_are_suggested) {
  for (const ScanResult& result : {sample_result(), sample_clean()}) {
    const std::string text = text_of(result, {.style = {.width = 200}});
    for (std::size_t at = text.find("queuehound "); at != text.npos;
         at = text.find("queuehound ", at + 1)) {
      const std::string_view after = std::string_view(text).substr(at + 11);
      EXPECT_TRUE(after.starts_with("scan") || after.starts_with(QUEUEHOUND_VERSION))
          << after.substr(0, 40);
    }
  }
}

TEST(ScanText, who_attacks_from_outside_has_no_usual_level_and_who_only_guesses_no_mail) {
  ScanResult result = sample_result();
  result.incidents.resize(1);
  Incident& attack = result.incidents.front();
  attack.usual = {};
  for (const IncidentKind kind : {IncidentKind::backscatter, IncidentKind::inbound}) {
    attack.kind = kind;
    EXPECT_EQ(text_of(result).find("usual unknown"), std::string::npos);
    EXPECT_NE(text_of(result).find("2,644 messages"), std::string::npos);
  }
  attack.messages = {};
  const std::string text = text_of(result);
  EXPECT_EQ(text.find("in the queue 0"), text.npos) << text;
  EXPECT_NE(text.find("\n  When  "), text.npos) << text;
}

TEST(ScanText, a_clean_server_is_told_so_and_what_was_looked_at) {
  const std::string text = text_of(sample_clean());
  EXPECT_TRUE(text.starts_with(
      "Nothing found: nobody on this server looks like a sender of spam.\nNothing to do.\n"));
  EXPECT_NE(text.find("3,600 queued messages"), text.npos);
  EXPECT_NE(text.find("LOOKS FINE"), text.npos);
}

TEST(ScanText, who_deserves_a_look_is_told_before_the_notes) {
  ScanResult result = sample_clean();
  result.doubtful = 1;
  EXPECT_EQ(lines_of(text_of(result)).at(1),
            "Nothing to do at once. 1 sender in NOTES below deserves a look.");
  result.doubtful = 2;
  EXPECT_EQ(lines_of(text_of(result)).at(1),
            "Nothing to do at once. 2 senders in NOTES below deserve a look.");
}

TEST(ScanText, half_an_answer_is_called_one) {
  struct {
    bool queue, log;
    std::string_view words;
  } rows[] = {{true, false, "the main log could not be read"},
              {false, true, "the queue could not be read"},
              {false, false, "neither the queue nor the main log could be read"}};
  for (const auto& row : rows) {
    ScanResult result = sample_clean();
    result.queue_was_read = row.queue;
    result.main_log_was_read = row.log;
    const std::string first = lines_of(text_of(result, {.style = {.width = 200}})).front();
    EXPECT_NE(first.find(row.words), first.npos) << first;
  }
}

TEST(ScanText, quiet_says_only_what_is_wrong_and_what_to_do) {
  const auto lines =
      lines_of(text_of(sample_result(), {.style = {.width = 300}, .detail = TextDetail::brief}));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].starts_with("2 incidents"));
  EXPECT_TRUE(lines[1].starts_with("What to do first"));
}

TEST(ScanText, verbose_holds_every_id_address_and_line) {
  const std::string text = text_of(sample_result(), {.detail = TextDetail::full});
  EXPECT_NE(text.find("1wAbCe-000000001Y1-3aBc"), text.npos);
  EXPECT_NE(text.find("block 203.0.113.99"), text.npos);
  EXPECT_NE(text.find("2026-11-23 10:36:01 a line"), text.npos);
  EXPECT_EQ(text.find("-v shows all"), text.npos);
}

TEST(ScanText, a_shell_line_that_cannot_be_shown_as_it_is_is_not_shown) {
  ScanResult result = sample_clean();
  result.incidents = {sample_mailbox()};
  result.incidents[0].plan = {
      {"seal_script", "/a", "r", "e", true, "chmod 0 '/a\x1b[2J'"},
      {"quarantine_messages", "I-3f9a2c", "r", "e", true, "exim -Mf " + std::string(5000, 'x')}};
  const std::string text = without_breaks(text_of(result));
  EXPECT_NE(text.find("holds bytes that cannot be shown"), text.npos);
  EXPECT_NE(text.find("a line of 5.0 kB"), text.npos);
  EXPECT_EQ(text.find("$ chmod"), text.npos);
}

TEST(ScanText, no_password_is_called_stolen_where_no_stranger_is_known) {
  ScanResult result = sample_clean();
  result.incidents = {sample_mailbox()};
  result.incidents[0].is_from_old_places = true;
  const std::string text = without_breaks(text_of(result));
  EXPECT_TRUE(
      text.starts_with("1 incident: a mailbox is sending spam from addresses it has long used now"))
      << text;
  EXPECT_EQ(text.find("stolen"), text.npos);
}

TEST(ScanText, each_attack_from_outside_has_its_words) {
  struct {
    std::string_view signal, words, events;
  } rows[] = {{"password_guessing", "strangers are guessing passwords now", "failed logins"},
              {"recipient_probing", "strangers are trying out recipient addresses now",
               "refused recipients"},
              {"inbound_flood", "strangers are flooding this server with mail now", "messages"},
              {"something_new", "strangers are attacking the mail service now", "messages"}};
  for (const auto& row : rows) {
    ScanResult result = sample_clean();
    Incident incident = sample_mailbox();
    incident.kind = IncidentKind::inbound;
    incident.account.reset();
    incident.evidence = {{std::string(row.signal), 3, "text", {}}};
    result.incidents = {incident};
    const std::string text = without_breaks(text_of(result));
    EXPECT_TRUE(
        text.starts_with("1 incident: " + std::string(row.words) + " (203.0.113.77 and 1 more)"))
        << text;
    const std::string driver = text.substr(text.find("Driven by"));
    EXPECT_NE(driver.substr(0, 200).find(row.events), driver.npos) << driver;
  }
}

TEST(ScanText, an_empty_result_and_an_empty_incident_are_no_trouble) {
  EXPECT_FALSE(text_of(ScanResult{}).empty());
  for (int kind = 0; kind <= static_cast<int>(IncidentKind::backscatter); ++kind) {
    ScanResult result;
    result.incidents.emplace_back().kind = static_cast<IncidentKind>(kind);
    EXPECT_FALSE(text_of(result, {.style = {.width = 0}}).empty());
  }
}

}  // namespace
}  // namespace queuehound
