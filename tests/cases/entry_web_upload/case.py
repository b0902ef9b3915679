"""A gallery's upload page takes a shell; its sender is the first to ask for it, another address drives it a day
later. In the same two minutes visitors send honest forms: they are not blamed."""
from uploads import SITE, SHELL, expect_shell, shell_server


def build(root):
    server = shell_server(root, (1, "14:03:12"))
    server.request(SITE, "192.0.2.140", (1, "14:02:40"), "/contact.php", "POST")
    server.request(SITE, "203.0.113.66", (1, "14:03:10"), "/gallery/upload.php", "POST")
    server.request(SITE, "192.0.2.141", (1, "14:03:11"), "/contact.php", "POST")
    server.request(SITE, "203.0.113.66", (1, "14:03:31"), SHELL)
    expect_shell(server, how="web_upload", address="203.0.113.66", at=(1, "14:03:10"), siblings={},
                 line="/gallery/upload.php",
                 says=["most likely", "/gallery/upload.php", "2 s before the date of the file",
                       "the first to ask for it"])
    return server
