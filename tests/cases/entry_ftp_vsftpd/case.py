"""vsftpd's own log, in UTC, client locked into the home; a POST of the driver falls into the same minute, but the record
that names the file is the better witness."""
from uploads import DRIVER, SHELL, SITE, expect_shell, shell_server, vsftpd_upload


def build(root):
    server = shell_server(root, (1, "14:03:12"))
    server.request(SITE, DRIVER, (1, "14:03:10"), "/contact.php", "POST")
    vsftpd_upload(server, "harbor", "203.0.113.6", (1, "14:03:12"), f"/public_html{SHELL}")
    vsftpd_upload(server, "lakeside", "203.0.113.5", (1, "14:03:12"), f"/public_html{SHELL}")
    expect_shell(server, how="ftp_upload", address="203.0.113.5", at=(1, "14:03:12"), siblings={})
    return server
