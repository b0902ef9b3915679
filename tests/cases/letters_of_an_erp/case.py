"""The ERP in an office sends its monthly reminders by a mailbox of its own, which nobody reads and which has sent nothing
since before the logs: 250 of them from where its colleagues sit, some to addresses that are gone. Clean."""
from erp import ERP, OFFICE, factory


def build(root):
    server = factory(root)
    for number, at in enumerate(server.spread("10:00:00", "11:00:00", 250)):
        server.smtp_auth_message(ERP, OFFICE, at, [f"client{number}@town{number % 60}.example"], f"Reminder {3000 + number}",
                                 "unknown" if number % 25 == 3 else "delivered", helo="erp01")
    server.never_named(ERP, "factory", OFFICE)
    return server
