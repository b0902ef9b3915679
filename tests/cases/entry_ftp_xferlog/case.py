"""ProFTPD's xferlog on DirectAdmin: a stranger with the FTP password; the client is locked into the home, so the
path begins below it. The file's name holds what an xferlog line ends in."""
from uploads import SITE, expect_shell, shell_server, xferlog_upload

TARGET = "/wp-content/uploads/x b _ i r harbor ftp 0 * c.php"
LOG = "/var/log/proftpd/xferlog"


def build(root):
    server = shell_server(root, (2, "03:14:15"), layout="directadmin", target=TARGET)
    xferlog_upload(server, LOG, "lakeside", "192.0.2.31", (9, "09:11:00"), f"/domains/{SITE}/public_html/index.html")
    xferlog_upload(server, LOG, "lakeside", "203.0.113.5", (2, "03:14:15"), f"/domains/{SITE}/public_html{TARGET}")
    expect_shell(server, how="ftp_upload", address="203.0.113.5", at=(2, "03:14:15"), siblings={},
                 says=["by user lakeside", "new at this door"])
    return server
