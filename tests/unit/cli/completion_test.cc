#include "cli/completion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cli/command_row.h"
#include "cli/manual_page.h"
#include "host/config.h"

namespace queuehound {
namespace {

using Words = std::vector<std::string>;

TEST(Completion, offers_commands_then_options_and_no_values) {
  EXPECT_EQ(completions(Words{"chec"}, {}), (Words{"check"}));
  EXPECT_EQ(completions(Words{"--"}, {}), (Words{"--help", "--version"}));
  EXPECT_EQ(completions(Words{"scan", "--roo"}, {}), (Words{"--root"}));
  EXPECT_EQ(completions(Words{"scan", "--root", "--"}, {}), Words{});
  EXPECT_EQ(completions(Words{"completion", ""}, {}), (Words{"bash", "fish", "zsh"}));
  EXPECT_EQ(completions(Words{"help", "sc"}, {}), (Words{"scan"}));
  EXPECT_EQ(completions(Words{"nonsense", "-"}, {}), Words{});
  const Words all = completions(Words{""}, {});
  EXPECT_EQ(std::ranges::find(all, "complete"), all.end());
  EXPECT_FALSE(wants_ids(Words{"scan", ""}));
  EXPECT_FALSE(wants_ids(Words{}));
}

TEST(Completion, offers_the_words_of_options_that_have_few) {
  struct {
    Words typed, offered;
  } rows[] = {
      {{"queue", "--summary", "s"}, {"sender", "script", "subject"}},
      {{"queue", "--like", ""}, {"bp", "bpu", "bpr", "bpc"}},
      {{"parse", "--kind", "exim"}, {"exim_main", "exim_reject"}},
      {{"parse", "--color", ""}, {"auto", "always", "never"}},
      {{"scan", "--color", "a"}, {"auto", "always"}},
      {{"scan", "--profile", "c"}, {"cpanel", "custom"}},
      {{"explain", "--letter", ""}, {"owner", "administrator"}},
      {{"scan", "--since", ""}, {}},
      {{"scan", "--main-log", ""}, {}},
      {{"scan", "--access-log", ""}, {}},
      {{"queue", "--older", ""}, {}},
      {{"queue", "-f", ""}, {}},
  };
  for (const auto& row : rows)
    EXPECT_EQ(completions(row.typed, Words{"I-1f"}), row.offered) << row.typed[1];
  EXPECT_TRUE(wants_ids(Words{"queue", "--incident", "I-"}));
  EXPECT_EQ(completions(Words{"queue", "--incident", "I-1"}, Words{"I-1f"}), Words{"I-1f"});
}

TEST(Completion, ids_stand_where_the_usage_names_them) {
  for (const CommandRow& row : command_rows()) {
    const bool names =
        row.usage.contains("ID") || row.usage.contains("SUBJECT") || row.usage.contains("PLAN");
    if (row.name == "allow") continue;  // list, add or rm first
    EXPECT_EQ(wants_ids(Words{std::string(row.name), ""}), names && !row.is_hidden) << row.name;
    if (!names) continue;
    EXPECT_EQ(completions(Words{std::string(row.name), "I-1"}, Words{"I-1f", "I-2"}),
              Words{"I-1f"});
  }
}

TEST(Completion, verbs_stand_where_ids_do_not) {
  EXPECT_EQ(completions(Words{"allow", ""}, Words{"I-1f"}), (Words{"list", "add", "rm"}));
  EXPECT_EQ(completions(Words{"allow", "add", ""}, Words{"I-1f"}), Words{"I-1f"});
  EXPECT_EQ(completions(Words{"block", "e"}, Words{}), Words{"expire"});
}

TEST(Completion, messages_of_the_queue_stand_where_one_may) {
  EXPECT_TRUE(wants_messages(Words{"queue", "show", ""}));
  EXPECT_TRUE(wants_messages(Words{"queue", "--root", "/x", "show", "1x"}));
  EXPECT_TRUE(wants_messages(Words{"who", "msg:"}));
  EXPECT_TRUE(wants_messages(Words{"explain", "1xV"}));
  EXPECT_FALSE(wants_messages(Words{"who", ""}));
  EXPECT_FALSE(wants_messages(Words{"who", "mailbox:"}));
  EXPECT_FALSE(wants_messages(Words{"queue", "sh"}));
  EXPECT_FALSE(wants_messages(Words{"queue", "show", "--"}));
  EXPECT_FALSE(wants_messages(Words{"queue", "show", "--root", "1"}));
  EXPECT_FALSE(wants_messages(Words{"queue", "quarantine", "show", ""}));
  EXPECT_EQ(
      completions(Words{"queue", "show", "1a"}, Words{"1aBcDe-000001-00", "1bBcDe-000001-00"}),
      Words{"1aBcDe-000001-00"});
}

TEST(Completion, scripts_and_manual_name_every_option_of_the_table) {
  const std::string manual = program_manual();
  for (const CommandRow& command : command_rows()) {
    if (command.is_hidden) continue;
    for (const OptionRows rows : command.options)
      for (const OptionRow& row : rows) {
        for (const std::string_view shell : {"bash", "zsh", "fish"})
          EXPECT_TRUE(completion_script(shell)->contains(row.name)) << shell << row.name;
        std::string in_roff;
        for (const char c : row.name) in_roff += c == '-' ? "\\-" : std::string(1, c);
        EXPECT_TRUE(manual.contains(in_roff)) << row.name;
      }
  }
  EXPECT_FALSE(completion_script("tcsh"));
}

TEST(Manual, settings_are_all_there_and_their_examples_are_accepted) {
  const std::string manual = settings_manual();
  for (const SettingRow& row : setting_rows()) {
    EXPECT_TRUE(manual.contains("\\fB" + std::string(row.name) + "\\fR")) << row.name;
    std::string toml;
    if (!row.table.empty()) toml = "[" + std::string(row.table) + "]\n";
    toml += std::string(row.name) + " = " + std::string(row.example) + "\n";
    EXPECT_TRUE(parse_config(toml, "example")) << toml;
  }
}

}  // namespace
}  // namespace queuehound
