"""The day the shell came, one stranger sent one POST, three seconds before; he never came again. Only the time
speaks, and that is said."""
from uploads import SITE, expect_shell, shell_server


def build(root):
    server = shell_server(root, (1, "14:03:12"))
    server.request(SITE, "203.0.113.67", (1, "14:03:09"), "/wp-admin/admin-ajax.php", "POST")
    expect_shell(server, how="web_upload", address="203.0.113.67", at=(1, "14:03:09"), siblings={},
                 says=["perhaps", "within 3 s", "only the time speaks for it"])
    return server
