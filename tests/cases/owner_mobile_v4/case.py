"""The owner, on a journey, answers letters from a mobile network never seen before, reading mail by IMAP from
there; strangers use the password meanwhile."""
from server import Server

BOX, MOBILE = "info@harbor.example", "198.51.100.88"
LETTERS = ["Re: Mooring for the Swallow", "Keys of the boat house", "Re: Saturday", "The blue paint", "Re: Invoice of May"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    for hour in range(7, 15):
        server.login(BOX, MOBILE, f"{hour:02d}:02:00", seconds=1200)
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 100)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "203.0.113.12", "203.0.113.200"][number % 3], at,
                                 server.strangers(2), "Your parcel is waiting", ("greylisted", "unknown", "delivered"),
                                 flood="stolen")
    for number, at in enumerate(server.spread("11:30:00", "15:30:00", 5)):
        server.smtp_auth_message(BOX, MOBILE, at, [f"friend{number}@partner1.example"], LETTERS[number], "greylisted",
                                 honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "203.0.113.12", "203.0.113.200"],
                  spare_origins=[MOBILE])
    return server
