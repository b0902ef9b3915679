"""The intruder gave the shell a date of two years ago. In a copied tree the disk knows no better; the first request
for it does: the logs go on long before, and its sender had just used an upload page."""
from uploads import SITE, SHELL, expect_shell, shell_server


def build(root):
    server = shell_server(root, (730, "08:00:00"))
    server.request(SITE, "203.0.113.66", (1, "14:03:10"), "/gallery/upload.php", "POST")
    server.request(SITE, "203.0.113.66", (1, "14:03:31"), SHELL)
    expect_shell(server, how="web_upload", address="203.0.113.66", at=(1, "14:03:10"), siblings={},
                 says=["most likely", "21 s before the first request", "23 Nov 2024", "can set it"])
    return server
