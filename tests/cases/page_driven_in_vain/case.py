"""A robot asks a file in a plugin's folder for a letter at a time, none like another, to people of whom one in eight never
existed. A mail service calls the club's hook for each letter that came in there: the hook answers, each with another subject, to
people who had written."""
from all_different import outcomes, subject
from server import Server

SITE, PAGE, HOOK = "bakery.example", "/wp-content/plugins/akismet/views/go.php", "/hooks/inbound.php"
ROBOT, SERVICE = "203.0.113.90", "84.17.3.9"


def build(root):
    server = Server(root, layout="hestia", log="cpanel", exim="4.98")
    server.account("bakery", SITE, ["shop"])
    server.account("club", "club.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@club.example": "192.0.2.21"}, days=9)
    script = server.php_file(SITE, PAGE, days_old=40)
    server.php_file("club.example", HOOK, days_old=300)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:40:00"), 40)):
            server.request("club.example", SERVICE, at, HOOK, "POST", agent="Postmark")
            server.php_mail("club.example", HOOK, at + 0.3, [f"asker{ago}x{number}@place{number}.example"], f"Re: {subject(server)}",
                            "delivered" if ago or number % 9 else "greylisted", sender="info@club.example", php_log=False, script_header=False)
    for number, at in enumerate(server.spread("11:00:00", "14:50:00", 60)):
        server.request(SITE, ROBOT, at, PAGE, "POST", agent="Mozilla/5.0")
        to = server.strangers(1, domains=60)
        server.php_mail(SITE, PAGE, at + 0.3, to, subject(server), outcomes(server, to, 8, number), sender=f"info@{SITE}", php_log=False,
                        script_header=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=script, block=[ROBOT])
    server.never_named("club", "club.example", SERVICE)
    return server
