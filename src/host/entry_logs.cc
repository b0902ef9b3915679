// Logs that tell how a file came to the server: FTP servers' own, syslog's (Pure-FTPd, SFTP), the
// web servers of panels. They are only looked for here; survey reads them when an incident has a
// file, because syslog's may be the largest of the server.
#include <array>

#include "host/search.h"

namespace queuehound {
namespace {

struct EntryLog {
  LogKind kind;
  std::string_view path;
};

constexpr std::array kEntryLogs{
    EntryLog{LogKind::ftp, "/var/log/xferlog"},
    EntryLog{LogKind::ftp, "/var/log/vsftpd.log"},
    EntryLog{LogKind::ftp, "/var/log/proftpd/xferlog"},
    EntryLog{LogKind::ftp, "/var/log/proftpd/xferlog.log"},
    EntryLog{LogKind::ftp, "/var/log/proftpd/extended.log"},
    EntryLog{LogKind::ftp, "/usr/local/apache/domlogs/ftpxferlog"},
    EntryLog{LogKind::ftp, "/etc/apache2/logs/domlogs/ftpxferlog"},
    EntryLog{LogKind::ftp, "/var/log/pure-ftpd/transfer.log"},
    EntryLog{LogKind::ftp, "/var/log/pureftpd.log"},
    EntryLog{LogKind::system, "/var/log/messages"},
    EntryLog{LogKind::system, "/var/log/syslog"},
    EntryLog{LogKind::system, "/var/log/auth.log"},
    EntryLog{LogKind::system, "/var/log/secure"},
    EntryLog{LogKind::system, "/var/log/daemon.log"},
    EntryLog{LogKind::system, "/var/log/ftp.log"},
    EntryLog{LogKind::panel, "/var/log/hestia/nginx-access.log"},
};

}  // namespace

void find_entry_logs(Search& search) {
  for (const EntryLog& log : kEntryLogs)
    search.logs.add({std::string(log.path), log.kind, {}, {}, false});
}

}  // namespace queuehound
