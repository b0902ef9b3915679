"""This server is the second MX of a customer's domain, whose first is down since the morning: everybody's mail for it
waits here, a circular among it. No host relays without a right. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="rhel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("08:00:00", "15:50:00", 260)):
        is_circular = number % 3 == 0
        server.remote_message("198.51.100.9" if is_circular else f"198.51.100.{60 + number % 20}", at,
                              f"writer{number % 90}@town{number % 50}.example", f"clerk{number % 40}@partner.example",
                              "Spring offers" if is_circular else f"Letter {number * 7 % 997}", "refused",
                              name=f"out{number % 20}.mail.example")
    write = server.layout.write

    def write_with_relay_domains(made):
        write(made)
        made.append("/etc/exim/exim.conf", "domainlist relay_to_domains = partner.example : other.example\n")

    server.layout.write = write_with_relay_domains
    return server
