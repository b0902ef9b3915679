"""The logs begin on the morning of a flood, or on the day before, and no older one tells whose place is whose. A customer reads his mail for a little
less than two hours and writes four letters, while a host of his own provider floods by his mailbox. A program of another customer, whose
mailbox nobody reads, writes twenty notices in the course of the day, while one host sends two hundred letters by its login. The owner's
places are not blocked, nor are their letters taken."""
from server import Server

OWNER, NEAR_BY = "87.4.153.189", "87.4.220.24"
PROGRAM, CLOUD = "83.212.8.243", "198.51.100.77"
ROUGH = ("delivered", "unknown", "greylisted", "delivered", "spam", "delivered", "delivered")


def flood(server, box, host, start, end, letters, name):
    for at in server.spread(start, end, letters):
        server.smtp_auth_message(box, host, at, server.strangers(1, domains=60), f"Your account {server.random.randrange(1 << 20):x}", ROUGH, helo="User",
                                 flood=name)


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.account("garden", "garden.example", ["app"])
    box, app = "info@harbor.example", "app@garden.example"
    for at in ("11:35:13", "12:22:09", "12:33:53", "12:42:56", "13:31:45"):
        server.login(box, OWNER, at)
    for number, at in enumerate(("11:57:27", "12:04:27", "13:17:21", "14:52:48")):
        server.smtp_auth_message(box, OWNER, at, [f"friend{number}@partner{number}.example"], f"Offer {number}", honest="owner")
    flood(server, box, NEAR_BY, "11:11:00", "14:10:00", 200, "owner")
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 20)):
        server.smtp_auth_message(app, PROGRAM, at, [f"client{number}@firm{number}.example"], f"Notice {number}", helo="app.local",
                                 mailer="plain", honest="program")
    flood(server, app, CLOUD, "12:00:00", "15:00:00", 200, "program")
    server.expect("owner", "mailbox", account=box, block=[NEAR_BY], spare_origins=[OWNER])
    server.expect("program", "mailbox", account=app, block=[CLOUD], spare_origins=[PROGRAM])
    return server
