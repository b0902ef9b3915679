"""A gateway hands on the mail of ten companies, whose domains stand in a database that the copy lacks, and of which the logs show one day. Their
guests are other firms, and many hosts of three great providers; one letter in seven goes to somebody who left. Nobody relays. A stranger whom a
hole in the same database lets send to the world is named: nobody else writes where he does."""
from server import Server

GREAT = {"mail.example": [f"109.85.{number * 3}.7" for number in range(12)], "post.example": [f"40.107.{number * 5 + 1}.9" for number in range(12)],
         "letters.example": [f"84.25.134.{number + 80}" for number in range(6)]}
HOSTS = [(domain, address) for domain, addresses in GREAT.items() for address in addresses]
HOSTS = HOSTS + HOSTS + [(f"firm{number}.example", f"{120 + number}.{number + 3}.7.9") for number in range(10)]
STRANGER = "203.0.113.55"


def build(root):
    server = Server(root, layout="rhel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    write = server.layout.write

    def write_with_lookup(made):
        write(made)
        made.append("/etc/exim/exim.conf", "domainlist relay_to_domains = ${lookup mysql{SELECT domain FROM customers}}\n")

    server.layout.write = write_with_lookup
    for number, at in enumerate(server.spread("00:10:00", "15:50:00", 420)):
        domain, address = HOSTS[number % len(HOSTS)]
        to = f"gone{number}" if number % 7 == 3 else f"clerk{number * 11 % 31}"
        server.remote_message(address, at, f"writer{number * 13 % 97}@{domain}", f"{to}@customer{number % 10}.example", f"Letter {number * 7919 % 9973}",
                              "unknown" if number % 7 == 3 else "greylisted" if number % 13 == 5 else "delivered", name=f"out.{domain}")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 150)):
        server.remote_message(STRANGER, at, f"promo{number % 20}@shop{number % 9}.example", server.strangers(1), "Cheap watches",
                              ("greylisted", "spam", "unknown", "delivered"), helo="win-pc", flood="relay")
    server.expect("relay", "relay", account=None, script=None, block=[STRANGER], spare_origins=[address for _, address in HOSTS])
    return server
