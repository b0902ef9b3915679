"""The same under Exim's own selector: the log has no subjects, so nothing is known of texts."""
from botnet import first_day_of_logs


def build(root):
    return first_day_of_logs(root, layout="debian", exim="4.96")
