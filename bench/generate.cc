// generate DIR [--log BYTES] [--access BYTES] [--messages N [--split] [--certificate PEM]]
// [--all-logs] | generate DIR --all-sites REQUESTS. Writes a server's tree below DIR, and on
// standard output what is in it, as JSON.
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "all_sites.h"
#include "main_log.h"
#include "spool.h"
#include "world.h"

namespace {

struct Wanted {
  std::string directory;
  std::uint64_t log_bytes = 0, access_bytes = 0;
  bool all_logs = false;
  unsigned all_sites = 0;  // requests of each
  bench::SpoolShape spool;
};

std::string file_text(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool read_arguments(int count, char** arguments, Wanted& wanted) {
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const bool has_value = i + 1 < count;
    if (argument == "--split")
      wanted.spool.is_split = true;
    else if (argument == "--all-logs")
      wanted.all_logs = true;
    else if (argument == "--log" && has_value)
      wanted.log_bytes = std::strtoull(arguments[++i], nullptr, 10);
    else if (argument == "--access" && has_value)
      wanted.access_bytes = std::strtoull(arguments[++i], nullptr, 10);
    else if (argument == "--messages" && has_value)
      wanted.spool.messages = std::strtoull(arguments[++i], nullptr, 10);
    else if (argument == "--all-sites" && has_value)
      wanted.all_sites = static_cast<unsigned>(std::strtoul(arguments[++i], nullptr, 10));
    else if (argument == "--certificate" && has_value)
      wanted.spool.certificate = file_text(arguments[++i]);
    else if (argument.front() != '-' && wanted.directory.empty())
      wanted.directory = argument;
    else
      return false;
  }
  return !wanted.directory.empty() && (wanted.all_sites == 0 || wanted.log_bytes == 0);
}

void write_settings(const bench::World& world, const std::string& root, bool is_split) {
  for (const char* folder : {"/etc", "/var/log", "/var/spool/exim/input", "/usr/local/cpanel"})
    std::filesystem::create_directories(root + folder);
  std::ofstream(root + "/usr/local/cpanel/version") << "11.120.0.15\n";
  std::ofstream(root + "/etc/timezone") << "UTC\n";
  std::ofstream(root + "/etc/hostname") << world.hostname << '\n';
  std::ofstream(root + "/etc/exim.conf")
      << "primary_hostname = " << world.hostname
      << "\nspool_directory = /var/spool/exim\nsplit_spool_directory = "
      << (is_split ? "true" : "false")
      << "\nlog_file_path = /var/log/exim_%slog\n"
         "log_selector = +arguments +subject +received_recipients +smtp_connection\n";
  std::ofstream passwd(root + "/etc/passwd"), owners(root + "/etc/userdomains");
  std::ofstream main_domains(root + "/etc/trueuserdomains"), local(root + "/etc/localdomains");
  passwd
      << "root:x:0:0:root:/root:/bin/bash\nmailnull:x:47:47:Exim:/var/spool/mqueue:/sbin/nologin\n";
  local << world.hostname << '\n';
  for (unsigned i = 0; i < bench::kDomains; ++i) {
    const std::string& account = world.accounts[i];
    passwd << account << ":x:" << 2000 + i << ':' << 2000 + i << "::/home/" << account
           << ":/bin/bash\n";
    owners << world.domains[i] << ": " << account << '\n';
    main_domains << world.domains[i] << ": " << account << '\n';
    local << world.domains[i] << '\n';
  }
}

void write_web_log(const bench::World& world, const std::string& root, std::uint64_t bytes) {
  const std::string& account = world.accounts[bench::kScriptDomain];
  const std::string folder = root + "/usr/local/apache/domlogs/" + account;
  std::filesystem::create_directories(folder);
  bench::write_access_log(world, folder + "/" + world.domains[bench::kScriptDomain], bytes);
}

void print(const bench::World& world, const bench::MainLogTruth& log,
           const bench::SpoolTruth& spool) {
  const auto number = [](const char* name, std::uint64_t value) {
    std::printf("\"%s\":%llu,", name, static_cast<unsigned long long>(value));
  };
  std::printf("{\"victim\":\"%s\",\"script_account\":\"%s\",\"script_directory\":\"%s\",",
              world.mailboxes[bench::kVictim].c_str(), world.accounts[bench::kScriptDomain].c_str(),
              world.culprit_directory().c_str());
  number("log_bytes", log.bytes);
  number("log_lines", log.lines);
  number("log_arrivals", log.arrivals);
  number("log_completed", log.completed);
  number("log_cwd", log.cwd);
  number("log_victim_messages", log.victim_messages);
  number("log_victim_recipients", log.victim_recipients);
  number("log_victim_delivered", log.victim_delivered);
  number("log_victim_failed", log.victim_failed);
  number("log_script_messages", log.script_messages);
  number("log_script_cwd", log.script_cwd);
  number("spool_messages", spool.messages);
  number("spool_frozen", spool.frozen);
  number("spool_bounces", spool.bounces);
  number("spool_recipients", spool.recipients);
  number("spool_victim_messages", spool.victim_messages);
  number("spool_script_messages", spool.script_messages);
  std::printf("\"spool_bytes\":%llu}\n", static_cast<unsigned long long>(spool.bytes));
}

}  // namespace

int main(int count, char** arguments) {
  Wanted wanted;
  if (!read_arguments(count, arguments, wanted)) {
    std::fputs(
        "usage: generate DIR [--log BYTES] [--all-logs] [--access BYTES] [--messages N [--split] "
        "[--certificate PEM]]\n       generate DIR --all-sites REQUESTS\n",
        stderr);
    return 2;
  }
  ::umask(022);
  const bench::World world;
  write_settings(world, wanted.directory, wanted.spool.is_split);
  bench::MainLogTruth log;
  bench::SpoolTruth spool;
  if (wanted.log_bytes > 0)
    log =
        bench::write_main_log(world, wanted.directory + "/var/log/exim_mainlog", wanted.log_bytes);
  if (wanted.all_logs) {
    bench::write_mail_log(world, wanted.directory + "/var/log/maillog", wanted.log_bytes / 3);
    wanted.access_bytes = wanted.log_bytes / 5;
  }
  if (wanted.all_sites > 0) bench::write_all_sites(world, wanted.directory, wanted.all_sites);
  if (wanted.access_bytes > 0) write_web_log(world, wanted.directory, wanted.access_bytes);
  if (wanted.spool.messages > 0)
    spool = bench::write_spool(world, wanted.directory + "/var/spool/exim", wanted.spool);
  print(world, log, spool);
  return 0;
}
