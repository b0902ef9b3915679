"""Two customers each have a newsletter.php, under a web user that runs both sites, and the log tells neither folder nor subject. The
club's owner starts her weekly newsletter at her own page; the bakery's is an intruder's, in a folder for temporary files, and robots post
to it every 75 seconds, so that some of the club's letters go out in the seconds of a post. PHP's header in those that wait names the owner
of the file that made each: the club's are no part of the bakery's spam."""
from server import Server
from services import ROBOT

CLUB, BAKERY, CALLERS, DESK = "club.example", "bakery.example", ("203.0.113.61", "203.0.113.62"), "192.0.2.31"


def mail(server, domain, page, when, to, subject, outcome, owner, **fields):
    header = [("X-PHP-Originating-Script", f"{owner}:newsletter.php")]
    server.php_mail(domain, page, when, to, subject, outcome, php_log=False, script_header=False, extra_headers=header, **fields)


def newsletters(root, is_owner_told):
    server = Server(root, layout="debian", exim="4.96", mod_php=True, log="debian")
    for account, domain in (("carol", CLUB), ("boris", BAKERY)):
        server.account(account, domain, ["info"])
        server.php_file(domain, "/index.php")
    server.php_file(CLUB, "/newsletter.php", days_old=400)
    server.history({f"info@{CLUB}": DESK, f"info@{BAKERY}": "192.0.2.32"}, days=15)

    def owner(domain):
        return server.account_of(domain).uid if is_owner_told else server.layout.web_user[1]
    for ago in (14, 7, 0):
        start = server.visit(CLUB, DESK, (ago, "12:29:30"), ("/index.php", "/newsletter.php"))
        server.request(CLUB, DESK, start, "/newsletter.php", "POST")
        for number in range(150):
            outcome = "greylisted" if ago == 0 and number % 10 == 0 else "delivered"
            mail(server, CLUB, "/newsletter.php", start + 1 + number, [f"reader{number}@town{number % 40}.example"], "News of the week",
                 outcome, owner(CLUB), sender=f"info@{CLUB}")
    begin = server.moment("11:00:37")
    for number in range(180):
        server.request(BAKERY, CALLERS[number % 2], begin + 75 * number, "/tmp/newsletter.php", "POST", agent=ROBOT)
        mail(server, BAKERY, "/tmp/newsletter.php", begin + 75 * number + 1, server.strangers(1, domains=60), "Tax refund",
             ("delivered", "greylisted", "unknown")[number % 3], owner(BAKERY), flood="shell", sender=f"x@{BAKERY}")
    script = server.php_file(BAKERY, "/tmp/newsletter.php", days_old=1)
    server.expect("shell", "script", system_user="www-data", script=script, block=CALLERS, spare_origins=[DESK], counts=False)
    server.never_named("carol", f"info@{CLUB}", DESK)
    return server


def build(root):
    return newsletters(root, is_owner_told=True)
