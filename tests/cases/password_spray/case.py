"""A botnet sprays passwords: forty addresses, nine tries each, at mailboxes of customers who have nothing to do with each
other, by IMAP and SMTP. Neither an address nor a mailbox is tried often. It is found. Beside it twelve offices fail from
their lines for mailboxes of their own, an agency for three customers' from a line it reads them by and from the one beside it, and one line that
fails for many was let in once: none of them is named."""
from server import Server

BOTS = [f"203.0.113.{1 + n}" for n in range(40)]
OFFICES = [f"198.51.{100 + n}.7" for n in range(12)]
AGENCY, ONCE_IN, ITS_OTHER_LINE = "192.0.2.77", "198.51.100.200", "192.0.2.78"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = []
    for account in range(16):
        server.account(f"cust{account}", f"cust{account}.example", [f"box{box}" for box in range(10)])
        boxes += [f"box{box}@cust{account}.example" for box in range(10)]
    server.history({f"box0@cust{account}.example": f"192.0.2.{20 + account}" for account in range(6)}, days=10)
    for ago in range(10, 0, -1):
        server.login("box1@cust1.example", AGENCY, (ago, "09:00:00"))
    for number, at in enumerate(server.spread("01:00:00", "15:50:00", 360)):
        box, bot = boxes[number * 37 % 160], BOTS[number % 40]
        if number % 2:
            server.failed_login(box, bot, at)
        else:
            server.smtp_auth_failure(box, bot, at)
    for number, office in enumerate(OFFICES):
        for box in range(5):
            server.failed_login(f"box{box}@cust{number}.example", office, server.moment("09:00:00") + number * 60 + box * 9)
    for number in range(6):
        server.failed_login(f"box{number % 2}@cust{1 + number % 3}.example", AGENCY, server.moment("10:00:00") + number * 300)
        server.failed_login(f"box{number % 2}@cust{1 + number % 3}.example", ITS_OTHER_LINE, server.moment("10:02:00") + number * 300)
        server.failed_login(f"box9@cust{number}.example", ONCE_IN, server.moment("11:00:00") + number * 300)
    server.login("box9@cust3.example", ONCE_IN, "12:00:00")
    server.expect("spray", "inbound", block=BOTS, spare_origins=[*OFFICES, AGENCY, ONCE_IN, ITS_OTHER_LINE], counts=False)
    server.never_named(*OFFICES, AGENCY, ONCE_IN, ITS_OTHER_LINE)
    return server
