"""As few_days_of_logs, and no log tells who reads: who wrote from one place alone the day before is at home there."""
from few_days import young_logs


def build(root):
    server = young_logs(root)
    server.forget_logs("maillog*")
    return server
