"""entry_web_by_time_only behind a proxy: nginx has the stranger, Apache 127.0.0.1, both for his one POST. It is one
request of one stranger still, and is his."""
from uploads import SITE, expect_shell, shell_server


def build(root):
    server = shell_server(root, (1, "14:03:12"), layout="directadmin")
    server.request(SITE, "203.0.113.67", (1, "14:03:09"), "/wp-admin/admin-ajax.php", "POST")
    apache = server.log_file(server.layout.access_log("lakeside", SITE))
    nginx = server.log_file(f"/var/log/nginx/domains/{SITE}.log")
    for number, (at, order, line) in enumerate(apache.lines):
        nginx.add(at + 0.02, line)
        apache.lines[number] = (at, order, "127.0.0.1 " + line.split(" ", 1)[1])
    expect_shell(server, how="web_upload", address="203.0.113.67", at=(1, "14:03:09"), siblings={},
                 says=["perhaps", "within 3 s", "only the time speaks for it"])
    return server
