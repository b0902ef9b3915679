"""A database holds the addresses of the companies whose servers may send through this one, so its settings do not tell them;
and a stranger found that his network is there, too."""
from server import Server

COMPANIES = {"198.51.100.9": ("factory.example", 40), "198.51.100.17": ("dairy.example", 12)}
STRANGER = "203.0.113.55"


def with_rights_by_lookup(server):
    write = server.layout.write

    def write_with_lookup(made):
        write(made)
        made.append("/etc/exim/exim.conf", "hostlist relay_from_hosts = 127.0.0.1 : ${lookup mysql{SELECT address FROM companies}}\n")

    server.layout.write = write_with_lookup
    return server


def server_of_companies(root, days):
    server = with_rights_by_lookup(Server(root, layout="rhel", exim="4.96"))
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=days)
    for ago in range(days, -1, -1):
        for host, (company, letters) in COMPANIES.items():
            for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:50:00"), letters)):
                server.remote_message(host, at, f"staff{number % 7}@{company}", [f"client{number % 50}@town{number % 30}.example"],
                                      f"Quote {ago * 50 + number}", ("delivered",) * 29 + ("greylisted",), name=f"mail.{company}")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 150)):
        server.remote_message(STRANGER, at, f"promo{number % 20}@shop{number % 9}.example", server.strangers(1), "Cheap watches",
                              ("greylisted", "spam", "unknown", "delivered"), helo="win-pc", flood="relay")
    server.expect("relay", "relay", account=None, script=None, block=[STRANGER], spare_origins=list(COMPANIES))
    return server
