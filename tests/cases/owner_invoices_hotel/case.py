"""The owner sends twenty-five invoices within an hour from a hotel, one to each of the customers he wrote to from his
office in the weeks before. The log names recipients in its delivery lines only. Clean."""
from customers import invoices, written_before
from server import Server

BOX, OFFICE, HOTEL = "info@harbor.example", "192.0.2.21", "198.51.100.199"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: OFFICE}, days=20)
    invoices(server, BOX, HOTEL, written_before(server, BOX, OFFICE, 25))
    server.never_named(BOX, "harbor", "harbor.example")
    return server
