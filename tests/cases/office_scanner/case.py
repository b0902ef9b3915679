"""The office's copier sends scans through the server without a login, from a private address that may; colleagues
here and customers elsewhere get them. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.168.7.21"})
    server.ordinary_day("info@harbor.example", "192.168.7.21")
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 40 if ago == 0 else 15)):
            to = "sales@harbor.example" if number % 3 else f"client{number}@partner{number % 6}.example"
            server.remote_message("192.168.7.50", at, "copier@harbor.example", to, "Scan from copier", helo="copier")
    return server
