"""Exim logs to syslog with syslog_timestamp = no. The owner sends twenty-five invoices from a hotel to customers he wrote
to from his office in the weeks before: clean, as with Exim's own stamps (owner_invoices_hotel)."""
from server import Server

BOX, OFFICE, HOTEL = "info@harbor.example", "192.0.2.21", "198.51.100.199"


def build(root):
    server = Server(root, layout="debian_syslog", syslog=True)
    server.exim.syslog_stamp = False
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: OFFICE}, days=20)
    customers = [f"office@customer{number}.example" for number in range(25)]
    for number, customer in enumerate(customers):
        server.smtp_auth_message(BOX, OFFICE, (3 + number % 15, f"1{number % 6}:10:{number:02d}"), [customer],
                                 f"Our offer to you, {number}")
    for number, at in enumerate(server.spread("14:00:00", "14:50:00", 25)):
        server.smtp_auth_message(BOX, HOTEL, at, [customers[number]], f"Invoice 2026-{101 + number}",
                                 ("delivered",) * 4 + ("greylisted",))
    server.never_named(BOX, "harbor", "harbor.example")
    return server
