"""A mailbox made yesterday: read at home for hours, and today its first sixty receipts, of which two providers call one each spam and
two addresses are mistyped. Clean. Another that nobody ever used sends as many, to a list as good, from where nobody reads it: found."""
from server import Server

HOME, THIEF, TODAY = "192.0.2.61", "203.0.113.61", ("11:00:00", "12:30:00")
FAILS = {7: "spam", 19: "unknown", 31: "spam", 43: "unknown"}


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("pottery", "pottery.example", ["office"])
    server.account("mill", "mill.example", ["info", "news"])
    server.history({"info@mill.example": "192.0.2.55"}, days=14)
    for at in server.spread((1, "15:00:00"), (1, "20:00:00"), 4) + server.spread("07:00:00", "15:30:00", 12):
        server.login("office@pottery.example", HOME, at)
    for number, at in enumerate(server.spread(*TODAY, 60)):
        how = FAILS.get(number, "greylisted" if number % 15 == 5 else "delivered")
        server.smtp_auth_message("office@pottery.example", HOME, at, [f"guest{number}@place{number % 35}.example"], f"Receipt {101 + number}", how)
        server.smtp_auth_message("news@mill.example", THIEF, at, [f"guest{number}@town{number % 35}.example"], f"Invoice {101 + number}", how,
                                 flood="thief")
    server.expect("thief", "mailbox", account="news@mill.example", block=[THIEF])
    server.never_named("office@pottery.example", "pottery.example", HOME)
    return server
