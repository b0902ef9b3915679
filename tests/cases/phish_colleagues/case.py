"""A stolen mailbox phishes its own company: three letters with sixty colleagues each in Bcc, from an address abroad that
looked into the mailbox once. All of it is delivered here."""
from server import Server

BOX = "anna@factory.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    clerks = [f"clerk{number}" for number in range(180)]
    server.account("factory", "factory.example", ["anna"] + clerks)
    server.history({BOX: "192.0.2.21", "clerk1@factory.example": "192.0.2.21"}, days=14)
    server.ordinary_day(BOX, "192.0.2.21")
    server.login(BOX, "203.0.113.66", "13:50:00", seconds=1200)
    for part in range(3):
        server.smtp_auth_message(BOX, "203.0.113.66", f"14:0{part}:00",
                                 [f"{clerk}@factory.example" for clerk in clerks[part * 60:part * 60 + 60]],
                                 "Payroll update: action required", helo="WIN-7QK2", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.66"], spare_origins=["192.0.2.21"])
    return server
