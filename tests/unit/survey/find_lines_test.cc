#include "survey/find_lines.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "exim_lines.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

class FindLines : public testing::Test {
 protected:
  FindLines() {
    std::string pattern = (fs::temp_directory_path() / "find_lines_XXXXXX").string();
    top_ = ::mkdtemp(pattern.data());
    server_ = sample_server();
    server_.logs = {{"/mainlog", LogKind::exim_main, "", "", false}};
  }
  ~FindLines() override { fs::remove_all(top_); }

  MessageLines find(const std::string& log, const std::string& id, std::string_view directory) {
    std::ofstream(top_ / "mainlog") << log;
    const auto root = RootDir::open(top_.string());
    return find_lines(*root, server_, TimeZone::utc(), *parse_message_id(id), directory);
  }

  fs::path top_;
  Server server_;
};

std::string kinds_of(const MessageLines& found) {
  std::string kinds;
  for (const MessageLine& line : found.lines)
    kinds += (kinds.empty() ? "" : " ") + std::string(kind_name(line.kind));
  return kinds;
}

TEST_F(FindLines, takes_the_lines_whose_own_id_it_is_and_no_others) {
  const Time at = log_time(23, 10, 0);
  const std::string id = id_text(at, 77), other = id_text(at, 78), stamp = stamp_of(at);
  const std::string log =
      stamp + "cwd=/home/a 3 args: /usr/sbin/sendmail -t -i\n" +  //
      stamp + "cwd=/home/b 3 args: /usr/sbin/sendmail -t -i\n" +  //
      stamp + id + " <= a@a.example U=a P=local S=300 T=\"x\" for b@b.example\n" + stamp + other +
      " <= <> R=" + id + " U=exim P=local S=300 for a@a.example\n" + stamp + other +
      " <= c@c.example U=c P=local S=3 T=\"" + id + " => d\" for d@d.example\n" + id +
      " => no stamp, no line of Exim's\n" +  //
      stamp + id + "x => b@b.example R=r T=t\n" + stamp + id +
      " => b@b.example R=r T=t H=mx.b.example [192.0.2.9] C=\"250 OK\"\n" + stamp + id +
      " Completed\n" + stamp + id + " => behind its end\n";
  const MessageLines found = find(log, id, "/home/a");
  EXPECT_EQ(kinds_of(found), "cwd arrival delivery completed");
  ASSERT_EQ(found.lines.size(), 4u);
  EXPECT_TRUE(found.lines[0].is_by_order);
  EXPECT_NE(found.lines[0].line.find("cwd=/home/a "), std::string::npos);
  for (const MessageLine& line : found.lines)
    EXPECT_EQ(log.compare(line.offset, line.line.size(), line.line), 0);
}

// Under another name (syslog_processname) and without Exim's own stamps: syslog's tell when.
TEST_F(FindLines, reads_lines_that_syslog_alone_stamped) {
  server_.exim_syslog_name = "mta-in";
  const std::string id = id_text(log_time(23, 10, 0), 77);
  const std::string log =
      "2026-11-23T10:00:00.5+00:00 mx mta-in[77]: cwd=/home/a 2 args: sendmail -t\n"
      "2026-11-23T10:00:01.5+00:00 mx mta-in[77]: " +
      id +
      " <= a@a.example U=a P=local S=300\n"
      "2026-11-23T10:00:02.5+00:00 mx mta-out[79]: " +
      id +
      " => no line of Exim's\n"
      "2026-11-23T10:00:03.5+00:00 mx mta-in[79]: " +
      id + " Completed\n";
  const MessageLines found = find(log, id, "");
  EXPECT_EQ(kinds_of(found), "cwd arrival completed");
  EXPECT_EQ(found.lines.back().at, log_time(23, 10, 0) + seconds(3));
}

TEST_F(FindLines, a_process_id_pairs_the_caller_for_sure) {
  const Time at = log_time(23, 10, 0);
  const std::string id = id_text(at, 77);
  const std::string log = stamp_of(at, 77) + "cwd=/home/a 3 args: /usr/sbin/sendmail -t -i\n" +
                          stamp_of(at, 99) + "cwd=/home/b 3 args: /usr/sbin/sendmail -t -i\n" +
                          stamp_of(at, 77) + id + " <= a@a.example U=a P=local S=300\n";
  const MessageLines found = find(log, id, "/home/b");
  EXPECT_EQ(kinds_of(found), "cwd arrival");
  EXPECT_FALSE(found.lines[0].is_by_order);
  EXPECT_NE(found.lines[0].line.find("cwd=/home/a "), std::string::npos);
}

TEST_F(FindLines, syslog_s_own_stamp_may_stand_before_exim_s_or_alone) {
  const Time at = log_time(23, 10, 0);
  const std::string id = id_text(at, 77), before = "Nov 23 10:00:00 host exim[77]: ";
  const std::string log = before + stamp_of(at) + id + " <= a@a.example U=a P=local S=300\n" +
                          before + id + " => b@b.example R=r T=t\n";
  EXPECT_EQ(kinds_of(find(log, id, "")), "arrival delivery");
}

TEST_F(FindLines, what_is_not_there_is_said_with_where_it_was_looked_for) {
  const MessageLines found = find("", id_text(log_time(23, 10, 0), 77), "");
  EXPECT_TRUE(found.lines.empty());
  EXPECT_EQ(found.looked_at, std::vector<std::string>{"/mainlog"});
}

}  // namespace
}  // namespace queuehound
