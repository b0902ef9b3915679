#include "remedy/panel_commands.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

Server server_of(Profile profile) {
  Server server;
  server.profile = profile;
  server.accounts.push_back({"shop", 3001, 3001, "/home/shop", "/bin/sh"});
  server.domain_owner["shop.example"] = "shop";
  server.domain_owner["bad.example"] = "-rf";
  return server;
}

TEST(PanelCommands, NamesThatDoNotFitReachNoProgram) {
  const Server server = server_of(Profile::cpanel);
  for (const std::string_view name :
       {"-kim@shop.example", "kim'@shop.example", "kim @shop.example", "kim@nobody.example",
        "kim%40x@shop.example", "kim&a=b@shop.example", "@shop.example", "kim@", "kim@shop",
        "kim@bad.example", "nobody", "-x", "", "kim\n@shop.example", "$(id)@shop.example"}) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(panel_target(server, name));
    EXPECT_FALSE(panel_shell(ActionKind::hold_account, server, name));
    EXPECT_FALSE(password_shell(server, name));
  }
  EXPECT_TRUE(panel_target(server, "kim+a.b_c-d=e@shop.example"));
  EXPECT_TRUE(panel_target(server, "shop"));
}

TEST(PanelCommands, TheLineOfThePlanIsTheRowThatIsRun) {
  using enum ActionKind;
  const struct {
    ActionKind kind;
    Profile profile;
    std::string_view name;
    std::optional<std::string> shell;
  } rows[] = {
      {hold_account, Profile::cpanel, "k+m@shop.example",
       "uapi '--user=shop' Email hold_outgoing 'email=k%2Bm%40shop.example'"},
      {hold_account, Profile::cpanel, "shop", "whmapi1 hold_outgoing_email 'user=shop'"},
      {suspend_account, Profile::cpanel, "shop", "whmapi1 suspendacct 'user=shop' 'reason=spam'"},
      {suspend_login, Profile::hestia, "kim@shop.example",
       "v-suspend-mail-account shop shop.example kim"},
      {hold_account, Profile::hestia, "kim@shop.example", std::nullopt},
      {suspend_account, Profile::directadmin, "shop", "da suspend-user shop"},
      {suspend_account, Profile::debian, "shop", std::nullopt},
      {suspend_account, Profile::cpanel, "kim@shop.example", std::nullopt},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(panel_shell(row.kind, server_of(row.profile), row.name), row.shell);
  }
}

TEST(PanelCommands, NoPasswordStandsInAPrintedArgument) {
  for (const Profile profile : {Profile::cpanel, Profile::hestia}) {
    const auto shell = password_shell(server_of(profile), "kim@shop.example");
    ASSERT_TRUE(shell);
    EXPECT_FALSE(shell->contains("password=\"$"));
    EXPECT_FALSE(shell->contains("kim \"$("));
  }
  EXPECT_FALSE(password_shell(server_of(Profile::debian), "kim@shop.example"));
}

TEST(PanelCommands, ValuesForCpanelAreUriEncoded) {
  EXPECT_EQ(uri_encoded("a@b c+%&=\n/"), "a%40b%20c%2B%25%26%3D%0A%2F");
  EXPECT_EQ(uri_encoded("A-z_0.9~"), "A-z_0.9~");
}

}  // namespace
}  // namespace queuehound
