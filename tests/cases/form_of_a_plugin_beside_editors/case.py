"""A plugin's form is posted to admin-ajax.php, as the open pages of three editors are every thirty seconds, on the days before too. A robot that never
looks at a page has the form write to strangers: each of its posts is followed by letters, and one in ten of the editors'. It is blocked, they are
not. On a second site, where no visitor's habits are known, a clerk's page posts forty times, three of them in the seconds of two robots."""
from server import Server
from services import ROBOT

PAGE, EDITORS, ROBOT_HOST = "/wp-admin/admin-ajax.php", ("84.61.9.20", "88.4.7.31", "91.8.4.12"), "203.0.113.66"
CLERK, ROBOT_HOSTS = "84.61.77.3", ("198.51.100.77", "203.0.113.140")


def edits(server, site, editor, day, start, posts, every):
    at = server.visit(site, editor, (day, start), ("/wp-login.php", "/wp-admin/", "/wp-admin/post.php?post=3&action=edit"))
    for _ in range(posts):
        server.request(site, editor, at, PAGE, "POST", referer=f"https://{site}/wp-admin/post.php")
        at += every * (0.98 + 0.04 * server.random.random())


def drive(server, site, hosts, start, end, times, letters):
    for number, at in enumerate(server.spread(start, end, times)):
        server.request(site, hosts[number % len(hosts)], at, PAGE, "POST", agent=ROBOT)
        for to in server.strangers(letters):
            at += 0.3
            server.php_mail(site, PAGE, at, [to], "Your parcel", ("delivered", "unknown", "greylisted", "delivered", "spam"), php_log=False,
                            script_header=False, sender=f"wordpress@{site}", flood=site)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", "bakery.example", ["info"])
    server.account("museum", "museum.example", ["info"])
    server.history({"info@bakery.example": "192.0.2.41", "info@museum.example": "192.0.2.42"}, days=6)
    script = server.php_file("bakery.example", PAGE, days_old=2)
    for ago in range(6, -1, -1):
        for number, editor in enumerate(EDITORS):
            edits(server, "bakery.example", editor, ago, f"0{8 + number % 2}:1{number}:00", 400, 30)
    drive(server, "bakery.example", [ROBOT_HOST], "09:20:00", "10:50:00", 100, 3)
    server.expect("bakery.example", "form", system_user="bakery", domain="bakery.example", script=script, block=[ROBOT_HOST], spare_origins=EDITORS)
    other = server.php_file("museum.example", PAGE, days_old=2)
    drive(server, "museum.example", ROBOT_HOSTS, "13:00:00", "15:00:00", 100, 2)
    edits(server, "museum.example", CLERK, 0, "08:30:00", 37, 400)
    mailed = [m.at for m in server.messages if m.flood == "museum.example"]
    for at in (mailed[20], mailed[60], mailed[120]):
        server.request("museum.example", CLERK, at - 0.2, PAGE, "POST", referer="https://museum.example/wp-admin/post.php")
    server.expect("museum.example", "form", system_user="museum", domain="museum.example", script=other, block=ROBOT_HOSTS, spare_origins=[CLERK])
    return server
