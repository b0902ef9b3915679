#include "cli/commands.h"

#include <gtest/gtest.h>

#include <set>

#include "cli/command_row.h"
#include "cli/manual_page.h"
#include "cli/suggest.h"

namespace queuehound {
namespace {

using What = Invocation::What;

Invocation parse(std::vector<std::string_view> words) { return parse_arguments(words); }

TEST(Arguments, help_and_version_are_shown) {
  const std::vector<std::string_view> rows[] = {{},
                                                {"--help"},
                                                {"-h"},
                                                {"help"},
                                                {"help", "scan"},
                                                {"help", "--help"},
                                                {"scan", "--help"},
                                                {"scan", "-h"},
                                                {"--version"},
                                                {"version"}};
  for (const auto& row : rows) EXPECT_EQ(parse(row).what, What::show);
  EXPECT_EQ(parse({"--version"}).text, "queuehound " QUEUEHOUND_VERSION "\n");
}

TEST(Arguments, what_is_wrong_is_named_with_what_was_meant) {
  struct {
    std::vector<std::string_view> words;
    std::string_view says;
  } rows[] = {
      {{"scna"}, "did you mean \"scan\"?"},
      {{"frobnicate"}, "no command is called \"frobnicate\""},
      {{"--frob"}, "no option is called \"--frob\""},
      {{"--root", "/x"}, "options stand after the command"},
      {{"scan", "--jsno"}, "did you mean \"--json\"?"},
      {{"scan", "--root"}, "--root needs a value: --root DIR"},
      {{"scan", "--root", "--json"}, "--root needs a value"},
      {{"scan", "--root="}, "wants a path"},
      {{"scan", "--json=yes"}, "--json takes no value"},
      {{"scan", "/tmp"}, "takes options only, not \"/tmp\""},
      {{"scan", "--since", "blue"}, "--since wants a time"},
      {{"scan", "--profile", "plesk"},
       "wants one of cpanel, directadmin, hestia, debian, rhel, custom"},
      {{"scan", "--threads", "0"}, "from 1 to 256"},
      {{"scan", "--threads", "many"}, "from 1 to 256"},
      {{"scan", "--max-memory", "1M"}, "wants a size"},
      {{"scan", "--max-memory", "99999999999999T"}, "wants a size"},
      {{"scan", "--color", "blue"}, "auto, always, never"},
      {{"scan", "--width", "39"}, "from 40 to 1000"},
      {{"scan", "--evil\x1b[2J"}, "--evil\\x1b[2J"},
      {{"scan", "-x"}, "no option \"-x\""},
      {{"scan", "--"}, "takes options only"},
      {{"queue", "--client", "300.1.1.1"}, "--client wants an address"},
      {{"queue", "--client", "192.0.2.0/99"}, "not \"192.0.2.0/99\""},
      {{"queue", "--origin", "nosuch"}, "--origin wants an address"},
      {{"queue", "--actor", "nosuch:x"}, "--actor knows mailbox:"},
      {{"queue", "--actor", "ip:300.1.1.1"}, "--actor wants an address or a network"},
      {{"queue", "-zQ"}, "no option \"-zQ\""},
      {{"queue", "-bp"}, "queue has no option \"-bp\""},
      {{"queue", "--like", "-x"}, "--like needs a value"},
      {{"queue", "-frozen"}, "did you mean \"--frozen\"?"},
      {{"queue", "-zf"}, "-f needs a value: -f TEXT"},
      {{"queue", "-oten"}, "-o wants seconds"},
      {{"apply", "P-1", "--only", ""}, "--only wants numbers"},
      {{"apply", "P-1", "--without="}, "--without wants kinds"},
      {{"plan", "I-000000", "--with", ""}, "--with wants kinds"},
      {{"help", "--man", "toml"}, "help takes one word, not \"toml\""},
      {{"help", "scan", "queue"}, "help takes one word"},
      {{"version", "now"}, "takes nothing else"},
      {{"help", "web"}, "is not in this version"},
      {{""}, "no command is called \"\""},
  };
  for (const auto& row : rows) {
    const Invocation got = parse(row.words);
    EXPECT_EQ(got.what, What::wrong) << row.says;
    EXPECT_NE(got.text.find(row.says), got.text.npos) << got.text;
    EXPECT_FALSE(got.next.empty());
  }
}

TEST(Arguments, commands_of_later_versions_are_refused_and_not_advertised) {
  for (const std::string_view name : future_commands()) {
    const Invocation got = parse({name});
    EXPECT_EQ(got.what, What::wrong);
    EXPECT_NE(got.text.find("is not in this version"), got.text.npos) << name;
    EXPECT_EQ(general_help().find("\n  " + std::string(name) + " "), std::string::npos) << name;
  }
}

TEST(Arguments, scan_options_land_in_their_fields) {
  const Invocation got = parse({"scan",
                                "--root",
                                "/copy",
                                "--now=2026-11-23 10:00",
                                "--since",
                                "30d",
                                "--until",
                                "yesterday",
                                "--timezone",
                                "-05:00",
                                "--json",
                                "--config",
                                "c.toml",
                                "--profile",
                                "cpanel",
                                "--spool",
                                "/s",
                                "--main-log",
                                "/a",
                                "--main-log=/b",
                                "--reject-log",
                                "/r",
                                "--dovecot-log",
                                "/d",
                                "--access-log",
                                "Shop.example=/w",
                                "--access-log",
                                "/odd/a=b",
                                "--webmail-log",
                                "/m",
                                "--php-mail-log",
                                "/p",
                                "--threads",
                                "3",
                                "--max-memory",
                                "512M",
                                "--color",
                                "never",
                                "--width",
                                "100",
                                "--ascii",
                                "-v"});
  ASSERT_EQ(got.what, What::run) << got.text;
  const ScanOptions& scan = got.options.scan;
  EXPECT_EQ(scan.root, "/copy");
  EXPECT_FALSE(scan.is_live());
  EXPECT_EQ(scan.now, "2026-11-23 10:00");
  EXPECT_EQ(scan.since, "30d");
  EXPECT_EQ(scan.until, "yesterday");
  EXPECT_EQ(scan.timezone, "-05:00");
  EXPECT_TRUE(scan.json);
  EXPECT_EQ(scan.config, "c.toml");
  EXPECT_EQ(scan.profile, "cpanel");
  EXPECT_EQ(scan.spool, "/s");
  EXPECT_EQ(scan.main_logs, (std::vector<std::string>{"/a", "/b"}));
  EXPECT_EQ(scan.reject_logs.size() + scan.dovecot_logs.size() + scan.webmail_logs.size() +
                scan.php_mail_logs.size(),
            4u);
  ASSERT_EQ(scan.access_logs.size(), 2u);
  EXPECT_EQ(scan.access_logs[0].domain, "shop.example");
  EXPECT_EQ(scan.access_logs[0].path, "/w");
  EXPECT_EQ(scan.access_logs[1].domain, "");
  EXPECT_EQ(scan.access_logs[1].path, "/odd/a=b");
  EXPECT_EQ(scan.threads, 3u);
  EXPECT_EQ(scan.max_memory, 512u << 20);
  EXPECT_EQ(scan.display.colour, ColourWhen::never);
  EXPECT_EQ(scan.display.width, 100u);
  EXPECT_TRUE(scan.display.ascii);
  EXPECT_EQ(scan.detail, TextDetail::full);
  EXPECT_TRUE(parse({"scan"}).options.scan.is_live());
}

TEST(Arguments, letters_stand_together_as_exiqgrep_takes_them) {
  const Invocation got = parse({"queue", "-zi", "-o1", "-xfshop", "-br", "ann@there.example"});
  ASSERT_EQ(got.what, What::run) << got.text;
  const QueueOptions& queue = got.options.queue;
  EXPECT_TRUE(queue.filter.frozen && queue.filter.not_frozen && queue.ids && queue.brief);
  EXPECT_EQ(queue.filter.older, seconds(1));
  ASSERT_EQ(queue.filter.senders.size(), 1u);
  EXPECT_TRUE(queue.filter.senders[0].matches("shop"));
  ASSERT_EQ(queue.filter.recipients.size(), 1u);
  EXPECT_TRUE(queue.filter.recipients[0].matches("ann@there.example"));
}

// As the help of --like writes them, and as Exim takes them.
TEST(Arguments, forms_of_exims_may_keep_their_dash) {
  for (const std::string_view form : {"bpu", "-bpu"}) {
    const Invocation got = parse({"queue", "--like", form, "-z"});
    ASSERT_EQ(got.what, What::run) << got.text;
    EXPECT_EQ(got.options.queue.like, QueueForm::bpu);
    EXPECT_TRUE(got.options.queue.filter.frozen);
  }
}

TEST(Arguments, an_actor_of_an_internationalized_domain_is_asked_for_in_both_forms) {
  const Invocation got = parse({"queue", "--actor", "mailbox:info@bücher.example"});
  ASSERT_EQ(got.what, What::run) << got.text;
  const auto fits = [&](std::string_view actor) {
    return std::ranges::any_of(got.options.queue.filter.actors,
                               [&](const ActorPattern& one) { return one.matches(actor); });
  };
  EXPECT_TRUE(fits("mailbox:info@bücher.example"));
  EXPECT_TRUE(fits("mailbox:info@xn--bcher-kva.example"));
  EXPECT_FALSE(fits("mailbox:info@shop.example"));
}

TEST(Help, lists_every_option_once_within_80_columns) {
  const std::string help = parse({"scan", "--help"}).text;
  std::set<std::string_view> names;
  for (const OptionRow& row : scan_option_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_NE(
        help.find(std::string(row.name) + (row.value.empty() ? "" : " " + std::string(row.value))),
        help.npos)
        << row.name;
  }
  for (const std::string& text : {help, general_help()}) {
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', from)) {
      EXPECT_LE(end - from, 80u) << text.substr(from, end - from);
      from = end + 1;
    }
  }
}

TEST(Manual, tables_stand_line_by_line) {
  const std::string page = program_manual();
  for (const std::string_view part : {".EX\nexiqgrep \\-f", "show MSG...\nexiqsumm ",
                                      "domain\n.EE\n.PP\nWhat apply", "\\-\\-yes]  "}) {
    EXPECT_TRUE(page.contains(part)) << part;
  }
  std::size_t begun = 0, ended = 0;
  for (std::size_t at = 0; (at = page.find("\n.EX\n", at)) != page.npos; ++at) ++begun;
  for (std::size_t at = 0; (at = page.find("\n.EE\n", at)) != page.npos; ++at) ++ended;
  EXPECT_EQ(begun, ended);
}

TEST(Suggest, distance_counts_slips_of_the_finger) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("scan", "scna"), 1u);
  EXPECT_EQ(edit_distance("scan", "scam"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  const std::string_view words[] = {"scan", "help"};
  EXPECT_EQ(nearest_word("hlep", words), "help");
  EXPECT_FALSE(nearest_word("purge", words));
  EXPECT_FALSE(nearest_word(std::string(100000, 's'), words));
}

}  // namespace
}  // namespace queuehound
