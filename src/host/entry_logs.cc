// Logs that tell how a file came to the server: FTP servers' own, syslog's (Pure-FTPd, SFTP), the
// web servers of panels. They are only looked for here; survey reads them when an incident has a
// file, because syslog's may be the largest of the server.
#include <array>

#include "host/search.h"

namespace queuehound {
namespace {

constexpr std::array kEntryLogs{
    LogPlace{LogKind::ftp, "/var/log/xferlog"},
    LogPlace{LogKind::ftp, "/var/log/vsftpd.log"},
    LogPlace{LogKind::ftp, "/var/log/proftpd/xferlog"},
    LogPlace{LogKind::ftp, "/var/log/proftpd/xferlog.log"},
    LogPlace{LogKind::ftp, "/var/log/proftpd/extended.log"},
    LogPlace{LogKind::ftp, "/usr/local/apache/domlogs/ftpxferlog"},
    LogPlace{LogKind::ftp, "/etc/apache2/logs/domlogs/ftpxferlog"},
    LogPlace{LogKind::ftp, "/var/log/pure-ftpd/transfer.log"},
    LogPlace{LogKind::ftp, "/var/log/pureftpd.log"},
    LogPlace{LogKind::system, "/var/log/messages"},
    LogPlace{LogKind::system, "/var/log/syslog"},
    LogPlace{LogKind::system, "/var/log/auth.log"},
    LogPlace{LogKind::system, "/var/log/secure"},
    LogPlace{LogKind::system, "/var/log/daemon.log"},
    LogPlace{LogKind::system, "/var/log/ftp.log"},
    LogPlace{LogKind::panel, "/var/log/hestia/nginx-access.log"},
};

}  // namespace

void find_entry_logs(Search& search) { search.logs.add_all(kEntryLogs); }

}  // namespace queuehound
