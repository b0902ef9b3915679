#include "formats/panel_log.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/webmail_log.h"

namespace queuehound {
namespace {

TEST(CpanelWrite, TellsTheFileManagersWritesFromItsReads) {
  const struct {
    std::string_view method, target;
    bool is_write;
    std::string_view path;
  } rows[] = {
      {"POST", "/cpsess0123456789/execute/Fileman/upload_files", true, ""},
      {"POST", "/cpsess0123456789/execute/Fileman/save_file_content", true, ""},
      {"POST",
       "/cpsess0123456789/execute/Fileman/save_file_content?dir=%2Fhome%2Fkim%2Fpublic_html&file="
       "x.php",
       true, "/home/kim/public_html/x.php"},
      {"GET",
       "/cpsess0123456789/json-api/cpanel?cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func="
       "savefile&dir=/home/kim&filename=a%20b.php",
       true, "/home/kim/a b.php"},
      {"POST", "/cpsess0123456789/frontend/jupiter/filemanager/upload-ajax.html", true, ""},
      {"GET", "/cpsess0123456789/execute/Fileman/list_files?dir=/home/kim", false, ""},
      {"GET", "/cpsess0123456789/execute/Fileman/upload_files", false, ""},
      {"POST", "/cpsess0123456789/execute/Email/add_pop", false, ""},
      {"POST", "/execute/Fileman/upload_files", false, ""},
      {"GET", "/cpsess0123456789/json-api/cpanel?module=Fileman&func=listfiles&x=func%3Dsavefile",
       false, ""},
      {"", "", false, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.target));
    const auto write = parse_cpanel_write(row.method, row.target);
    ASSERT_EQ(write.has_value(), row.is_write);
    EXPECT_EQ(write ? write->path : "", row.path);
  }
}

TEST(CpanelWrite, IsFoundInALineOfTheAccessLog) {
  const auto event = parse_cpanel_access(
      "192.0.2.5 - kim [11/25/2026:22:15:01 -0000] \"POST "
      "/cpsess0123456789/execute/Fileman/upload_files HTTP/1.1\" 200 0 \"-\" \"agent\" \"s\" \"-\" "
      "2083");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, 200);
  EXPECT_EQ(event->user, "kim");
  EXPECT_TRUE(parse_cpanel_write(event->method, event->target));
}

TEST(HestiaWrite, IsAPostWithAWritingCall) {
  const struct {
    std::string_view method, target;
    bool is_write;
  } rows[] = {
      {"POST", "/fm/?r=/upload", true},
      {"POST", "/fm/?r=%2Fupload", true},
      {"POST", "/fm/?r=/getdir", false},
      {"GET", "/fm/?r=/upload", false},
      {"POST", "/fm/", false},
      {"POST", "/list/?r=/upload", false},
      {"POST", "/fm/?x=1&r=/savecontent", true},
      {"POST", "/fm/?rr=/upload", false},
  };
  for (const auto& row : rows)
    EXPECT_EQ(parse_hestia_write(row.method, row.target).has_value(), row.is_write) << row.target;
}

}  // namespace
}  // namespace queuehound
