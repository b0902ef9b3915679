"""The same log with an uploaded shell: sealed, but that no request precedes its messages cannot be told, and no process is
to be stopped for it."""
from server import Server
from services import BROWSER

SITE, SHELL = "bakery.example", "/wp-content/uploads/x9.php"


def build(root):
    server = Server(root, layout="custom", exim="4.96", log="cpanel")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    for at in server.spread("13:00:00", "15:20:00", 20):
        stamp = server.clock.wall(at).isoformat(timespec="seconds")
        server.log_file(server.layout.access_log("bakery", SITE)).add(
            at, f"{stamp}|203.0.113.90|POST {SHELL} HTTP/2.0|200|{BROWSER}")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[])
    return server


def check(document):
    wrong = []
    for incident in document["incidents"]:
        wrong += [f"sign {row['signal']}: {row['text']}" for row in incident["evidence"] if row["signal"] == "mails_by_itself"]
        wrong += [f"{row['action']}: {row['reason']}" for row in incident["plan"] if "no web request" in row["reason"]]
    return wrong
