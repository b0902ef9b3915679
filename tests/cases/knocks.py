"""Another case's server, whose mailboxes strangers knock at: wrong passwords for each before dawn, from an address of its own that is never
let in. Anybody can have that done to whom he wishes ill, and it tells nothing of who sends by day."""
import importlib.util
import pathlib


def knocked_at(name, root, times=15):
    path = pathlib.Path(__file__).parent / name / "case.py"
    spec = importlib.util.spec_from_file_location(name, path)
    case = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(case)
    server = case.build(root)
    boxes = [f"{box}@{domain}" for account in server.accounts.values() for box, domain in account.boxes]
    for number, box in enumerate(boxes):
        for time in range(times):
            server.smtp_auth_failure(box, f"93.184.12.{number + 1}", server.moment("00:40:00") + time * 420)
    return server
