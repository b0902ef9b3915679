"""An alias expands to forty colleagues elsewhere; its members write to it every day. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "crew"])
    server.history({"info@harbor.example": "192.0.2.21"})
    crew = [f"sailor{number}@port{number % 15}.example" for number in range(40)]
    for ago in range(10, -1, -1):
        for number in range(4):
            message = server.remote_message("198.51.100.20", (ago, f"1{number}:05:00"), "sailor1@port1.example",
                                            "crew@harbor.example", f"Tide table {ago}.{number}", "delivered", settle=False)
            server.exim.pass_on(message, {to: "crew@harbor.example" for to in crew}, ("delivered",) * 12 + ("unknown",))
    return server
