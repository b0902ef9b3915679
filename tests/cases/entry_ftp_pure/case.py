"""Pure-FTPd's lines in syslog: the shell comes from the address that has kept the site up for weeks. The owner is
not accused; the address is not blocked."""
from uploads import SHELL, expect_shell, pure_ftpd_login, pure_ftpd_upload, shell_server

OWNER = "192.0.2.31"


def build(root):
    server = shell_server(root, (1, "14:03:12"))
    for ago in range(10, 0, -1):
        pure_ftpd_login(server, "lakeside", OWNER, (ago, "09:10:00"))
        pure_ftpd_upload(server, "lakeside", OWNER, (ago, "09:11:00"), "/home/lakeside//public_html/prices.html")
    pure_ftpd_login(server, "lakeside", OWNER, (1, "14:03:00"))
    pure_ftpd_upload(server, "lakeside", OWNER, (1, "14:03:13"), f"/home/lakeside//public_html{SHELL}")
    pure_ftpd_upload(server, "harbor", "203.0.113.5", (1, "14:03:12"), f"/home/harbor//public_html{SHELL}.txt")
    expect_shell(server, how="ftp_upload", address=OWNER, at=(1, "14:03:13"), siblings={}, line="wp-cache-7f3.php",
                 says=["by FTP", "by user lakeside", "since 13 Nov 09:10", "computer or its password"])
    return server
