"""A shell that is called by GET, from a new address each time, and who else asks for its address: a crawler that reads the site, a
monitor every five minutes, the owner at a place that no log knows, a reader of the site who follows a link in a letter. Of the crawler and
the owner one request comes while it mails, the reader's as it begins."""
from server import Server

SITE, SHELL = "lakeside.example", "/wp-content/uploads/2026/x.php"
CALLERS = [f"203.0.113.{number + 1}" for number in range(12)]
CRAWLER, MONITOR, OWNER, READER = (f"198.51.100.{number}" for number in range(201, 205))
BOT = "Mozilla/5.0 (compatible; examplebot/2.1; +http://bot.example/)"
WATCH = "Mozilla/5.0+(compatible; UptimeWatch/2.0; http://watch.example/)"


def story(root, layout, asked, shell_at=SHELL, callers=CALLERS, **how):
    server = Server(root, layout=layout, exim="4.96", **how)
    server.account("lakeside", SITE, ["desk"])
    server.history({f"desk@{SITE}": "192.0.2.31"}, days=8)
    server.php_file(SITE, "/index.php", 500)
    shell = server.php_file(SITE, shell_at, 2)
    if asked != shell_at:
        server.file(server.script_path(SITE, "/.htaccess"), f"RewriteEngine On\nRewriteRule ^{asked[1:]}$ {shell_at[1:]} [L]\n", 3)
    readers = [f"198.51.100.{number + 1}" for number in range(40)]
    for ago in range(8, -1, -1):
        for reader, at in zip(readers, server.spread((ago, "08:00:00"), (ago, "15:00:00"), 40)):
            server.visit(SITE, reader, at)
    calls = [server.moment("13:00:00") + 700 * number + server.random.random() * 300 for number in range(12)]
    for number, (caller, at) in enumerate(zip(callers, calls)):
        server.request(SITE, caller, at, f"{asked}?part={number}")
        server.php_mail(SITE, shell_at, at + 0.4, server.strangers(20), "Your parcel waits", ("greylisted", "unknown", "delivered"),
                        php_log=False, flood="parcel")
    server.visit(SITE, CRAWLER, "12:00:00", ("/", "/about.html", "/rooms.html"))
    for at in (server.moment("12:10:00"), calls[3] + 1):
        server.request(SITE, CRAWLER, at, asked, agent=BOT)
    server.visit(SITE, OWNER, calls[5] - 60)
    for at in (calls[5] + 1.5, server.moment("15:40:00")):
        server.request(SITE, OWNER, at, asked)
    server.visit(SITE, READER, calls[7] - 60)
    server.request(SITE, READER, calls[7] + 0.2, asked)
    for number in range(90):
        server.request(SITE, MONITOR, server.moment("08:00:00") + 300 * number, asked, agent=WATCH)
    server.expect("parcel", "script", domain=SITE, script=shell, block=callers, spare_origins=[CRAWLER, MONITOR, OWNER, READER, *readers])
    return server
