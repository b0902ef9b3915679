"""A form-mail CGI in cgi-bin mails whatever it is told; one address tells it."""
from server import Server
from services import ROBOT

SITE = "bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.92")
    account = server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.22"})
    folder = f"{account.home}/public_html/cgi-bin"
    server.file(f"{folder}/sess_9f.pl", "#!/usr/bin/perl\n", days_old=2, mode=0o755)
    for at in server.spread("12:00:00", "15:00:00", 90):
        server.request(SITE, "198.51.100.66", at, "/cgi-bin/sess_9f.pl", "POST", agent=ROBOT)
        server.local_message("bakery", at + 0.4, "bank@secure.example", server.strangers(1), "Account locked",
                             ("greylisted", "spam", "delivered"), directory=folder,
                             arguments=("/usr/sbin/sendmail", "-t"), flood="cgi")
    for number in range(10):
        server.visit(SITE, f"192.0.2.{130 + number}", f"1{number % 6}:2{number}:00")
    server.expect("cgi", "script", system_user="bakery", domain=SITE, script=f"{folder}/sess_9f.pl",
                  block=["198.51.100.66"])
    return server
