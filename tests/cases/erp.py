"""A factory: two people read and write in its office, where its ERP has a mailbox of its own, which nobody reads."""
from server import Server

ERP, OFFICE = "erp@factory.example", "192.0.2.21"


def factory(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("factory", "factory.example", ["erp", "anna", "bob"])
    server.history({"anna@factory.example": OFFICE, "bob@factory.example": OFFICE}, days=14)
    server.ordinary_day("anna@factory.example", OFFICE)
    return server
