"""An intruder's file among the uploads includes the site's old form, so that PHP's log names the form, and each time a second address asks for the
form itself. The form is told of, and who calls the planted file is blocked."""
from server import Server
from services import ROBOT

FORM, SHELL, CALLER, DECOY = "/contact.php", "/wp-content/uploads/x.php", "203.0.113.61", "203.0.113.62"


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=9)
    for at in server.spread("10:00:00", "15:30:00", 60):
        server.request("harbor.example", CALLER, at, SHELL, "POST", agent=ROBOT)
        server.request("harbor.example", DECOY, at + 0.1, FORM, agent=ROBOT)
        server.php_mail("harbor.example", FORM, at + 0.3, server.strangers(2), "Payment advice attached",
                        ("delivered", "delivered", "greylisted", "unknown"), flood="form")
    form = server.php_file("harbor.example", FORM, days_old=300)
    server.php_file("harbor.example", SHELL, days_old=1)
    server.expect("form", "form", system_user="harbor", domain="harbor.example", script=form, block=[CALLER], counts=False)
    return server
