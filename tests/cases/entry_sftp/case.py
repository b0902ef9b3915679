"""OpenSSH's internal-sftp in auth.log of a Debian server: session and file are joined by the pid, two sessions at
once are kept apart."""
from uploads import SHELL, SITE, expect_shell, sftp_upload, shell_server


def build(root):
    server = shell_server(root, (1, "14:03:12"), layout="debian")
    path = server.layout.document_root("lakeside", SITE) + SHELL
    sftp_upload(server, "/var/log/auth.log", "harbor", "203.0.113.6", (1, "14:03:11"), "/var/www/other.html", 700)
    sftp_upload(server, "/var/log/auth.log", "lakeside", "203.0.113.5", (1, "14:03:12"), path, 701)
    expect_shell(server, how="ssh_upload", address="203.0.113.5", at=(1, "14:03:12"), siblings={},
                 says=["by SFTP", "cannot be told"])
    return server
