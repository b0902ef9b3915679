// A server's queue, logs and access logs, read by four threads as a scan reads them and judged by
// nobody: what ThreadSanitizer looks at, without the floors above, in which there are no threads.
//
//   oracle_read_server ROOT
//
// Exit status: 0 something of each was read, 1 not, 2 no such folder.
#include <algorithm>
#include <atomic>
#include <cstdio>

#include "host/find_server.h"
#include "survey/survey_server.h"
#include "survey/web_survey.h"

int main(int count, char** words) {
  using namespace queuehound;
  if (count != 2) return 2;
  const auto root = RootDir::open(words[1]);
  if (!root) return 2;
  const Server server = find_server(*root, Config{}, EximAnswers{});
  SurveyOptions options;
  options.to = Time(seconds(INT32_MAX));
  options.threads = 4;
  options.piece_bytes = 4096;
  options.messages_in_a_part = 16;
  std::atomic<std::uint64_t> bytes_told = 0;
  options.progress = [&](std::uint64_t bytes, std::uint64_t, std::string_view) {
    bytes_told += bytes;
  };
  Survey survey = survey_server(*root, server, options);

  MailTimes times;
  for (const Message& message : survey.ledger.messages)
    times.seconds.push_back(message.at.time_since_epoch().count());
  std::ranges::sort(times.seconds);
  times.seconds.erase(std::ranges::unique(times.seconds).begin(), times.seconds.end());
  std::vector<WebTarget> suspects;
  for (const Site& site : server.sites) suspects.push_back({site.account, site.domain, times});
  const WebEvidence web = survey_web(*root, server, options, suspects, survey);
  std::printf("%llu messages in the queue, %zu known, %zu pages asked for, %llu bytes told\n",
              static_cast<unsigned long long>(survey.queue.messages), survey.ledger.messages.size(),
              web.rows.size(), static_cast<unsigned long long>(bytes_told.load()));
  return survey.queue.messages > 0 && survey.main_log_was_read && !web.rows.empty() ? 0 : 1;
}
