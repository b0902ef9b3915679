"""The administrator vouches for a mailbox, whose customer sends by a service elsewhere, and for an account, whose new program mails:
both write to a list of years for the first time, and nobody is named."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"info@harbor.example": "192.0.2.21", "shop@bakery.example": "192.0.2.41"}, days=9)
    page = server.php_file("bakery.example", "/campaign.php", days_old=1)
    for at in server.spread("12:00:00", "15:30:00", 160):
        fate = ("delivered", "unknown", "greylisted", "delivered")
        server.smtp_auth_message("info@harbor.example", "203.0.113.9", at, server.strangers(1), "Our summer fares", fate)
        server.php_mail("bakery.example", "/campaign.php", at + 3, server.strangers(1), "Cakes of the season", fate, php_log=False)
    server.file("/etc/queuehound/allow", "mailbox:info@harbor.example # by contract\naccount:bakery\n", days_old=3)
    server.never_named("harbor", "bakery", "info@harbor.example", "bakery.example", page)
    return server
