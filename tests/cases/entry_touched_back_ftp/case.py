"""A date of two years ago and an FTP record that names the file: the record tells."""
from uploads import SHELL, expect_shell, pure_ftpd_upload, shell_server


def build(root):
    server = shell_server(root, (730, "08:00:00"))
    pure_ftpd_upload(server, "lakeside", "203.0.113.5", (3, "02:03:13"), f"/home/lakeside//public_html{SHELL}")
    expect_shell(server, how="ftp_upload", address="203.0.113.5", at=(3, "02:03:13"), siblings={},
                 says=["23 Nov 2024", "can set it"])
    return server
