"""An intruder's file that the site's index.php calls: it mails whenever anybody looks at a page."""
from server import Server

SITE, FILE = "bakery.example", "/wp-content/uploads/x9.php"
VISITORS = [f"198.51.100.{1 + number}" for number in range(240)]


def bakery(root):
    server = Server(root)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=9)
    server.php_file(SITE, "/index.php")
    server.php_file(SITE, FILE, days_old=1)
    for ago in range(7, 0, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "20:00:00"), 40)):
            server.visit(SITE, f"192.0.2.{60 + (number + ago * 5) % 190}", at)
    return server


def letters(server, at, count, header=True, php_log=False):
    """After one request: sendmail runs in the site's folder, and PHP knows which file called mail()."""
    account = server.accounts["bakery"]
    headers = [("X-PHP-Originating-Script", f"{account.uid}:{FILE.rpartition('/')[2]}")] if header else []
    for to in server.strangers(count):
        server.local_message("bakery", at, f"billing@{SITE}", [to], "Final notice", ("greylisted", "unknown", "delivered"),
                             arguments=("/usr/sbin/sendmail", "-t", "-i", f"-fbilling@{SITE}"), extra_headers=headers,
                             directory=server.layout.document_root("bakery", SITE), flood="shell")
        if php_log:
            server.log_file(server.layout.php_log("bakery")).add(
                at, f"[{server.clock.php(at)}] mail() on [{server.script_path(SITE, FILE)}:13]: To: {to} -- Headers: "
                    f"From: billing@{SITE} -- Subject: Final notice")
        at += 0.15


def sealed(document):
    return [f"{row['action']} {row['target']}" for incident in document["incidents"] for row in incident["plan"]
            if row["action"] == "seal_script"]
