"""A botnet of two letters a machine, where the logs are a day old."""
from botnet import first_day_of_logs


def build(root):
    return first_day_of_logs(root, layout="rhel", exim="4.96", log="cpanel")
