"""A mailer in an old theme is asked for twice, by two addresses of which neither ever looked at a page, and waits ten seconds after each of
fifty letters: most of them follow no request. Its starters are blocked. Meanwhile an editor's open page calls admin-ajax.php every
fifteen seconds, a monitor asks for wp-cron.php every minute, and a visitor writes by the form; none of them is.
Next door an owner starts his own newsletter at that pace from a page he looks at: nobody names him."""
from server import Server

SITE, MAILER, DRIVERS = "garden.example", "/wp-content/themes/old/404.php", ("203.0.113.77", "198.51.100.31")
EDITOR, MONITOR, VISITOR = "192.0.2.90", "198.51.100.200", "192.0.2.64"
CLUB, NEWSLETTER, OWNER = "club.example", "/newsletter/send.php", "192.0.2.95"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("garden", SITE, ["info"])
    server.account("club", CLUB, ["info"])
    for page in ("/index.php", "/contact.php", "/wp-cron.php", "/wp-admin/admin-ajax.php", MAILER):
        server.php_file(SITE, page, days_old=90)
    server.php_file(CLUB, NEWSLETTER, days_old=400)
    for ago in (3, 2, 1, 0):
        server.ordinary_day("info@garden.example", "192.0.2.41", ago, 3)
        server.ordinary_day("info@club.example", "192.0.2.42", ago, 3)
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 40)):
            server.request(SITE, f"192.0.2.{60 + number % 12}", at, ("/index.php", "/contact.php")[number % 2])
            server.request(CLUB, f"192.0.2.{60 + number % 12}", at + 3, "/index.php")
        for at in server.spread((ago, "07:00:30"), (ago, "15:30:30"), 510):
            server.request(SITE, MONITOR, at, "/wp-cron.php", "POST")
        for at in server.spread((ago, "10:00:00"), (ago, "14:00:00"), 960):
            server.request(SITE, EDITOR, at, "/wp-admin/admin-ajax.php", "POST")
        server.request(SITE, VISITOR, (ago, "11:00:00"), "/contact.php", "POST")
        server.php_mail(SITE, "/contact.php", server.moment((ago, "11:00:00")) + 1, ["info@garden.example"], "A question about roses")
    for driver, start in zip(DRIVERS, ("10:12:00", "13:40:00")):
        server.request(SITE, driver, start, MAILER, "POST")
        for number in range(50):
            server.php_mail(SITE, MAILER, server.moment(start) + 1 + number * 10, server.strangers(1), "Your account was limited",
                            "unknown" if number % 6 == 2 else "greylisted" if number % 9 == 4 else "delivered", flood="mailer")
    for number, page in enumerate(("/index.php", "/newsletter/", "/newsletter/list.php", "/news.php", NEWSLETTER)):
        server.request(CLUB, OWNER, server.moment("12:00:00") - 200 + number * 40, page)
    server.request(CLUB, OWNER, "12:00:00", NEWSLETTER, "POST")
    for number in range(60):
        server.php_mail(CLUB, NEWSLETTER, server.moment("12:00:01") + number * 10, [f"member{number}@home{number % 17}.example"], "Our summer party",
                        "greylisted" if number % 20 == 4 else "delivered")
    server.expect("mailer", "script", system_user="garden", script=server.script_path(SITE, MAILER), block=DRIVERS,
                  spare_origins=[EDITOR, MONITOR, VISITOR])
    server.never_named("club", OWNER)
    return server
