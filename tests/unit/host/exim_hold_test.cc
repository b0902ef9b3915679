#include "host/exim_hold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "host/exim_hold_acl.h"

namespace queuehound {
namespace {

EximHold hold_of(std::string_view text) {
  return parse_exim_hold(text, [](std::string_view path) -> std::optional<std::string> {
    if (path == "/x/acls") return "own_data:\n  require acl = /etc/queuehound/exim-hold.acl\n";
    return {};
  });
}

TEST(EximHold, IsCalledOnlyWhereNoMessageCanPassBy) {
  constexpr std::string_view kOurs = "/etc/queuehound/exim-hold.acl";
  const std::string path(kOurs);
  const struct {
    std::string text;
    bool smtp, chunks, local;
  } rows[] = {
      {"begin acl\n", false, true, false},
      {"acl_smtp_predata = " + path + "\n", true, true, false},
      {"acl_smtp_predata = " + path + "\nchunking_advertise_hosts =\n", true, false, false},
      {"acl_smtp_data = " + path + "\n", true, false, false},
      {"acl_not_smtp = " + path + "\n", false, true, true},
      {"# acl_not_smtp = " + path + "\n", false, true, false},
      {"acl_not_smtp = /etc/queuehound/exim-hold.acl.old\n", false, true, false},
      {"acl_smtp_rcpt = r\nbegin acl\nr:\n  require acl = " + path + "\n  accept\n", true, false,
       false},
      {"acl_smtp_rcpt = r\nbegin acl\nr:\n  # first\n\n  require  acl=" + path + "\n", true, false,
       false},
      {"acl_smtp_rcpt = r\nbegin acl\nr:\n  accept hosts = :\n  require acl = " + path + "\n",
       false, true, false},
      {"acl_smtp_rcpt = r\nbegin acl\nother:\n  require acl = " + path + "\n", false, true, false},
      {"acl_smtp_rcpt = r\nbegin acl\nr:\n  warn acl = " + path + "\n", false, true, false},
      {"acl_smtp_rcpt = r\nbegin routers\nr:\n  require acl = " + path + "\n", false, true, false},
      // Exim replaces a macro's letters wherever they stand (exim -bP says own_data).
      {"A = data\nacl_smtp_data = own_A\nbegin acl\n.include /x/acls\n", true, false, false},
      {"A = data\nacl_smtp_data = own_a\nbegin acl\n.include /x/acls\n", false, true, false},
      {"A = own_data\nacl_smtp_data = A\nbegin acl\n.include /x/acls\n", true, false, false},
      {".ifdef NO\nacl_not_smtp = " + path + "\n.endif\n", false, true, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const EximHold hold = hold_of(row.text);
    EXPECT_EQ(hold.is_called_for_smtp, row.smtp);
    EXPECT_EQ(hold.is_passed_by_chunks, row.chunks);
    EXPECT_EQ(hold.is_called_for_local, row.local);
  }
}

TEST(EximHold, TheLinesThatItTellsAreTheOnesThatItMisses) {
  Server server;
  server.profile = Profile::custom;
  server.exim_config_file = "/etc/exim.conf";
  const HoldInclusion all = hold_inclusion(server, hold_of(""));
  std::string text;
  for (const std::string& line : all.lines) text += line + "\n";
  EXPECT_EQ(all.lines.size(), 3u);
  EXPECT_TRUE(all.then.contains("check --exim-hold"));
  EximHold told = hold_of(text + "begin acl\n");
  told.acl_is_there = true;
  EXPECT_TRUE(told.covers_logins() && told.covers_users());
  EXPECT_TRUE(hold_inclusion(server, told).lines.empty());
}

TEST(EximHold, TheExampleIsWhatCheckPrints) {
  std::ifstream file(QUEUEHOUND_SOURCE_DIR "/examples/exim-hold.conf");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(text, exim_hold_acl());
}

}  // namespace
}  // namespace queuehound
