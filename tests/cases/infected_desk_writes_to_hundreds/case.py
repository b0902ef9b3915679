"""What sends from a law firm's infected computer, where its mailbox is read, writes forty letters, each to four hundred in Bcc; a sixth of them
does not exist. No school has sixteen thousand parents: it is named. letters_to_each_class has an honest one."""
from server import Server

LAWYER, LAW = "192.0.2.81", "info@law.example"


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel")
    server.account("law", "law.example", ["info"])
    server.history({LAW: LAWYER}, days=10)
    server.ordinary_day(LAW, LAWYER)
    for number in range(40):
        victims = server.strangers(400, domains=300)
        server.smtp_auth_message(LAW, LAWYER, server.moment("11:00:00") + number * 5, victims, "Your parcel is waiting",
                                 {to: "unknown" if place % 6 == 2 else "delivered" for place, to in enumerate(victims)}, flood="infected")
    server.expect("infected", "mailbox", account=LAW, block=[], spare_origins=[LAWYER])
    return server
