"""An intruder's process mails from a site's first folder, whenever a crawler has asked for one of the shop's pages; index.php is the one program
there, and older than all logs. Its mail is held and the process told of; the site is not taken away, and the crawler not blocked."""
from bigmail import town

SITE, CRAWLER = "mill.example", "198.18.66.1"


def build(root):
    server = town(root)
    server.php_file(SITE, "/index.php")
    for ago in range(6, -1, -1):
        for number, at in enumerate(server.spread((ago, "01:00:00"), (ago, "15:40:00"), 60)):
            server.request(SITE, CRAWLER, at, f"/product-{number}/", agent="Crawler/2.1 (+http://crawler.example/bot.html)")
            if ago == 0:
                for to in server.strangers(4):
                    server.local_message("mill", at + 0.6, "mill@server.hosting.example", [to], "Final notice", ("delivered", "unknown", "greylisted"),
                                         directory="/home/mill/public_html", flood="process")
    server.expect("process", "script", system_user="mill", block=[])
    server.never_named(CRAWLER)
    return server


def check(document):
    sealed = [row["target"] for incident in document["incidents"] for row in incident["plan"] if row["action"] == "seal_script"]
    return [f"seals {sealed}"] if sealed else []
